/** What an axis must cover: the least and greatest value of all that stands on it, with a margin. */
import type { Layout } from "../../json/layout.js";
import { axisOf } from "../../json/panels.js";
import { pictureSize } from "../../json/picture-size.js";
import {
  type Datum,
  type ErrorBars,
  isSpatial,
  type PlanarTrace,
  type Trace,
} from "../../json/traces.js";

export interface Extent {
  low: number;
  high: number;
  /** Names in order of appearance; empty on an axis of numbers. */
  categories: string[];
}

interface Growing extends Extent {
  log: boolean;
  /** Ends that stand at the edge of the panel without a margin: the foot of bars, the rim of cells. */
  tight: Set<number>;
}

/** The extent of each axis by its reference; axes that match one another have one together. */
export function extents(data: readonly Trace[], layout: Layout): Map<string, Extent> {
  const growing = new Map<string, Growing>();
  const at = (ref: string): Growing => {
    const root = axisOf(layout, ref).matches ?? ref;
    const known = growing.get(root);
    if (known) return known;
    const fresh: Growing = {
      low: Number.POSITIVE_INFINITY,
      high: Number.NEGATIVE_INFINITY,
      categories: [],
      log: axisOf(layout, root).type === "log",
      tight: new Set(),
    };
    growing.set(root, fresh);
    return fresh;
  };
  for (const trace of data) {
    if (!isSpatial(trace)) addTrace(trace, at(trace.xaxis ?? "x"), at(trace.yaxis ?? "y"));
  }
  for (const shape of layout.shapes ?? []) {
    if (/^x\d*$/.test(shape.xref)) addValues(at(shape.xref), [shape.x0, shape.x1]);
    if (/^y\d*$/.test(shape.yref)) addValues(at(shape.yref), [shape.y0, shape.y1]);
  }
  for (const key of Object.keys(layout)) {
    const ref = referenceOf(key);
    if (ref !== undefined) at(ref);
  }
  const finished = new Map([...growing].map(([root, extent]) => [root, padded(extent)]));
  for (const key of Object.keys(layout)) {
    const ref = referenceOf(key);
    const root = ref === undefined ? undefined : finished.get(axisOf(layout, ref).matches ?? ref);
    if (ref !== undefined && root !== undefined) finished.set(ref, root);
  }
  return finished;
}

/** "xaxis3" → "x3"; undefined for a key that is no axis. */
export function referenceOf(key: string): string | undefined {
  const match = /^([xy])axis(\d*)$/.exec(key);
  return match ? match[1] + match[2] : undefined;
}

function addTrace(trace: PlanarTrace, x: Growing, y: Growing): void {
  if (trace.type === "heatmap") {
    addCells(x, trace.x ?? trace.z[0].map((_, k) => k));
    addCells(y, trace.y ?? trace.z.map((_, k) => k));
    return;
  }
  if (trace.type === "image") {
    const { width, height } = pictureSize(trace.source, "Figure: source");
    addPixels(x, width);
    addPixels(y, height);
    return;
  }
  addValues(x, trace.x, trace.error_x);
  addValues(y, trace.y, trace.error_y);
  if (trace.type !== "bar") {
    if (trace.fill === "tozeroy") addFoot(y);
    return;
  }
  const [place, value] = trace.orientation === "h" ? [y, x] : [x, y];
  addFoot(value);
  const half = (trace.width ?? 0.8) / 2;
  const places = (trace.orientation === "h" ? trace.y : trace.x).filter(
    (p) => typeof p === "number",
  );
  addValues(
    place,
    places.flatMap((p) => [(p as number) - half, (p as number) + half]),
  );
}

function addFoot(extent: Growing): void {
  if (extent.log) return;
  addValues(extent, [0]);
  extent.tight.add(0);
}

function addCells(extent: Growing, centers: readonly Datum[]): void {
  const edges = cellEdges(centers);
  if (edges === undefined) {
    addValues(extent, centers);
    return;
  }
  addValues(extent, edges);
  extent.tight.add(Math.min(...edges)).add(Math.max(...edges));
}

function addPixels(extent: Growing, count: number): void {
  addValues(extent, [-0.5, count - 0.5]);
  extent.tight.add(-0.5).add(count - 0.5);
}

/** Edges of cells half-way between their centres; undefined for names. */
export function cellEdges(centers: readonly Datum[]): number[] | undefined {
  const numbers = centers.filter((center): center is number => typeof center === "number");
  if (numbers.length !== centers.length || numbers.length === 0) return undefined;
  if (numbers.length === 1) return [numbers[0] - 0.5, numbers[0] + 0.5];
  const last = numbers.length - 1;
  return [
    numbers[0] - (numbers[1] - numbers[0]) / 2,
    ...numbers.slice(1).map((center, k) => (numbers[k] + center) / 2),
    numbers[last] + (numbers[last] - numbers[last - 1]) / 2,
  ];
}

function addValues(extent: Growing, values: readonly Datum[], bars?: ErrorBars): void {
  values.forEach((value, k) => {
    if (typeof value === "string") {
      if (!extent.categories.includes(value)) extent.categories.push(value);
      return;
    }
    if (value === null) return;
    const down = bars?.arrayminus?.[k] ?? bars?.array[k] ?? 0;
    for (const end of [value - down, value, value + (bars?.array[k] ?? 0)]) {
      if (extent.log && !(end > 0)) continue;
      extent.low = Math.min(extent.low, end);
      extent.high = Math.max(extent.high, end);
    }
  });
}

/** Five percent more on both sides; a single value gets room around it. */
function padded({ low, high, categories, log, tight }: Growing): Extent {
  if (!(low <= high)) return { low: log ? 0.1 : 0, high: log ? 10 : 1, categories };
  if (log) {
    const margin = low === high ? 0.5 : 0.05 * Math.log10(high / low);
    return { low: low * 10 ** -margin, high: high * 10 ** margin, categories };
  }
  const margin = low === high ? Math.abs(low) / 2 || 1 : 0.05 * (high - low);
  return {
    low: tight.has(low) ? low : low - margin,
    high: tight.has(high) ? high : high + margin,
    categories,
  };
}
