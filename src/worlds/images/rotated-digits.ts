/**
 * Handwritten digits turned once by a uniform angle, after the rotated MNIST of Larochelle, Erhan,
 * Courville, Bergstra and Bengio (2007), 12 000 images to learn from and 50 000 to be judged, with
 * MNIST's own files in its place:
 *
 * | source  | to learn from                             | to be judged              |
 * | "test"  | 8000 of the 10 000 test images, by a seed | the other 2000            |
 * | "train" | the 60 000 training images                | the 10 000 test images    |
 *
 * Which images are on which side and by how much each is turned depends on the seed alone; fewer are
 * the first of them.
 */
import { DomainError } from "../../errors.js";
import { RandomStream } from "../../numerics/index.js";
import { type ImageSet, imageSet, someImages } from "./image-set.js";
import { type MnistPart, readMnist } from "./mnist.js";
import { type TurnedImages, turnedImages } from "./turned-images.js";

export interface RotatedDigitsOptions {
  /** A whole number; 0 unless given. */
  readonly seed?: number;
  /** MNIST's part that is learned from; "test", which is the smaller one, unless given. */
  readonly source?: MnistPart;
  /** How many to learn from; all unless given. */
  readonly training?: number;
  /** How many to be judged; all unless given. */
  readonly testing?: number;
  /** Where the files lie, as for `readMnist`. */
  readonly folder?: string;
}

export interface RotatedDigits {
  readonly train: TurnedImages;
  readonly test: TurnedImages;
}

const HELD_OUT = 2000;

/**
 * @throws DataError as `readMnist`: `await fetchMnist("test")` brings the files; DomainError for more
 * images than there are
 */
export function rotatedDigits(options: RotatedDigitsOptions = {}): RotatedDigits {
  const { seed = 0, source = "test", folder } = options;
  const stream = RandomStream.fromSeed(seed).split("rotated digits").split(source);
  const all = mnistImages(source, folder);
  const order = stream.split("order").permutation(all.count);
  const cut = source === "test" ? all.count - HELD_OUT : all.count;
  const judged = source === "test" ? all : mnistImages("test", folder);
  const judgedOrder =
    source === "test" ? order.slice(cut) : Array.from({ length: judged.count }, (_, k) => k);
  const training = requireCount("training", options.training ?? cut, cut);
  const testing = requireCount(
    "testing",
    options.testing ?? judgedOrder.length,
    judgedOrder.length,
  );
  return {
    train: turnedImages(someImages(all, order.slice(0, training)), stream.split("train")),
    test: turnedImages(someImages(judged, judgedOrder.slice(0, testing)), stream.split("test")),
  };
}

/** One part of MNIST as it is, 28 × 28. @throws DataError as `readMnist` */
export function mnistImages(part: MnistPart, folder?: string): ImageSet {
  const { images, labels } = readMnist(part, folder);
  const [, height, width] = images.shape;
  return imageSet({
    ...{ name: `MNIST ${part}`, height, width, channels: 1, values: images.data, labels },
    classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  });
}

function requireCount(argument: string, count: number, most: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new DomainError(
    `rotatedDigits: ${argument} is ${count}; expected a whole number from 1 to ${most}.`,
  );
}
