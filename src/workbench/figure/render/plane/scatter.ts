/** Lines, filled regions and markers of a scatter trace. */
import type { ScatterTrace } from "../../json/traces.js";
import { dashArray, element, pathThrough } from "../element.js";
import { errorBarElements } from "./error-bars.js";
import type { PlotScale } from "./scale.js";
import { markerElement } from "./symbol.js";

type Pixel = readonly [number, number];

/** Filled regions, which lie below all lines; `previous` is the trace before this one. */
export function fillElement(
  trace: ScatterTrace,
  previous: ScatterTrace | undefined,
  x: PlotScale,
  y: PlotScale,
): string {
  if (trace.fill === undefined || trace.fill === "none") return "";
  const points = stretches(trace, x, y).flat();
  if (points.length === 0) return "";
  const outline = [...points];
  if (trace.fill === "tonexty" && previous !== undefined) {
    outline.push(...stretches(previous, x, y).flat().reverse());
  } else if (trace.fill === "tozeroy") {
    const foot = y.at(0) ?? 0;
    outline.push([points[points.length - 1][0], foot], [points[0][0], foot]);
  }
  return element("path", {
    d: `${pathThrough(outline)}Z`,
    fill: trace.fillcolor ?? trace.line?.color,
    opacity: trace.opacity,
  });
}

export function scatterElements(trace: ScatterTrace, x: PlotScale, y: PlotScale): string {
  const mode = trace.mode ?? "lines";
  const color = trace.line?.color ?? trace.marker?.color ?? "#000000";
  const width = trace.line?.width ?? 2;
  const parts: string[] = [];
  const drawn = stretches(trace, x, y);
  if (mode.includes("lines") && width > 0) {
    for (const stretch of drawn) {
      parts.push(
        element("path", {
          d: pathThrough(stretch),
          fill: "none",
          stroke: color,
          "stroke-width": width,
          "stroke-linejoin": "round",
          "stroke-dasharray": dashArray(trace.line?.dash, width),
          opacity: trace.opacity,
        }),
      );
    }
  }
  parts.push(errorBarElements(trace, x, y, color));
  if (mode.includes("markers")) {
    const marker = { color, ...trace.marker };
    for (const [px, py] of drawn.flat()) parts.push(markerElement(px, py, marker, trace.opacity));
  }
  return parts.join("");
}

/** Runs of points between gaps. */
function stretches(trace: ScatterTrace, x: PlotScale, y: PlotScale): Pixel[][] {
  const runs: Pixel[][] = [[]];
  trace.x.forEach((value, k) => {
    const px = x.at(value);
    const py = y.at(trace.y[k]);
    if (px === undefined || py === undefined) runs.push([]);
    else runs[runs.length - 1].push([px, py] as const);
  });
  return runs.filter((run) => run.length > 0);
}
