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
 * The files are not ours to hand on: they go to `data/cache/mnist` or another folder, and
 * are known by their SHA-256. Cloud k depends on the stream and on k alone.
 */
import { join } from "node:path";
import { DataError, DomainError, ShapeError } from "../../../errors.js";
import type { RandomStream } from "../../../numerics/index.js";
import { type ClassifiedClouds, type CloudPrecision, cloudValues } from "../classified-clouds.js";
import { PIXEL_NOISE } from "./digit-clouds.js";
import { type IdxArray, readIdx } from "./idx.js";

/** Where the files go in a project. */
export const MNIST_FOLDER = "data/cache/mnist";
/** Where they come from: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database; a mirror of 2017. */
export const MNIST_SOURCE = "https://storage.googleapis.com/cvdf-datasets/mnist/";

export interface DataFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export type MnistPart = "train" | "test";

export const MNIST_FILES: Readonly<
  Record<MnistPart, { readonly images: DataFile; readonly labels: DataFile }>
> = {
  train: {
    images: {
      name: "train-images-idx3-ubyte.gz",
      bytes: 9_912_422,
      sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    },
    labels: {
      name: "train-labels-idx1-ubyte.gz",
      bytes: 28_881,
      sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    },
  },
  test: {
    images: {
      name: "t10k-images-idx3-ubyte.gz",
      bytes: 1_648_877,
      sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    },
    labels: {
      name: "t10k-labels-idx1-ubyte.gz",
      bytes: 4542,
      sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    },
  },
};

export interface MnistImages {
  /** count × side × side, row by row from the top. */
  readonly images: IdxArray;
  readonly labels: Uint8Array;
}

export interface MnistCloudOptions {
  /** Where the files lie, default `MNIST_FOLDER` below the working directory. */
  readonly folder?: string;
  /** How many images from the first on; default all. */
  readonly count?: number;
  /** Points of each cloud, default 100. */
  readonly points?: number;
}

/** The images and labels of one part. @throws DataError for a file that is missing or altered, saying where it goes and where it comes from */
export function readMnist(part: MnistPart, folder: string = MNIST_FOLDER): MnistImages {
  const files = MNIST_FILES[part];
  if (!files) throw new DomainError(`readMnist: got "${part}"; expected "train" or "test".`);
  const read = ({ name, sha256 }: DataFile): IdxArray => {
    try {
      return readIdx(join(folder, name), sha256);
    } catch (cause) {
      if (!(cause instanceof DataError)) throw cause;
      throw new DataError(`${cause.message} Its source is ${MNIST_SOURCE}${name}.`, { cause });
    }
  };
  return { images: read(files.images), labels: read(files.labels).data };
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
