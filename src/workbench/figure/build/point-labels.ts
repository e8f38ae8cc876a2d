/** Words beside points: what each of a few points stands for, where a legend would name too many. */
import type { Annotation, Layout } from "../json/layout.js";
import { ink, sizes } from "../style.js";
import type { Scale } from "./values.js";

export interface PointLabel {
  text: string;
  x: number;
  y: number;
  /** Which side of the point; "right" when left out. */
  place?: "left" | "right" | "above" | "below";
  color?: string;
}

/** Pixels between the point and its words. */
const GAP = 8;

const PLACES: Record<NonNullable<PointLabel["place"]>, Partial<Annotation>> = {
  left: { xanchor: "right", xshift: -GAP, yanchor: "middle" },
  right: { xanchor: "left", xshift: GAP, yanchor: "middle" },
  above: { xanchor: "center", yanchor: "bottom", yshift: GAP - 3 },
  below: { xanchor: "center", yanchor: "top", yshift: 3 - GAP },
};

/** Adds the words to the layout of a figure with one panel. */
export function addPointLabels(
  layout: Layout,
  labels: readonly PointLabel[],
  scales: { x: Scale; y: Scale },
): void {
  if (labels.length === 0) return;
  // On a logarithmic axis Plotly places annotations by the logarithm.
  const at = (axis: "x" | "y", value: number) =>
    scales[axis] === "log" ? Math.log10(value) : value;
  const words = labels.map(({ text, x, y, place = "right", color = ink }): Annotation => {
    const font = { size: sizes.tick - 2, color };
    const where = { xref: "x", x: at("x", x), yref: "y", y: at("y", y) };
    return { text, showarrow: false, font, ...where, ...PLACES[place] };
  });
  layout.annotations = [...(layout.annotations ?? []), ...words];
}
