/** Bars: one quantity for each category, and for each series within it. */
import { Figure } from "../figure.js";
import type { BarTrace, ErrorBars } from "../json/traces.js";
import { colorOf, houseLayout, ink, planarAxis } from "../style.js";
import { addLegend, type LegendPlace } from "./legend.js";
import { addReferences, type Reference } from "./reference.js";
import { finite, onScale, requireLength, type Scale } from "./values.js";

export interface BarSeries {
  name: string;
  /** One value for each category. */
  values: ArrayLike<number>;
  /** Ends of an interval around each value. */
  low?: ArrayLike<number>;
  high?: ArrayLike<number>;
  color?: string;
}

export interface BarFigureOptions {
  categories: readonly string[];
  series: readonly BarSeries[];
  title?: string;
  /** Title of the axis of the categories. */
  categoryTitle?: string;
  valueTitle?: string;
  valueScale?: Scale;
  /** Bars lie down, which suits long names. */
  horizontal?: boolean;
  /** Lines at values of the value axis: "y" for standing bars, "x" for lying ones. */
  references?: readonly Reference[];
  legend?: LegendPlace;
  width?: number;
  height?: number;
}

/** @throws DomainError for NaN and Infinity; ShapeError for lengths that differ */
export function barFigure(options: BarFigureOptions): Figure {
  const { categories, series, horizontal = false } = options;
  const scale = options.valueScale ?? "linear";
  const height = options.height ?? (horizontal ? 120 + 34 * categories.length : 420);
  const layout = houseLayout(options.title, options.width ?? 760, height);
  const names = planarAxis(options.categoryTitle, "category");
  const values = planarAxis(options.valueTitle, scale);
  layout.xaxis = horizontal ? values : names;
  layout.yaxis = horizontal ? { ...names, autorange: "reversed" } : values;
  layout.barmode = "group";
  layout.bargap = 0.3;
  addReferences(layout, options.references ?? [], {
    x: horizontal ? scale : "linear",
    y: horizontal ? "linear" : scale,
  });
  const data = series.map((one, index): BarTrace => {
    const what = `barFigure: series ${JSON.stringify(one.name)}, values`;
    requireLength(one.values, categories.length, what);
    const numbers = onScale(finite(one.values, what), scale, what);
    const bars = errorBars(one, numbers);
    return {
      type: "bar",
      name: one.name,
      legendgroup: one.name,
      orientation: horizontal ? "h" : "v",
      x: horizontal ? numbers : [...categories],
      y: horizontal ? [...categories] : numbers,
      marker: { color: one.color ?? colorOf(index) },
      ...(one.color === undefined && { meta: { color: "automatic" as const } }),
      ...(bars && (horizontal ? { error_x: bars } : { error_y: bars })),
    };
  });
  addLegend(layout, data, options.legend ?? "bottom");
  return new Figure({ data, layout });
}

function errorBars({ name, low, high }: BarSeries, values: number[]): ErrorBars | undefined {
  if (low === undefined || high === undefined) return undefined;
  requireLength(low, values.length, `barFigure: series ${JSON.stringify(name)}, low`);
  requireLength(high, values.length, `barFigure: series ${JSON.stringify(name)}, high`);
  return {
    type: "data",
    array: finite(high, `barFigure: ${name}, high`).map((end, k) => Math.max(0, end - values[k])),
    arrayminus: finite(low, `barFigure: ${name}, low`).map((end, k) =>
      Math.max(0, values[k] - end),
    ),
    symmetric: false,
    color: ink,
    thickness: 1.5,
    width: 4,
  };
}
