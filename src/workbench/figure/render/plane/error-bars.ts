/** Bars from the lower to the upper end of an interval, with caps. */
import type { BarTrace, ErrorBars, ScatterTrace } from "../../json/traces.js";
import { line } from "../element.js";
import type { PlotScale } from "./scale.js";

/** `shift` moves all bars across their direction, as grouped bars need it. */
export function errorBarElements(
  trace: ScatterTrace | BarTrace,
  x: PlotScale,
  y: PlotScale,
  color: string,
  shift = 0,
): string {
  const parts: string[] = [];
  trace.x.forEach((value, k) => {
    const px = x.at(value);
    const py = y.at(trace.y[k]);
    const other = trace.y[k];
    if (trace.error_y && px !== undefined && typeof other === "number") {
      const [low, high] = ends(trace.error_y, other, k, y);
      if (low !== undefined && high !== undefined) {
        parts.push(bar([px + shift, low], [px + shift, high], trace.error_y, color));
      }
    }
    if (trace.error_x && py !== undefined && typeof value === "number") {
      const [low, high] = ends(trace.error_x, value, k, x);
      if (low !== undefined && high !== undefined) {
        parts.push(bar([low, py + shift], [high, py + shift], trace.error_x, color));
      }
    }
  });
  return parts.join("");
}

function ends(
  bars: ErrorBars,
  value: number,
  k: number,
  scale: PlotScale,
): [number | undefined, number | undefined] {
  return [
    scale.at(value - (bars.arrayminus?.[k] ?? bars.array[k])),
    scale.at(value + bars.array[k]),
  ];
}

function bar(
  from: [number, number],
  to: [number, number],
  { color, thickness = 1.5, width = 4 }: ErrorBars,
  fallback: string,
): string {
  const stroke = { stroke: color ?? fallback, "stroke-width": thickness };
  const standing = from[0] === to[0];
  const cap = ([x, y]: [number, number]): string =>
    standing
      ? line([x - width, y], [x + width, y], stroke)
      : line([x, y - width], [x, y + width], stroke);
  return line(from, to, stroke) + cap(from) + cap(to);
}
