/** A straight line across a panel that marks a value: a threshold, an exact result, a time. */
import type { Annotation, Layout, Shape } from "../json/layout.js";
import { sizes } from "../style.js";
import type { Scale } from "./values.js";

export interface Reference {
  /** The axis on which `value` lies: "y" gives a horizontal line. */
  axis: "x" | "y";
  value: number;
  label?: string;
  color?: string;
}

/** Adds the lines and their labels to the layout of a figure with one panel. */
export function addReferences(
  layout: Layout,
  references: readonly Reference[],
  scales: { x: Scale; y: Scale },
): void {
  if (references.length === 0) return;
  layout.shapes = references.map(lineAt);
  layout.annotations = references.flatMap((reference) => labelOf(reference, scales));
}

function lineAt({ axis, value, color = "#b2182b" }: Reference): Shape {
  const line = { color, width: 1.5, dash: "dash" };
  return axis === "y"
    ? { type: "line", xref: "x domain", x0: 0, x1: 1, yref: "y", y0: value, y1: value, line }
    : { type: "line", xref: "x", x0: value, x1: value, yref: "y domain", y0: 0, y1: 1, line };
}

/** On a logarithmic axis Plotly places annotations by the logarithm, but shapes by the value. */
function labelOf(
  { axis, value, label, color = "#b2182b" }: Reference,
  scales: { x: Scale; y: Scale },
): Annotation[] {
  if (label === undefined) return [];
  const place = scales[axis] === "log" ? Math.log10(value) : value;
  const look = { text: label, showarrow: false as const, font: { size: sizes.tick, color } };
  return axis === "y"
    ? [
        {
          ...look,
          xref: "x domain",
          x: 1,
          xanchor: "right",
          xshift: -4,
          yref: "y",
          y: place,
          yanchor: "bottom",
        },
      ]
    : [
        {
          ...look,
          xref: "x",
          x: place,
          xanchor: "left",
          xshift: 4,
          yref: "y domain",
          y: 1,
          yanchor: "top",
        },
      ];
}
