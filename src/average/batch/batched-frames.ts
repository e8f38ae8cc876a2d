/**
 * Frames of many small clouds at once, in typed arrays and by a compiled kernel that takes
 * two clouds at a time: the poses of `minimalFrame` without an object for each.
 *
 * | symbol | name here | numbers a cloud  | meaning                                             |
 * | g Π    | axes      | d × d, by rows   | axis j in column j; zero where the stabiliser acts  |
 * | b      | shifts    | d                | the centroid under E and SE, zeros otherwise        |
 * | r      | ranks     | 1                | dimension of what the points span                   |
 * |        | rows      | d                | the points that the axes were made from, then −1    |
 * | c      | forms     | n × d            | (g Π)⁻¹ (x_i − b)                                   |
 *
 * Law: a cloud gets the pose of `minimalFrame`, whatever else is in the batch.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { MatrixLieGroup } from "../../groups/index.js";
import { Matrix } from "../../numerics/index.js";
import { minimalPseudoOrthogonalFrame } from "../minimal/pseudo-orthogonal/pseudo-orthogonal-frame.js";
import { MASS_FRACTION, TOTAL_ROUNDINGS } from "../minimal/pseudo-orthogonal/rest-frame.js";
import { LARGE_FRACTION } from "../minimal/span/axes.js";
import { CENTRING_ROUNDINGS } from "../minimal/span/cloud.js";
import {
  type Precision,
  type SpanOptions,
  spanTolerance,
  UNIT_ROUNDING,
} from "../minimal/span/precision.js";
import { type BatchedFamily, batchedFlags } from "./batched-group.js";
import { type CloudBatch, cloudOffsets } from "./cloud-batch.js";
import {
  type Chunk,
  chunksOf,
  FRAME_FLAGS,
  NOT_TIME_LIKE,
  withFramesKernel,
} from "./frames-kernel.js";

export interface BatchedFrameOptions extends SpanOptions {
  /** What the coordinates were rounded to; default "single" for a Float32Array, else "double". */
  readonly precision?: Precision;
  /** The forms not at all (the default), in a new Float64Array, in an array of the caller's, or in place of the coordinates. */
  readonly forms?: "none" | "new" | "in place" | Float64Array | Float32Array;
}

export interface BatchedFrames {
  readonly dimension: number;
  /** Where each cloud begins, in points; count + 1 numbers. */
  readonly offsets: Float64Array;
  readonly axes: Float64Array;
  readonly shifts: Float64Array;
  readonly ranks: Uint8Array;
  readonly rows: Int32Array;
  /** As `BasisChoice.kept` and `dropped` of a pose, for each cloud. */
  readonly kept: Float64Array;
  readonly dropped: Float64Array;
  readonly forms?: Float64Array | Float32Array;
}

export interface BatchedPrincipalAxes {
  readonly dimension: number;
  readonly offsets: Float64Array;
  /** Eigenvectors of Σ (x_i − b)(x_i − b)ᵀ in columns, of any sign: those of a frame are all 2^d. */
  readonly axes: Float64Array;
  /** Its eigenvalues, ascending, d for each cloud. */
  readonly values: Float64Array;
  readonly shifts: Float64Array;
  readonly forms?: Float64Array | Float32Array;
}

/**
 * The minimal frames of all clouds of a batch, 1 ≤ d ≤ 8.
 * @param group O(d), SO(d), E(d), SE(d) or O(1, d − 1), as an object or by its family
 * @throws ShapeError, DomainError for a batch that is none, and for a number that is not
 *   finite, naming cloud, point and coordinate; EnvironmentError when the largest cloud
 *   does not fit into memory. Forms in place are then written for the clouds before it
 */
export function batchedFrames(
  group: BatchedFamily | MatrixLieGroup,
  clouds: CloudBatch,
  options: BatchedFrameOptions = {},
): BatchedFrames {
  const flags = batchedFlags("batchedFrames", group, clouds.dimension);
  const { values, ...frames } = allFrames("batchedFrames", flags, clouds, options);
  return frames;
}

/**
 * Principal axes of all clouds of a batch in two or three dimensions, about the centroid
 * for E and SE.
 * @throws as `batchedFrames`
 */
export function batchedPrincipalAxes(
  group: "O" | "SO" | "E" | "SE" | MatrixLieGroup,
  clouds: CloudBatch,
  options: Pick<BatchedFrameOptions, "forms"> = {},
): BatchedPrincipalAxes {
  const caller = "batchedPrincipalAxes";
  const { dimension } = clouds;
  const flags = batchedFlags(caller, group, dimension) & FRAME_FLAGS.centred;
  if (dimension !== 2 && dimension !== 3) {
    throw new DomainError(
      `${caller}: got dimension ${dimension}; expected 2 or 3. Call principalFrame for each cloud of others.`,
    );
  }
  const bits = flags | FRAME_FLAGS.principal;
  const all = allFrames(caller, bits, clouds, options);
  const { axes, values, shifts, offsets, forms } = all;
  return { dimension, offsets, axes, values, shifts, ...(forms && { forms }) };
}

interface AllFrames extends BatchedFrames {
  readonly values: Float64Array;
}

