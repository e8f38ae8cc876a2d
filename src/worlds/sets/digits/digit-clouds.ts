/**
 * Clouds of points along hand-written digits, generated: a stand-in for MNIST where that
 * cannot be had.
 *
 * | step                | size                                                          |
 * | control numbers     | noise 0.012                                                   |
 * | smooth warp         | p + 0.045 sin(2π (k · p) + φ) in x and in y                    |
 * | points              | uniform in arc length, in random order, pen noise 0.02        |
 * | affine map          | rotation sd 0.17, shear sd 0.2, box 0.62 × 0.72 times 0.75 … 1.1 |
 * | shift               | sd 0.03 about the middle of the unit square                   |
 * | last noise          | 0.2 / 28, as on MNIST clouds                                  |
 *
 * Coordinates are (x, y), y downwards, mostly within [0, 1]²; or (row, column) as those of MNIST
 * clouds. It matters for what sorts by the first one: classes are told apart more easily by
 * rows. What real handwriting adds is missing: accuracies are not MNIST's.
 * Cloud k has the class k mod 10 and depends on the stream and on k alone.
 */
import { DomainError } from "../../../errors.js";
import type { RandomStream } from "../../../numerics/index.js";
import { type ClassifiedClouds, type CloudPrecision, cloudValues } from "../classified-clouds.js";
import { DIGIT_STROKES, penPath, pointOfPath } from "./strokes.js";

const CONTROL_NOISE = 0.012;
const WARP = 0.045;
const PEN_NOISE = 0.02;
const ROTATION = 0.17;
const SHEAR = 0.2;
const BOX = [0.62, 0.72] as const;
const SCALES = [0.75, 1.1] as const;
const SHIFT = 0.03;
/** Standard deviation of the last noise of a cloud from an image of 28 × 28 pixels. */
export const PIXEL_NOISE = 0.2 / 28;

export interface DigitCloudOptions {
  /** Points of each cloud, default 100. */
  readonly points?: number;
  /** Which comes first; default "xy". */
  readonly coordinates?: "xy" | "row column";
}

/** `count` clouds of points along digits. @throws DomainError for sizes that are no whole numbers from 1 on */
export function digitClouds(
  count: number,
  random: RandomStream,
  options?: DigitCloudOptions & { readonly precision?: "single" },
): ClassifiedClouds<Float32Array>;
export function digitClouds(
  count: number,
  random: RandomStream,
  options: DigitCloudOptions & { readonly precision: "double" },
): ClassifiedClouds<Float64Array>;
export function digitClouds(
  count: number,
  random: RandomStream,
  options: DigitCloudOptions & { readonly precision?: CloudPrecision } = {},
): ClassifiedClouds<Float32Array | Float64Array> {
  const { points = 100, precision = "single", coordinates = "xy" } = options;
  if (coordinates !== "xy" && coordinates !== "row column") {
    throw new DomainError(
      `digitClouds: coordinates is "${coordinates}"; expected "xy" or "row column".`,
    );
  }
  const values = cloudValues("digitClouds", { count, points, dimension: 2 }, precision);
  const labels = Uint8Array.from({ length: count }, (_, k) => k % 10);
  const cloud = new Float64Array(2 * points);
  for (let k = 0; k < count; k++) {
    drawDigit(labels[k], random.split(k), cloud, coordinates === "xy" ? 0 : 1);
    values.set(cloud, k * cloud.length);
  }
  return { name: "digit strokes", count, points, dimension: 2, classes: 10, values, labels };
}

/** One cloud, as many points as `out` has room for, x at place `first` (0 or 1) of each. */
function drawDigit(digit: number, random: RandomStream, out: Float64Array, first: number): void {
  const points = out.length / 2;
  const pen = drawPen(digit, random);
  const noise = random.normals(4 * points);
  const point = new Float64Array(2);
  for (let i = 0; i < points; i++) {
    pen(random.uniform(), PEN_NOISE * noise[4 * i], PEN_NOISE * noise[4 * i + 1], point);
    out[2 * i + first] = point[0] + PIXEL_NOISE * noise[4 * i + 2];
    out[2 * i + 1 - first] = point[1] + PIXEL_NOISE * noise[4 * i + 3];
  }
}

/** Puts (x, y) at `share` (0 … 1) of the pen's way into `out`, aside of it by (dx, dy). */
export type Pen = (share: number, dx: number, dy: number, out: Float64Array) => void;

/** How one digit is written: its strokes, warped and put in place. */
export function drawPen(digit: number, random: RandomStream): Pen {
  const ways = DIGIT_STROKES[digit];
  const strokes = ways[ways.length === 1 ? 0 : random.integer(ways.length)];
  const path = penPath(strokes, () => CONTROL_NOISE * random.normal());
  const warp = drawWarp(random);
  const place = drawPlace(random);
  return (share, dx, dy, out) => {
    pointOfPath(path, share, out);
    warp(out);
    const x = out[0] - 0.5 + dx;
    const y = out[1] - 0.5 + dy;
    out[0] = place[0] * x + place[1] * y + place[4];
    out[1] = place[2] * x + place[3] * y + place[5];
  };
}

/** Two plane waves of about half a period to one and a half over the box, one for each coordinate. */
function drawWarp(random: RandomStream): (point: Float64Array) => void {
  const waves = [0, 1].map(() => {
    const angle = 2 * Math.PI * random.uniform();
    const wave = Math.PI * (1 + 2 * random.uniform());
    const phase = 2 * Math.PI * random.uniform();
    return [wave * Math.cos(angle), wave * Math.sin(angle), phase];
  });
  return (point) => {
    const [x, y] = point;
    waves.forEach(([kx, ky, phase], c) => {
      point[c] += WARP * Math.sin(kx * x + ky * y + phase);
    });
  };
}

/** The affine map: the matrix of (x, y) row by row, then the shift. */
function drawPlace(random: RandomStream): readonly number[] {
  const angle = ROTATION * random.normal();
  const shear = SHEAR * random.normal();
  const [width, height] = BOX.map(
    (side) => side * (SCALES[0] + (SCALES[1] - SCALES[0]) * random.uniform()),
  );
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // Rotation · shear · scales.
  return [
    cos * width,
    (cos * shear - sin) * height,
    sin * width,
    (sin * shear + cos) * height,
    0.5 + SHIFT * random.normal(),
    0.5 + SHIFT * random.normal(),
  ];
}
