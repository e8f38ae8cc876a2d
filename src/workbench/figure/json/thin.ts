/**
 * A figure as it is written: numbers with five significant digits, series
 * with no more points than a screen can show.
 *
 * A line keeps its first and last point and, of each of many equal stretches,
 * the lowest and the highest one, so that every extreme survives. A cloud of
 * points keeps every k-th.
 */
import type { FigureJson, Frame } from "./layout.js";
import type { Datum, ErrorBars, ScatterTrace, Trace } from "./traces.js";

/** Most points that one trace keeps. */
export const pointLimit = 1000;

/** `value` to five significant digits; left alone where rounding up would leave the numbers. */
export function roundToFive(value: number): number {
  const rounded = Number(value.toPrecision(5));
  return Number.isFinite(rounded) ? rounded : value;
}

/** The figure with thinned series and rounded numbers; the original is left alone. */
export function emitted(figure: FigureJson): FigureJson {
  const kept = figure.data.map(keptPoints);
  const data = figure.data.map((trace, index) => rounded(pick(trace, kept[index])) as Trace);
  const layout = rounded(figure.layout) as FigureJson["layout"];
  if (!figure.frames) return { data, layout };
  const frames = figure.frames.map(
    (frame): Frame => ({
      ...frame,
      data: frame.data.map(
        (part, k) => rounded(pick(part as Trace, kept[frame.traces[k]])) as Partial<Trace>,
      ),
    }),
  );
  return { data, layout, frames };
}

/** Indices of the points that stay, or undefined when all do. */
function keptPoints(trace: Trace): number[] | undefined {
  if (trace.type === "scatter" && trace.x.length > pointLimit) {
    return trace.mode === "markers" ? stride(trace.x.length) : extremes(trace);
  }
  if (trace.type === "scatter3d" && trace.x.length > pointLimit) return stride(trace.x.length);
  return undefined;
}

function stride(length: number): number[] {
  return Array.from({ length: pointLimit }, (_, k) => Math.floor((k * length) / pointLimit));
}

function extremes(trace: ScatterTrace): number[] {
  const last = trace.x.length - 1;
  const stretches = pointLimit / 2 - 1;
  const kept = [0];
  for (let s = 0; s < stretches; s++) {
    const from = 1 + Math.floor((s * (last - 1)) / stretches);
    const to = 1 + Math.floor(((s + 1) * (last - 1)) / stretches);
    let low = from;
    let high = from;
    for (let index = from; index < to; index++) {
      if (before(trace.y[index], trace.y[low])) low = index;
      if (before(trace.y[high], trace.y[index])) high = index;
    }
    kept.push(Math.min(low, high));
    if (low !== high) kept.push(Math.max(low, high));
  }
  kept.push(last);
  return kept;
}

function before(a: Datum, b: Datum): boolean {
  return typeof a === "number" && typeof b === "number" && a < b;
}

function pick<T extends Trace>(trace: T, kept: number[] | undefined): T {
  if (kept === undefined) return trace;
  const out = { ...trace } as Record<string, unknown>;
  for (const key of ["x", "y", "z"]) {
    const values = out[key] as unknown[] | undefined;
    if (values) out[key] = kept.map((index) => values[index]);
  }
  for (const key of ["error_x", "error_y"]) {
    const bars = out[key] as ErrorBars | undefined;
    if (!bars) continue;
    out[key] = {
      ...bars,
      array: kept.map((index) => bars.array[index]),
      ...(bars.arrayminus && { arrayminus: kept.map((index) => bars.arrayminus?.[index]) }),
    };
  }
  return out as unknown as T;
}

function rounded(value: unknown): unknown {
  if (typeof value === "number") return roundToFive(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => [key, rounded(entry)]),
    );
  }
  return value;
}
