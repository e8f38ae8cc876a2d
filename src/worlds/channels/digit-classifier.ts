/**
 * A small network that tells digits apart, and what it takes for what: a channel of a real model.
 *
 * | step     | rule                                                                     |
 * | images   | mnistPixels, or strokePixels where MNIST is not at hand; blocks of pixels averaged |
 * | training | the first `training` images: cross entropy, Adam, batches of 50            |
 * | counts   | of the other images: row = digit, column = what the network says           |
 */
import { DomainError } from "../../errors.js";
import { perceptronProgram, type TrainedProgram, trainProgram } from "../../networks/index.js";
import type { RandomStream } from "../../numerics/index.js";
import type { TrainingControl } from "../../training-loop.js";
import { type MnistPart, readMnist } from "../images/mnist.js";
import { digitClouds } from "../sets/digits/index.js";
import { requireSize } from "./channel-arguments.js";
import { confusionCounts } from "./confusion.js";
import type { NamedCounts } from "./letter-pairs.js";

export interface DigitPixels {
  readonly name: string;
  /** Images × side², row by row from the top, 0 for paper to 1 for ink. */
  readonly pixels: Float32Array;
  readonly labels: Int32Array;
  readonly side: number;
}

export interface DigitConfusionOptions {
  /** Images to learn from; the others are judged. Default half of all. */
  readonly training?: number;
  /** Widths between pixels and digits; none for a linear classifier, the default. */
  readonly hidden?: readonly number[];
  /** Default 400. */
  readonly steps?: number;
  /** Default 0. */
  readonly seed?: number;
}

export interface DigitConfusion extends NamedCounts {
  readonly accuracy: number;
  readonly network: TrainedProgram;
  /** Of training. */
  readonly seconds: number;
}

const MNIST_SIDE = 28;
/** Of MNIST's images: pixels that one becomes, in each direction. */
const BLOCK = 2;
const BATCH = 50;

/** Images of MNIST, 14 × 14. @throws DataError for a file that is missing or altered, saying where it goes and where it comes from */
export function mnistPixels(part: MnistPart, folder?: string): DigitPixels {
  const { images, labels } = readMnist(part, folder);
  const side = MNIST_SIDE / BLOCK;
  const pixels = new Float32Array(labels.length * side * side);
  images.data.forEach((ink, k) => {
    const image = Math.floor(k / MNIST_SIDE ** 2);
    const row = Math.floor((k % MNIST_SIDE ** 2) / MNIST_SIDE);
    const at =
      (image * side + Math.floor(row / BLOCK)) * side + Math.floor((k % MNIST_SIDE) / BLOCK);
    pixels[at] += ink / (255 * BLOCK ** 2);
  });
  return { name: `MNIST ${part}`, pixels, labels: Int32Array.from(labels), side };
}

/** Images of generated digits, 14 × 14: ink where the points of `digitClouds` fall. @throws DomainError for a count below 1 */
export function strokePixels(count: number, random: RandomStream): DigitPixels {
  const side = MNIST_SIDE / BLOCK;
  const clouds = digitClouds(count, random, { points: 150 });
  const pixels = new Float32Array(count * side * side);
  for (let k = 0; k < clouds.values.length; k += 2) {
    const [column, row] = [0, 1].map((axis) => Math.floor(side * clouds.values[k + axis]));
    if (row < 0 || row >= side || column < 0 || column >= side) continue;
    const image = Math.floor(k / (2 * clouds.points));
    const at = (image * side + row) * side + column;
    pixels[at] = Math.min(1, pixels[at] + 0.25);
  }
  return { name: clouds.name, pixels, labels: Int32Array.from(clouds.labels), side };
}

/**
 * Trains, and counts what the network says about the images that it has not seen.
 * @throws DomainError unless images are left over on both sides; AbortedError when the signal fires
 */
export async function digitConfusion(
  images: DigitPixels,
  options: DigitConfusionOptions = {},
  control: TrainingControl = {},
): Promise<DigitConfusion> {
  const { pixels, labels, side } = images;
  const { hidden = [], steps = 400, seed = 0 } = options;
  const { training = Math.floor(labels.length / 2) } = options;
  requireSize("digitConfusion", "training", training, BATCH);
  if (training >= labels.length) {
    throw new DomainError(
      `digitConfusion: training is ${training} of ${labels.length} images; leave some to be judged.`,
    );
  }
  const widths = [side * side, ...hidden, 10];
  const program = perceptronProgram({ samples: BATCH, widths, objective: "crossEntropy" });
  const cut = training * side * side;
  const data = { x: pixels.subarray(0, cut), y: labels.subarray(0, training) };
  const run = await trainProgram(
    { program, data, steps, batch: BATCH, seed, optimiser: { learningRate: 0.01 } },
    control,
  );
  const judged = { x: pixels.subarray(cut), y: labels.subarray(training) };
  const { prediction } = run.network.evaluate(judged);
  const said = Int32Array.from(judged.y, (_, i) => {
    const scores = prediction.subarray(10 * i, 10 * i + 10);
    return scores.indexOf(Math.max(...scores));
  });
  const right = said.reduce((sum, digit, i) => sum + (digit === judged.y[i] ? 1 : 0), 0);
  return {
    ...confusionCounts(judged.y, said, 10),
    accuracy: right / said.length,
    network: run.network,
    seconds: run.seconds,
  };
}
