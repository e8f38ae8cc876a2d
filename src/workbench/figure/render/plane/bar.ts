/** The bars of one panel: side by side within a category, or over one another. */
import type { Layout } from "../../json/layout.js";
import type { BarTrace } from "../../json/traces.js";
import { element } from "../element.js";
import { errorBarElements } from "./error-bars.js";
import type { PlotScale } from "./scale.js";

export function barElements(
  traces: readonly BarTrace[],
  x: PlotScale,
  y: PlotScale,
  layout: Layout,
): string {
  const grouped = (layout.barmode ?? "group") === "group";
  return traces
    .map((trace, index) => {
      const lying = trace.orientation === "h";
      const [place, length] = lying ? [y, x] : [x, y];
      const group =
        trace.width !== undefined
          ? trace.width * place.unit
          : (1 - (layout.bargap ?? 0.2)) * place.unit;
      const width = grouped ? group / traces.length : group;
      const shift = grouped ? (index - (traces.length - 1) / 2) * width : 0;
      return (
        rectangles(trace, place, length, { width, shift, lying }) +
        errorBarElements(trace, x, y, "#222222", shift)
      );
    })
    .join("");
}

function rectangles(
  trace: BarTrace,
  place: PlotScale,
  length: PlotScale,
  { width, shift, lying }: { width: number; shift: number; lying: boolean },
): string {
  const [places, values] = lying ? [trace.y, trace.x] : [trace.x, trace.y];
  return places
    .map((where, k) => {
      const center = place.at(where);
      const end = length.at(values[k]);
      if (center === undefined || end === undefined) return "";
      // A logarithmic axis has no zero: its bars come from far away and the clip path cuts them.
      const foot = length.at(0) ?? (lying ? -1e4 : 1e4);
      const across = { from: center + shift - 0.48 * width, size: 0.96 * width };
      const along = { from: Math.min(foot, end), size: Math.abs(end - foot) };
      const [h, v] = lying ? [along, across] : [across, along];
      return element("rect", {
        x: h.from,
        y: v.from,
        width: h.size,
        height: v.size,
        fill: trace.marker?.color,
        opacity: trace.opacity,
      });
    })
    .join("");
}
