/** One panel: grid below, then cells, regions, bars, lines and markers inside its frame, axes on top. */
import type { Layout, Shape } from "../../json/layout.js";
import type { BarTrace, HeatmapTrace, ImageTrace, ScatterTrace } from "../../json/traces.js";
import { dashArray, element, line } from "../element.js";
import { axisElements, gridElements } from "./axes.js";
import { barElements } from "./bar.js";
import { heatmapElements } from "./heatmap.js";
import { imageElement } from "./image.js";
import type { Panel } from "./panels.js";
import { fillElement, scatterElements } from "./scatter.js";

export function panelElements(panel: Panel, layout: Layout): string {
  const { box, traces, xScale: x, yScale: y } = panel;
  const clip = `clip-${panel.x}-${panel.y}`;
  const scatters = traces.filter((trace): trace is ScatterTrace => trace.type === "scatter");
  const bars = traces.filter((trace): trace is BarTrace => trace.type === "bar");
  const maps = traces.filter((trace): trace is HeatmapTrace => trace.type === "heatmap");
  const pictures = traces.filter((trace): trace is ImageTrace => trace.type === "image");
  const marks = [
    ...pictures.map((trace) => imageElement(trace, x, y)),
    ...maps.map((trace) => heatmapElements(trace, x, y, layout.coloraxis ?? {})),
    ...scatters.map((trace, k) => fillElement(trace, scatters[k - 1], x, y)),
    barElements(bars, x, y, layout),
    ...(layout.shapes ?? [])
      .filter(({ xref, yref }) => xref.split(" ")[0] === panel.x && yref.split(" ")[0] === panel.y)
      .map((shape) => shapeElement(shape, panel)),
    ...scatters.map((trace) => scatterElements(trace, x, y)),
  ];
  return element(
    "g",
    { id: `panel-${panel.x}-${panel.y}` },
    element(
      "clipPath",
      { id: clip },
      element("rect", { x: box.left, y: box.top, width: box.width, height: box.height }),
    ),
    gridElements(panel),
    element("g", { "clip-path": `url(#${clip})` }, ...marks),
    axisElements(panel),
  );
}

function shapeElement(shape: Shape, { box, xScale, yScale }: Panel): string {
  const horizontal = (value: number): number =>
    shape.xref.endsWith("domain") ? box.left + value * box.width : (xScale.at(value) ?? box.left);
  const vertical = (value: number): number =>
    shape.yref.endsWith("domain")
      ? box.top + (1 - value) * box.height
      : (yScale.at(value) ?? box.top + box.height);
  const [x0, x1] = [horizontal(shape.x0), horizontal(shape.x1)];
  const [y0, y1] = [vertical(shape.y0), vertical(shape.y1)];
  const width = shape.line?.width ?? 1;
  const look = {
    stroke: shape.line?.color ?? "#444444",
    "stroke-width": width,
    "stroke-dasharray": dashArray(shape.line?.dash, width),
    opacity: shape.opacity,
  };
  if (shape.type === "line") return line([x0, y0], [x1, y1], look);
  return element("rect", {
    x: Math.min(x0, x1),
    y: Math.min(y0, y1),
    width: Math.abs(x1 - x0),
    height: Math.abs(y1 - y0),
    fill: shape.fillcolor ?? "none",
    ...look,
  });
}
