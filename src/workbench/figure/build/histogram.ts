/** Histograms: how samples spread, binned here so that every viewer shows the same bars. */
import { DomainError } from "../../../errors.js";
import { Figure } from "../figure.js";
import type { BarTrace } from "../json/traces.js";
import { colorOf, houseLayout, planarAxis } from "../style.js";
import { addLegend, type LegendPlace } from "./legend.js";
import { addReferences, type Reference } from "./reference.js";
import { finite } from "./values.js";

export interface Sample {
  name: string;
  values: ArrayLike<number>;
  color?: string;
}

export interface HistogramFigureOptions {
  samples: readonly Sample[];
  /** Number of bins over the common range; by Freedman and Diaconis's rule when left out. */
  bins?: number;
  /** Heights are densities (area 1) instead of counts. */
  density?: boolean;
  title?: string;
  xTitle?: string;
  references?: readonly Reference[];
  legend?: LegendPlace;
  width?: number;
  height?: number;
}

/** @throws DomainError for NaN, Infinity, no values at all, or a number of bins below one */
export function histogramFigure(options: HistogramFigureOptions): Figure {
  const { samples, density = false } = options;
  const values = samples.map((sample) => finite(sample.values, `histogramFigure: ${sample.name}`));
  const all = values.flat().sort((a, b) => a - b);
  if (all.length === 0) throw new DomainError("histogramFigure: got no values; expected one.");
  const bins = options.bins ?? usualBins(all);
  if (!Number.isInteger(bins) || bins < 1) {
    throw new DomainError(`histogramFigure: got ${bins} bins; expected a whole number from 1.`);
  }
  const spread = all[all.length - 1] - all[0];
  // Equal values, and those too close for a density, stand in a range of length one.
  const apart = spread / bins > 1e-300;
  const start = apart ? all[0] : all[0] - 0.5;
  const width = (apart ? spread : 1) / bins;
  const layout = houseLayout(options.title, options.width ?? 760, options.height ?? 420);
  layout.xaxis = planarAxis(options.xTitle, "linear");
  layout.yaxis = planarAxis(density ? "density" : "count", "linear");
  layout.barmode = "overlay";
  addReferences(layout, options.references ?? [], { x: "linear", y: "linear" });
  const data = samples.map((sample, index): BarTrace => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of values[index]) {
      counts[Math.min(bins - 1, Math.floor((value - start) / width))]++;
    }
    const unit = density ? 1 / (Math.max(1, values[index].length) * width) : 1;
    return {
      type: "bar",
      name: sample.name,
      legendgroup: sample.name,
      x: counts.map((_, bin) => start + (bin + 0.5) * width),
      y: counts.map((count) => count * unit),
      width,
      opacity: samples.length > 1 ? 0.55 : 0.9,
      marker: { color: sample.color ?? colorOf(index) },
      ...(sample.color === undefined && { meta: { color: "automatic" as const } }),
    };
  });
  addLegend(layout, data, options.legend ?? "bottom");
  return new Figure({ data, layout });
}

/** Freedman and Diaconis: bins as wide as 2 · (interquartile range) · n^(−1/3), from 5 to 80 of them. */
function usualBins(sorted: number[]): number {
  const quantile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))];
  const width = (2 * (quantile(0.75) - quantile(0.25))) / Math.cbrt(sorted.length);
  const spread = sorted[sorted.length - 1] - sorted[0];
  return width > 0 ? Math.min(80, Math.max(5, Math.ceil(spread / width))) : 5;
}
