/**
 * The ten digits as strokes of a pen: polylines and arcs of ellipses in the unit box, x to
 * the right and y down, with two ways to write 1, 4 and 7.
 */

/** Corners x, y, one after the other. */
interface Polyline {
  readonly corners: readonly number[];
}

/** From one angle to another, in degrees clockwise from the right (y goes down). */
interface Arc {
  readonly centre: readonly [x: number, y: number];
  readonly radii: readonly [x: number, y: number];
  readonly from: number;
  readonly to: number;
}

export type Stroke = Polyline | Arc;

const round = (x: number, y: number, rx: number, ry: number, from = 0, to = 360): Arc => ({
  centre: [x, y],
  radii: [rx, ry],
  from,
  to,
});

const line = (...corners: number[]): Polyline => ({ corners });

/** digits[c]: the ways to write the digit c. */
export const DIGIT_STROKES: readonly (readonly (readonly Stroke[])[])[] = [
  [[round(0.5, 0.5, 0.42, 0.5)]],
  [[line(0.55, 0, 0.45, 1)], [line(0.22, 0.24, 0.52, 0, 0.52, 1), line(0.25, 1, 0.8, 1)]],
  [[round(0.5, 0.28, 0.42, 0.28, -170, 35), line(0.844, 0.44, 0.06, 1, 0.95, 1)]],
  [[round(0.42, 0.25, 0.42, 0.25, -155, 85), round(0.42, 0.74, 0.5, 0.26, -85, 155)]],
  [
    [line(0.66, 1, 0.66, 0, 0.04, 0.68, 0.96, 0.68)],
    [line(0.16, 0.02, 0.1, 0.56, 0.92, 0.56), line(0.74, 0.12, 0.7, 1)],
  ],
  [[line(0.88, 0, 0.22, 0, 0.16, 0.44), round(0.44, 0.69, 0.46, 0.31, -130, 145)]],
  [[round(0.8, 0.68, 0.72, 0.68, -180, -85), round(0.48, 0.7, 0.4, 0.3)]],
  [[line(0.04, 0, 0.95, 0, 0.34, 1)], [line(0.04, 0, 0.95, 0, 0.34, 1), line(0.3, 0.5, 0.84, 0.5)]],
  [[round(0.5, 0.25, 0.34, 0.25), round(0.5, 0.75, 0.42, 0.25)]],
  [[round(0.48, 0.29, 0.4, 0.29), line(0.88, 0.29, 0.84, 0.62, 0.68, 1)]],
];

/** Segments of a whole turn. */
const SEGMENTS = 48;

/** A path as straight segments: where each starts and ends, and how long the path is up to its end. */
export interface PenPath {
  /** 4 numbers for each segment: x, y, then x, y. */
  readonly segments: Float64Array;
  readonly lengths: Float64Array;
}

/**
 * The strokes as segments, each of their control numbers (corners, centres, radii) moved
 * by what `wobble` gives.
 */
export function penPath(strokes: readonly Stroke[], wobble: () => number): PenPath {
  const lines = strokes.map((stroke) =>
    "corners" in stroke
      ? Float64Array.from(stroke.corners, (corner) => corner + wobble())
      : arcCorners(stroke, wobble),
  );
  const count = lines.reduce((sum, corners) => sum + corners.length / 2 - 1, 0);
  const segments = new Float64Array(4 * count);
  const lengths = new Float64Array(count);
  let [k, length] = [0, 0];
  for (const corners of lines) {
    for (let at = 2; at < corners.length; at += 2, k++) {
      for (let c = 0; c < 4; c++) segments[4 * k + c] = corners[at - 2 + c];
      const width = corners[at] - corners[at - 2];
      const height = corners[at + 1] - corners[at - 1];
      length += Math.sqrt(width * width + height * height);
      lengths[k] = length;
    }
  }
  return { segments, lengths };
}

function arcCorners({ centre, radii, from, to }: Arc, wobble: () => number): Float64Array {
  const [x, y, rx, ry] = [...centre, ...radii].map((number) => number + wobble());
  const count = Math.ceil((SEGMENTS * (to - from)) / 360);
  const corners = new Float64Array(2 * count + 2);
  for (let k = 0; k <= count; k++) {
    const angle = ((from + ((to - from) * k) / count) * Math.PI) / 180;
    corners[2 * k] = x + rx * Math.cos(angle);
    corners[2 * k + 1] = y + ry * Math.sin(angle);
  }
  return corners;
}

/** The point at `share` (0 … 1) of the path's length, into out[0] and out[1]. */
export function pointOfPath(
  { segments, lengths }: PenPath,
  share: number,
  out: Float64Array,
): void {
  const goal = share * lengths[lengths.length - 1];
  let [low, high] = [0, lengths.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lengths[middle] < goal) low = middle + 1;
    else high = middle;
  }
  const start = low === 0 ? 0 : lengths[low - 1];
  const part = lengths[low] > start ? (goal - start) / (lengths[low] - start) : 0;
  const at = 4 * low;
  out[0] = segments[at] + part * (segments[at + 2] - segments[at]);
  out[1] = segments[at + 1] + part * (segments[at + 3] - segments[at + 1]);
}
