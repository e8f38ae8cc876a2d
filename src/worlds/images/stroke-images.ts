/**
 * Images of generated digits: a stand-in for MNIST where that cannot be had. The strokes are those of
 * `digitClouds`, drawn by a round pen of 2 to 3 pixels of 28; what real handwriting adds is missing.
 * Image k has the class k mod 10 and depends on the stream and on k alone.
 */
import { DomainError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import { drawPen } from "../sets/digits/digit-clouds.js";
import type { ImageSet } from "./image-set.js";

/** Radius of the pen in pixels of 28, from … to. */
const PEN = [1, 1.5] as const;
/** Places along the way for each pixel of the side; the way is at most some three sides long. */
const PLACES = 12;

export interface StrokeImageOptions {
  /** Pixels in each direction, from 8 on; 28 unless given. */
  readonly side?: number;
}

/** `count` images, white ink on black. @throws DomainError for sizes that are none */
export function strokeImages(
  count: number,
  random: RandomStream,
  { side = 28 }: StrokeImageOptions = {},
): ImageSet {
  for (const [argument, size, least] of [
    ["count", count, 1],
    ["side", side, 8],
  ] as const) {
    if (Number.isSafeInteger(size) && size >= least) continue;
    throw new DomainError(
      `strokeImages: ${argument} is ${size}; expected a whole number from ${least} on.`,
    );
  }
  const values = new Float32Array(count * side * side);
  const labels = Int32Array.from({ length: count }, (_, k) => k % 10);
  for (let k = 0; k < count; k++) {
    const image = values.subarray(k * side * side, (k + 1) * side * side);
    drawImage(labels[k], random.split(k), side, image);
  }
  const classNames = Array.from({ length: 10 }, (_, digit) => String(digit));
  const size = { height: side, width: side, channels: 1 };
  return { name: "digit strokes", count, ...size, values, labels, classes: 10, classNames };
}

function drawImage(digit: number, random: RandomStream, side: number, out: Float32Array): void {
  const pen = drawPen(digit, random);
  const radius = ((PEN[0] + (PEN[1] - PEN[0]) * random.uniform()) * side) / 28;
  const reach = Math.ceil(radius + 0.5);
  const point = new Float64Array(2);
  const places = PLACES * side;
  for (let i = 0; i <= places; i++) {
    pen(i / places, 0, 0, point);
    const x = side * point[0] - 0.5;
    const y = side * point[1] - 0.5;
    const column = Math.round(x);
    const row = Math.round(y);
    for (let r = Math.max(0, row - reach); r <= Math.min(side - 1, row + reach); r++) {
      for (let c = Math.max(0, column - reach); c <= Math.min(side - 1, column + reach); c++) {
        // The share of the pixel that the pen's disc covers, nearly.
        const ink = radius + 0.5 - Math.sqrt((c - x) ** 2 + (r - y) ** 2);
        const at = r * side + c;
        if (ink > out[at]) out[at] = Math.min(1, ink);
      }
    }
  }
}
