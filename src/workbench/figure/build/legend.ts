/** Where the legend stands: below the figure in a row, or to its right in a column. */
import type { Layout, Legend } from "../json/layout.js";
import type { Trace } from "../json/traces.js";
import { sizes } from "../style.js";

export type LegendPlace = "bottom" | "right" | "none";

/** Shows a legend when it tells more than one thing apart. */
export function addLegend(layout: Layout, traces: readonly Trace[], place: LegendPlace): void {
  const names = new Set(
    traces.filter((trace) => trace.showlegend !== false).map(({ name }) => name),
  );
  names.delete(undefined);
  layout.showlegend = place !== "none" && names.size > 1;
  if (layout.showlegend) layout.legend = legendAt(place);
}

function legendAt(place: LegendPlace): Legend {
  const font = { size: sizes.legend };
  return place === "right"
    ? { orientation: "v", x: 1.02, xanchor: "left", y: 1, yanchor: "top", font }
    : {
        orientation: "h",
        x: 0.5,
        xanchor: "center",
        y: 0,
        yanchor: "bottom",
        yref: "container",
        font,
      };
}
