/** The panels of a figure: each pair of axes on which traces stand. */
import type { Axis, Layout } from "../../json/layout.js";
import { axisOf } from "../../json/panels.js";
import { isSpatial, type PlanarTrace, type Trace } from "../../json/traces.js";
import { type Box, partOf } from "../box.js";
import { type Extent, extents, referenceOf } from "./extent.js";
import { type PlotScale, plotScale } from "./scale.js";

export interface Panel {
  x: string;
  y: string;
  xAxis: Axis;
  yAxis: Axis;
  traces: PlanarTrace[];
  box: Box;
  xScale: PlotScale;
  yScale: PlotScale;
}

/** Panels with their scales when the plot area is `area`. */
export function panelsIn(area: Box, data: readonly Trace[], layout: Layout): Panel[] {
  const byPair = new Map<string, PlanarTrace[]>();
  for (const trace of data) {
    if (isSpatial(trace)) continue;
    const pair = `${trace.xaxis ?? "x"} ${trace.yaxis ?? "y"}`;
    const known = byPair.get(pair);
    if (known) known.push(trace);
    else byPair.set(pair, [trace]);
  }
  for (const key of Object.keys(layout)) {
    const ref = referenceOf(key);
    if (!ref?.startsWith("x")) continue;
    const pair = `${ref} ${axisOf(layout, ref).anchor ?? "y"}`;
    if (data.length === 0 && !byPair.has(pair)) byPair.set(pair, []);
  }
  const covered = extents(data, layout);
  return [...byPair].map(([pair, traces]) => {
    const [x, y] = pair.split(" ");
    const [xAxis, yAxis] = [axisOf(layout, x), axisOf(layout, y)];
    const whole = partOf(area, xAxis.domain ?? [0, 1], yAxis.domain ?? [0, 1]);
    const [xExtent, yExtent] = [covered.get(x)!, covered.get(y)!];
    const box = yAxis.scaleanchor
      ? sameUnit(whole, unitsOf(xAxis, xExtent), unitsOf(yAxis, yExtent))
      : whole;
    const xScale = plotScale(xAxis, xExtent, box.left, box.left + box.width);
    const yScale = plotScale(yAxis, yExtent, box.top + box.height, box.top);
    return { x, y, xAxis, yAxis, traces, box, xScale, yScale };
  });
}

/** How many units an axis shows: names, or what its range or its data cover. */
function unitsOf({ range }: Axis, { categories, low, high }: Extent): number {
  return range ? Math.abs(range[1] - range[0]) : categories.length || high - low;
}

/** The largest box in the middle of `box` in which both axes have the same pixels for a unit. */
function sameUnit(box: Box, x: number, y: number): Box {
  const unit = Math.min(box.width / x, box.height / y);
  const [width, height] = [unit * x, unit * y];
  return {
    left: box.left + (box.width - width) / 2,
    top: box.top + (box.height - height) / 2,
    width,
    height,
  };
}
