/**
 * The compiled frames (native/sources/frames/frames.c), some clouds at a time: as many as fit into
 * a core's cache, so that memory stays bounded whatever the batch.
 */
import { EnvironmentError } from "../../errors.js";
import { loadNative, type NativeExports, releaseNative } from "../../native/load.js";

/** Bits that the kernel knows, as in frames.c. */
export const FRAME_FLAGS = {
  centred: 1,
  special: 2,
  principal: 4,
  lorentz: 8,
  single: 16,
  forms: 32,
} as const;

/** The kernel's rank for a cloud whose total momentum is not safely time-like. */
export const NOT_TIME_LIKE = 255;

interface FramesExports extends NativeExports {
  /** d, then where the arrays lie, in the order of frames.c. */
  place(...values: number[]): void;
  /** Flags and count, then the cuts in the order of frames.c. */
  frames(...values: number[]): number;
  carry(flags: number, count: number): number;
}

/** Bytes of points that are handed over at once; more only where one cloud has more. */
const CHUNK_BYTES = 2 ** 18;
const CHUNK_CLOUDS = 4096;
/** Memory above this is given back after the call. */
const KEPT_BYTES = 2 ** 24;

/** Some clouds, one after another. */
export interface Chunk {
  /** Clouds first … last − 1. */
  readonly first: number;
  readonly last: number;
  /** Where their points begin and end. */
  readonly start: number;
  readonly end: number;
}

/** What the kernel reads and writes for one chunk; as long as the longest one needs. */
export interface ChunkMemory {
  readonly axes: Float64Array;
  readonly shifts: Float64Array;
  readonly values: Float64Array;
  readonly kept: Float64Array;
  readonly dropped: Float64Array;
  readonly rows: Int32Array;
  readonly ranks: Uint8Array;
  readonly points: Float64Array;
  /** The same bytes as `points` begin with. */
  readonly singles: Float32Array;
  /** Float64 forms; the same as `points` unless those are Float32. */
  readonly forms: Float64Array;
}

/** What the kernel's decisions rest on; the same as in the frames of one cloud. */
export interface FrameCuts {
  /** Relative to the longest point; and about the centroid relative to the longest point as it came. */
  readonly tolerance: number;
  readonly floor: number;
  /** Under O(1, q): of the longest part, of the longest point at rest, and of ⟨P, P⟩. */
  readonly fraction: number;
  readonly mass: number;
  readonly rounding: number;
}

export interface FramesKernel {
  readonly memory: ChunkMemory;
  /** Frames of a chunk whose points are there; the first cloud of it that is not finite, or −1. */
  frames(flags: number, chunk: Chunk, cuts: FrameCuts): number;
  /** Carries the rows in `forms` by the axes and shifts that are there. */
  carry(flags: number, chunk: Chunk): void;
}

/** The clouds in runs, in order. @param offsets where each cloud begins, in points */
export function chunksOf(offsets: Float64Array, dimension: number): Chunk[] {
  const chunks: Chunk[] = [];
  const count = offsets.length - 1;
  const most = CHUNK_BYTES / (8 * dimension);
  for (let first = 0; first < count; ) {
    let last = first + 1;
    while (
      last < count &&
      last - first < CHUNK_CLOUDS &&
      offsets[last + 1] - offsets[first] <= most
    ) {
      last++;
    }
    chunks.push({ first, last, start: offsets[first], end: offsets[last] });
    first = last;
  }
  return chunks;
}

/**
 * Calls `work` with a kernel that has room for each of the chunks.
 * @throws EnvironmentError when the memory for the largest cloud cannot be had
 */
export function withFramesKernel(
  caller: string,
  chunks: readonly Chunk[],
  offsets: Float64Array,
  dimension: number,
  single: boolean,
  work: (kernel: FramesKernel) => void,
): void {
  const exports = loadNative<FramesExports>("frames").exports;
  const clouds = chunks.reduce((most, { first, last }) => Math.max(most, last - first), 0);
  const points = chunks.reduce((most, { start, end }) => Math.max(most, end - start), 0);
  let next = Math.ceil(exports.__heap_base.value / 16) * 16;
  const take = (bytes: number): number => {
    const address = next;
    next = Math.ceil((next + bytes) / 16) * 16;
    return address;
  };
  const at = {
    axes: take(8 * clouds * dimension ** 2),
    shifts: take(8 * clouds * dimension),
    values: take(8 * clouds * dimension),
    kept: take(8 * clouds),
    dropped: take(8 * clouds),
    rows: take(4 * clouds * dimension),
    ranks: take(clouds),
    offsets: take(4 * (clouds + 1)),
    points: take(8 * points * dimension),
    forms: single ? take(8 * points * dimension) : 0,
    /** The points of two clouds, and as much again twice for momenta at rest. */
    scratch: take(48 * Math.max(points, dimension) * dimension),
  };
  if (!single) at.forms = at.points;
  reserve(caller, exports, next, points);
  const { buffer } = exports.memory;
  const reals = (address: number, length: number): Float64Array =>
    new Float64Array(buffer, address, length);
  const memory: ChunkMemory = {
    axes: reals(at.axes, clouds * dimension ** 2),
    shifts: reals(at.shifts, clouds * dimension),
    values: reals(at.values, clouds * dimension),
    kept: reals(at.kept, clouds),
    dropped: reals(at.dropped, clouds),
    rows: new Int32Array(buffer, at.rows, clouds * dimension),
    ranks: new Uint8Array(buffer, at.ranks, clouds),
    points: reals(at.points, points * dimension),
    singles: new Float32Array(buffer, at.points, points * dimension),
    forms: reals(at.forms, points * dimension),
  };
  const { axes, shifts, values, kept, dropped, rows, ranks, offsets: begins } = at;
  exports.place(
    ...[dimension, axes, shifts, values, kept, dropped, rows, ranks],
    ...[begins, at.points, at.forms, at.scratch],
  );
  const places = new Uint32Array(buffer, begins, clouds + 1);
  const layOut = ({ first, last, start }: Chunk): number => {
    for (let k = first; k <= last; k++) places[k - first] = offsets[k] - start;
    return last - first;
  };
  const bits = single ? FRAME_FLAGS.single : 0;
  try {
    work({
      memory,
      frames(flags, chunk, { floor, tolerance, fraction, mass, rounding }) {
        const cuts = [floor, tolerance, fraction, mass, rounding];
        return exports.frames(flags | bits, layOut(chunk), ...cuts);
      },
      carry(flags, chunk) {
        exports.carry(flags, layOut(chunk));
      },
    });
  } finally {
    if (buffer.byteLength > KEPT_BYTES) releaseNative("frames");
  }
}

function reserve(caller: string, exports: FramesExports, bytes: number, points: number): void {
  const absent = bytes - exports.memory.buffer.byteLength;
  if (absent <= 0) return;
  try {
    exports.memory.grow(Math.ceil(absent / 65536));
  } catch (cause) {
    throw new EnvironmentError(
      `${caller}: a cloud of ${points} points needs ${(bytes / 2 ** 30).toFixed(2)} GiB, which cannot be had here; take it out of the batch, or fewer of its points.`,
      { cause },
    );
  }
}
