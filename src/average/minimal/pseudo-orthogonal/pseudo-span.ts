/**
 * What the points of a cloud give for axes: from their total momentum, or from pivots.
 */
import { DomainError } from "../../../errors.js";
import { chooseAxes } from "../span/axes.js";
import type { Cloud } from "../span/cloud.js";
import { type Precision, UNIT_ROUNDING } from "../span/precision.js";
import { largestProduct } from "./largest-product.js";
import { lightAxes, lightPartners } from "./light-partners.js";
import { type Axis, type Metric, SQUARE_ROUNDINGS } from "./metric.js";
import { completePseudoAxes, pivotAxes } from "./pivots.js";
import type { SpanSignature } from "./pseudo-stabiliser.js";
import { boosted, type RestFrame } from "./rest-frame.js";

/** Squares ⟨v, v⟩ up to this, relative to the largest |⟨x_i, x_j⟩|, count as none. */
export const NULL_TOLERANCE: Readonly<Record<Precision, number>> = { double: 1e-11, single: 1e-4 };

export interface PseudoSpan {
  readonly signature: SpanSignature;
  /** All d axes: the spanned ones first, in the order of the coordinates within their sign. */
  readonly axes: readonly Axis[];
  /** The same axes before the boosts that stretch light-like directions: as oriented, and well conditioned. */
  readonly unstretched: readonly Axis[];
  /** The light-like r_k, in the input's units: a boost stretches them, so that no other unit is safe. */
  readonly light: readonly Float64Array[];
  /** Their partners s_k in the cloud's unit, which read off how much of r_k a point has. */
  readonly partners: readonly Float64Array[];
  readonly rows: Int32Array;
  /** For each axis of N the row that lies in the span of it and those before, or −1. */
  readonly origins: readonly number[];
  readonly kept: number;
  readonly dropped: number;
  /** How much one point must change for the form to jump, to first order and as far as found. */
  readonly margin: number;
}

/** The time axis along P, the others from a first basis of large parts in its rest frame. */
export function momentumSpan(metric: Metric, frame: RestFrame, tolerance: number): PseudoSpan {
  const { dimension } = metric;
  const size = dimension - 1;
  const chosen = chooseAxes(frame.momenta, size, tolerance * frame.largest, "large");
  const { rank, rows, kept, dropped, margins } = chosen;
  const timeFirst = frame.time === 0;
  const placed = (time: number, spatial: Float64Array): Float64Array => {
    const column = boosted(frame, time, spatial);
    return timeFirst ? column : Float64Array.of(...column.subarray(1), column[0]);
  };
  const timeSign = timeFirst ? 1 : -1;
  const axes: Axis[] = [{ vector: placed(frame.sign, new Float64Array(size)), sign: timeSign }];
  for (let j = 0; j < rank; j++) {
    const vector = placed(0, chosen.axes.slice(j * size, (j + 1) * size));
    axes.push({ vector, sign: timeFirst ? -1 : 1 });
  }
  const signature = {
    plus: timeFirst ? 1 : rank,
    minus: timeFirst ? rank : 1,
    light: 0,
  };
  // A change δ at rest is up to (γ + |w|) δ where the momenta were measured.
  const stretch = frame.gamma + Math.sqrt((frame.gamma - 1) * (frame.gamma + 1));
  const atRest = Math.min(kept, margins[rank - 1] ?? Number.POSITIVE_INFINITY);
  const all = [...axes, ...completePseudoAxes(metric, axes)];
  return {
    signature,
    axes: all,
    unstretched: all,
    light: [],
    partners: [],
    rows,
    origins: [-1, ...rows],
    kept: kept / frame.largest,
    dropped: dropped / frame.largest,
    margin: Math.min(frame.distance, atRest * stretch),
  };
}

/** Axes by pivots of the Gram matrix, and light-like directions made into axes. */
export function pivotSpan(
  caller: string,
  metric: Metric,
  { points, largest, unit: unitOfCloud }: Cloud,
  tolerance: number,
  precision: Precision,
): PseudoSpan {
  const { dimension } = metric;
  const scale = largestProduct(metric, points);
  const pivots = pivotAxes(metric, points, [], {
    least: NULL_TOLERANCE[precision] * scale,
    perLength: SQUARE_ROUNDINGS[precision] * UNIT_ROUNDING[precision] * largest,
  });
  const plus = pivots.axes.filter(({ sign }) => sign === 1).length;
  const minus = pivots.axes.length - plus;
  const room = Math.min(metric.plus - plus, metric.minus - minus);
  // What is orthogonal to all axes of one sign is definite: its squares are rounding only at 0.
  const shortest = room === 0 ? Number.POSITIVE_INFINITY : tolerance * largest;
  const radical = chooseAxes(pivots.rest, dimension, shortest, "first");
  const rowOf = (from: Float64Array, row: number): Float64Array =>
    from.slice(row * dimension, (row + 1) * dimension);
  const light = Array.from(radical.rows, (row) => rowOf(pivots.rest, row));
  if (light.length > room) {
    throw new DomainError(
      `${caller}: after ${pivots.axes.length} axes, ${light.length} directions are left whose squares are rounding; O(${metric.plus},${metric.minus}) has room for ${room} light-like ones. The points are nearly degenerate within the tolerance; give a smaller tolerance, or precision "single" for rounded data.`,
    );
  }
  const partners = lightPartners(metric, light, pivots.axes);
  const directions = light.map((_, k) => rowOf(radical.axes, k));
  const paired = lightAxes(directions, lightPartners(metric, directions, pivots.axes));
  const free = completePseudoAxes(metric, [...pivots.axes, ...paired]);
  const inputLight = light.map((r) => r.map((x) => x * unitOfCloud));
  const inputPartners = partners.map((s) => s.map((x) => x / unitOfCloud));
  const rows = Int32Array.of(
    ...pivots.rows,
    ...radical.rows.filter((row) => !pivots.rows.includes(row)),
  );
  const unit = Math.max(scale, Number.MIN_VALUE);
  return {
    signature: { plus, minus, light: light.length },
    axes: [...pivots.axes, ...lightAxes(inputLight, inputPartners), ...free],
    unstretched: [...pivots.axes, ...paired, ...free],
    light: inputLight,
    partners,
    rows,
    origins: pivots.origins,
    kept: Math.sqrt(pivots.kept / unit),
    dropped: Math.sqrt(pivots.dropped / unit),
    margin: light.length > 0 ? 0 : pivots.margin,
  };
}
