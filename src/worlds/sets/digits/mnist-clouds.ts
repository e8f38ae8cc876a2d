/**
 * Clouds of points from the images of MNIST, as in the experiment of Dym, Lawrence and
 * Siegel (2024).
 *
 * | step      | rule                                                             |
 * | pixels    | each is kept with the probability value / 256                    |
 * | points    | drawn from the kept pixels with replacement                      |
 * | place     | (row, column) / 28                                               |
 * | noise     | 0.2 / 28 in each coordinate, which alone makes points distinct   |
 *
 * Cloud k depends on the stream and on k alone.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import type { RandomStream } from "../../../numerics/index.js";
import { type MnistPart, readMnist } from "../../images/mnist.js";
import { type ClassifiedClouds, type CloudPrecision, cloudValues } from "../classified-clouds.js";
import { PIXEL_NOISE } from "./digit-clouds.js";

export interface MnistCloudOptions {
  /** Where the files lie, as for `readMnist`. */
  readonly folder?: string;
  /** How many images from the first on; default all. */
  readonly count?: number;
  /** Points of each cloud, default 100. */
  readonly points?: number;
}

/**
 * Clouds of one part of MNIST.
 * @throws DataError as `readMnist`; DomainError for sizes that are no whole numbers from 1 on, or more clouds than images
 */
export function mnistClouds(
  part: MnistPart,
  random: RandomStream,
  options?: MnistCloudOptions & { readonly precision?: "single" },
): ClassifiedClouds<Float32Array>;
export function mnistClouds(
  part: MnistPart,
  random: RandomStream,
  options: MnistCloudOptions & { readonly precision: "double" },
): ClassifiedClouds<Float64Array>;
export function mnistClouds(
  part: MnistPart,
  random: RandomStream,
  options: MnistCloudOptions & { readonly precision?: CloudPrecision } = {},
): ClassifiedClouds<Float32Array | Float64Array> {
  const { images, labels } = readMnist(part, options.folder);
  const { count = labels.length, points = 100, precision = "single" } = options;
  if (count > labels.length) {
    throw new DomainError(
      `mnistClouds: got count ${count}; expected at most ${labels.length}, the images of "${part}".`,
    );
  }
  const values = cloudValues("mnistClouds", { count, points, dimension: 2 }, precision);
  const side = images.shape[1];
  for (let k = 0; k < count; k++) {
    const image = images.data.subarray(k * side * side, (k + 1) * side * side);
    values.set(imageCloud(image, side, points, random.split(k)), 2 * points * k);
  }
  const name = `MNIST ${part}`;
  return { name, count, points, dimension: 2, classes: 10, values, labels: labels.slice(0, count) };
}

/**
 * A cloud of an image of `side` × `side` bytes, row by row: 2 · points numbers.
 * @throws DomainError for an image without ink, ShapeError for one of other sides
 */
export function imageCloud(
  image: Uint8Array,
  side: number,
  points: number,
  random: RandomStream,
): Float64Array {
  const kept: number[] = [];
  if (image.length !== side * side) {
    throw new ShapeError(
      `imageCloud: got ${image.length} bytes; expected ${side} × ${side} = ${side * side}.`,
    );
  }
  if (!image.some((value) => value > 0)) {
    throw new DomainError("imageCloud: the image is all 0; expected ink to draw points from.");
  }
  // An image of little ink may lose all of it to one draw.
  while (kept.length === 0) {
    for (let pixel = 0; pixel < image.length; pixel++) {
      if (image[pixel] > 0 && random.uniform() < image[pixel] / 256) kept.push(pixel);
    }
  }
  const cloud = random.normals(2 * points);
  const noise = (PIXEL_NOISE * 28) / side;
  for (let i = 0; i < points; i++) {
    const pixel = kept[random.integer(kept.length)];
    cloud[2 * i] = Math.floor(pixel / side) / side + noise * cloud[2 * i];
    cloud[2 * i + 1] = (pixel % side) / side + noise * cloud[2 * i + 1];
  }
  return cloud;
}
