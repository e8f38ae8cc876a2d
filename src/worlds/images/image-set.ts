/**
 * Sets of images of one size with a class each, as networks take them.
 *
 * | name here | shape                              | meaning                                |
 * | values    | count × height × width × channels  | 0 … 1, rows from the top, channels last |
 * | labels    | count                              | 0 … classes − 1                        |
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";

export interface ImageSize {
  readonly height: number;
  readonly width: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: number;
}

export interface ImageSet extends ImageSize {
  readonly name: string;
  readonly count: number;
  readonly values: Float32Array;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly classNames: readonly string[];
}

export interface OwnImages extends ImageSize {
  /** Numbers from 0 to 1, or bytes, which are divided by 255; as many images as they fill. */
  readonly values: Float32Array | Float64Array | Uint8Array | Uint8ClampedArray;
  /** A whole number for each image; all 0 unless given. */
  readonly labels?: ArrayLike<number>;
  /** Names of the classes 0, 1, …; the numbers themselves unless given. */
  readonly classNames?: readonly string[];
  readonly name?: string;
}

/**
 * A set of images from pixels of one's own.
 * @throws ShapeError for pixels that fill no whole number of images, and labels of another number;
 * DomainError for values outside 0 … 1, with the place of the first, and for labels that are no class
 */
export function imageSet(own: OwnImages): ImageSet {
  const { height, width, channels, name = "images" } = own;
  for (const [argument, size] of Object.entries({ height, width, channels })) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new DomainError(`imageSet: ${argument} is ${size}; expected a whole number from 1 on.`);
    }
  }
  const length = height * width * channels;
  const count = own.values.length / length;
  if (!Number.isInteger(count) || count === 0) {
    throw new ShapeError(
      `imageSet: got ${own.values.length} values; expected a multiple of height × width × channels = ${height} × ${width} × ${channels} = ${length}, from one image on.`,
    );
  }
  const values = unitValues(own);
  const labels = new Int32Array(count);
  if (own.labels !== undefined) {
    if (own.labels.length !== count) {
      throw new ShapeError(
        `imageSet: got ${own.labels.length} labels for ${count} images; expected as many.`,
      );
    }
    for (let k = 0; k < count; k++) labels[k] = requireLabel(own.labels[k], k, own.classNames);
  }
  const classes = own.classNames?.length ?? labels.reduce((most, l) => Math.max(most, l + 1), 1);
  const classNames = own.classNames ?? Array.from({ length: classes }, (_, c) => String(c));
  return { name, count, height, width, channels, values, labels, classes, classNames };
}

/** The images at these places, copied, in this order. @throws DomainError for a place that is none */
export function someImages(set: ImageSet, places: ArrayLike<number>): ImageSet {
  const length = set.height * set.width * set.channels;
  const values = new Float32Array(places.length * length);
  const labels = new Int32Array(places.length);
  for (let k = 0; k < places.length; k++) {
    const place = places[k];
    if (!(Number.isInteger(place) && place >= 0 && place < set.count)) {
      throw new DomainError(
        `someImages: places[${k}] is ${place}; expected a whole number from 0 to ${set.count - 1}.`,
      );
    }
    values.set(set.values.subarray(place * length, (place + 1) * length), k * length);
    labels[k] = set.labels[place];
  }
  return { ...set, count: places.length, values, labels };
}

/**
 * `training` images to learn from and the others to be judged, in a random order.
 * @throws DomainError unless images are left over on both sides
 */
export function splitImages(
  set: ImageSet,
  training: number,
  random: RandomStream,
): { readonly train: ImageSet; readonly test: ImageSet } {
  if (!(Number.isInteger(training) && training >= 1 && training < set.count)) {
    throw new DomainError(
      `splitImages: training is ${training} of ${set.count} images; expected a whole number from 1 to ${set.count - 1}.`,
    );
  }
  const order = random.permutation(set.count);
  return {
    train: someImages(set, order.slice(0, training)),
    test: someImages(set, order.slice(training)),
  };
}

function unitValues({ values, height, width, channels }: OwnImages): Float32Array {
  if (values instanceof Uint8Array || values instanceof Uint8ClampedArray) {
    const unit = new Float32Array(values.length);
    for (let k = 0; k < unit.length; k++) unit[k] = values[k] / 255;
    return unit;
  }
  const wrong = values.findIndex((value) => !(value >= 0 && value <= 1));
  if (wrong < 0) return Float32Array.from(values);
  const length = height * width * channels;
  const within = wrong % length;
  const row = Math.floor(within / (width * channels));
  const column = Math.floor((within % (width * channels)) / channels);
  const remedy = values[wrong] > 1 ? "; divide by the largest, or give a Uint8Array of bytes" : "";
  throw new DomainError(
    `imageSet: image ${Math.floor(wrong / length)} is ${values[wrong]} at row ${row}, column ${column}; expected numbers from 0 to 1${remedy}.`,
  );
}

function requireLabel(label: number, k: number, names: readonly string[] | undefined): number {
  const classes = names?.length ?? 2 ** 31;
  if (Number.isInteger(label) && label >= 0 && label < classes) return label;
  throw new DomainError(
    `imageSet: labels[${k}] is ${label}; expected a whole number from 0 ${names ? `to ${classes - 1}, the classes that have a name` : "on"}.`,
  );
}