function allFrames(
  caller: string,
  flags: number,
  clouds: CloudBatch,
  options: BatchedFrameOptions,
): AllFrames {
  const single = clouds.coordinates instanceof Float32Array;
  const { precision = single ? "single" : "double", forms: place = "none" } = options;
  const cuts = {
    tolerance: spanTolerance(caller, { ...options, precision }),
    floor: CENTRING_ROUNDINGS * UNIT_ROUNDING[precision],
    fraction: LARGE_FRACTION,
    mass: MASS_FRACTION,
    rounding: TOTAL_ROUNDINGS[precision] * UNIT_ROUNDING[precision],
  };
  const offsets = cloudOffsets(caller, clouds);
  const { coordinates, dimension } = clouds;
  const count = offsets.length - 1;
  const forms = formsOf(caller, place, coordinates);
  const out: AllFrames = {
    dimension,
    offsets,
    axes: new Float64Array(count * dimension ** 2),
    shifts: new Float64Array(count * dimension),
    values: new Float64Array(flags & FRAME_FLAGS.principal ? count * dimension : 0),
    ranks: new Uint8Array(count),
    rows: new Int32Array(count * dimension),
    kept: new Float64Array(count),
    dropped: new Float64Array(count),
    ...(forms && { forms }),
  };
  const bits = flags | (forms ? FRAME_FLAGS.forms : 0);
  const chunks = chunksOf(offsets, dimension);
  withFramesKernel(caller, chunks, offsets, dimension, single, ({ memory, frames }) => {
    for (const chunk of chunks) {
      const { first, last, start, end } = chunk;
      const points = coordinates.subarray(start * dimension, end * dimension);
      (single ? memory.singles : memory.points).set(points);
      const bad = frames(bits, chunk, cuts);
      if (bad >= 0) throw notFinite(caller, clouds, offsets, first + bad);
      const size = last - first;
      out.axes.set(memory.axes.subarray(0, size * dimension ** 2), first * dimension ** 2);
      out.shifts.set(memory.shifts.subarray(0, size * dimension), first * dimension);
      if (out.values.length > 0) {
        out.values.set(memory.values.subarray(0, size * dimension), first * dimension);
      }
      out.ranks.set(memory.ranks.subarray(0, size), first);
      out.rows.set(memory.rows.subarray(0, size * dimension), first * dimension);
      out.kept.set(memory.kept.subarray(0, size), first);
      out.dropped.set(memory.dropped.subarray(0, size), first);
      if (flags & FRAME_FLAGS.lorentz) {
        notTimeLike(clouds, chunk, out, memory.forms, { ...options, precision });
      }
      forms?.set(memory.forms.subarray(0, points.length), start * dimension);
    }
  });
  return out;
}

/** The frames of clouds that the kernel left: those whose total momentum is not safely time-like. */
function notTimeLike(
  { coordinates, dimension }: CloudBatch,
  { first, last, start }: Chunk,
  out: AllFrames,
  forms: Float64Array,
  options: BatchedFrameOptions,
): void {
  const { tolerance, precision } = options;
  const frame = minimalPseudoOrthogonalFrame(1, dimension - 1, { tolerance, precision });
  for (let k = first; k < last; k++) {
    if (out.ranks[k] !== NOT_TIME_LIKE) continue;
    const [begin, end] = [out.offsets[k] * dimension, out.offsets[k + 1] * dimension];
    const points = Float64Array.from(coordinates.subarray(begin, end));
    const cloud = new Matrix(points.length / dimension, dimension, points);
    const [{ form, carry, rank, basis }] = frame.poses(cloud);
    out.axes.set(carry.data, k * dimension ** 2);
    out.ranks[k] = rank;
    out.rows.fill(-1, k * dimension, (k + 1) * dimension);
    out.rows.set(basis?.rows ?? [], k * dimension);
    out.kept[k] = basis?.kept ?? Number.POSITIVE_INFINITY;
    out.dropped[k] = basis?.dropped ?? 0;
    forms.set(form.data, begin - start * dimension);
  }
}

function formsOf(
  caller: string,
  place: BatchedFrameOptions["forms"],
  coordinates: Float64Array | Float32Array,
): Float64Array | Float32Array | undefined {
  if (place === "none") return undefined;
  if (typeof place === "object" && place !== null) {
    if (place.length === coordinates.length) return place;
    throw new ShapeError(
      `${caller}: got room for ${place.length} numbers of forms; expected ${coordinates.length}, as many as coordinates.`,
    );
  }
  if (place === "new") return new Float64Array(coordinates.length);
  if (place === "in place") return coordinates;
  throw new DomainError(
    `${caller}: got forms ${JSON.stringify(place)}; expected "none", "new" or "in place".`,
  );
}

function notFinite(
  caller: string,
  { coordinates, dimension }: CloudBatch,
  offsets: Float64Array,
  cloud: number,
): DomainError {
  let at = offsets[cloud] * dimension;
  while (Number.isFinite(coordinates[at])) at++;
  const inside = at - offsets[cloud] * dimension;
  return new DomainError(
    `${caller}: cloud ${cloud}, point ${Math.floor(inside / dimension)}, coordinate ${inside % dimension} is ${coordinates[at]}; expected finite numbers. Leave the cloud out, or mend it.`,
  );
}
