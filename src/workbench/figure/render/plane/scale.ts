/** From data to pixels along one axis: linear, logarithmic, or one place for each category. */
import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis } from "../../json/layout.js";
import type { Datum } from "../../json/traces.js";
import type { Extent } from "./extent.js";
import { linearLabels, logTicks, powerLabel } from "./ticks.js";

export interface Tick {
  position: number;
  label: string;
}

export interface PlotScale {
  /** Pixel of a value; undefined for a gap and for what the axis cannot show. */
  at(value: Datum | undefined): number | undefined;
  /** Pixels that one unit (one category) takes at `value`; 0 on a log axis. */
  unit: number;
  ticks: Tick[];
  /** Pixels of the small ticks. */
  minor: number[];
}

/** A scale on the pixels from `start` to `end`; `start` is where the low end lies. */
export function plotScale(axis: Axis, extent: Extent, start: number, end: number): PlotScale {
  const pixels: [number, number] = axis.autorange === "reversed" ? [end, start] : [start, end];
  const length = Math.abs(end - start);
  const horizontal = end > start;
  if (extent.categories.length > 0) return categoryScale(extent.categories, pixels, length);
  const [low, high] = domainOf(axis, extent);
  if (axis.type === "log") return logScale(low, high, pixels, length / (horizontal ? 42 : 26));
  const scale = scaleLinear([low, high], pixels);
  const values =
    axis.tickvals ?? scale.ticks(Math.max(2, Math.round(length / (horizontal ? 75 : 48))));
  const labels = axis.ticktext ?? linearLabels(values);
  return {
    at: (value) => (typeof value === "number" ? scale(value) : undefined),
    unit: Math.abs(scale(1) - scale(0)),
    ticks: values.map((value, k) => ({ position: scale(value), label: labels[k] })),
    minor: [],
  };
}

function domainOf(axis: Axis, extent: Extent): [number, number] {
  if (axis.range === undefined) return [extent.low, extent.high];
  return axis.type === "log" ? [10 ** axis.range[0], 10 ** axis.range[1]] : axis.range;
}

function logScale(
  low: number,
  high: number,
  pixels: [number, number],
  mostTicks: number,
): PlotScale {
  const scale = scaleLog([low, high], pixels);
  const { major, minor } = logTicks(low, high, Math.floor(mostTicks));
  return {
    at: (value) => (typeof value === "number" && value > 0 ? scale(value) : undefined),
    unit: 0,
    ticks: major.map((value) => ({ position: scale(value), label: powerLabel(value) })),
    minor: minor.map((value) => scale(value)),
  };
}

function categoryScale(
  categories: readonly string[],
  pixels: [number, number],
  length: number,
): PlotScale {
  const scale = scaleLinear([-0.5, categories.length - 0.5], pixels);
  const index = new Map(categories.map((name, k) => [name, k]));
  return {
    at(value) {
      const place = typeof value === "number" ? value : index.get(value ?? "");
      return place === undefined ? undefined : scale(place);
    },
    unit: length / categories.length,
    ticks: categories.map((name, k) => ({ position: scale(k), label: name })),
    minor: [],
  };
}
