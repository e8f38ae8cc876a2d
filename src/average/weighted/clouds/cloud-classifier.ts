/**
 * Classifiers of clouds under one way to put their points in order: the experiment of Dym,
 * Lawrence and Siegel (2024) for one of its settings.
 *
 * | part       | as published                                                          |
 * | network    | points · dimension → 150 → 100 → 50 → classes, ReLU                    |
 * | start      | weights and biases normal with deviation 2/√(inputs)                  |
 * | training   | cross-entropy, momentum 0.9, batch 60, 60 000 steps, rate 0.01, then 0.001 for the second half |
 * | test       | the mean of softmax over K poses, K = 1, 5, 10, 25                    |
 *
 * Deviations: samples are drawn without repetition within an epoch, where the published code
 * draws with; its accuracies are not readable, so that the order of the settings is what
 * can be compared. That start is √2 larger than He's, biases included; it matters for "none".
 */
import {
  type Program,
  type ProgramRun,
  program,
  type SampleArrays,
  trainProgram,
} from "../../../networks/index.js";
import type { TrainingControl } from "../../../training-loop.js";
import type { CloudArray, CloudOrderName } from "./cloud-orders.js";
import { orderBatches } from "./order-batches.js";

/** Clouds with a class each, such as `digitClouds` gives. */
export interface LabelledClouds extends CloudArray {
  readonly classes: number;
  readonly labels: ArrayLike<number>;
}

export interface CloudClassifierOptions {
  readonly order: CloudOrderName;
  readonly train: LabelledClouds;
  readonly test: LabelledClouds;
  /** Default 60 000. */
  readonly steps?: number;
  /** Default 60. */
  readonly batch?: number;
  /** Hidden layers; default 150, 100, 50. */
  readonly widths?: readonly number[];
  /** Separating directions; default 100. */
  readonly directions?: number;
  /** K; default 1, 5, 10, 25, and 1 alone where the order is always the same. */
  readonly draws?: readonly number[];
  /** Of the start, the batches and the poses; default 0. */
  readonly seed?: number;
}

export interface CloudClassifier {
  readonly order: CloudOrderName;
  /** Share of the training clouds that one pose each classifies rightly. */
  readonly trainAccuracy: number;
  /** Share of the test clouds, by K. */
  readonly testAccuracy: readonly { readonly draws: number; readonly accuracy: number }[];
  readonly run: ProgramRun;
  /**
   * The mean of softmax over poses 1, …, K of each cloud, count × classes; K is 1 unless given.
   * Cloud k gets the same draws at each call: clouds that were moved a little can be compared.
   */
  probabilities(clouds: LabelledClouds, draws?: number): Float64Array;
}

/**
 * Trains and tests. With a store a finished training is found again, and an interrupted
 * one continued.
 * @throws AbortedError when the signal fires; DomainError, ShapeError for what does not fit
 */
export async function trainCloudClassifier(
  options: CloudClassifierOptions,
  control: TrainingControl = {},
): Promise<CloudClassifier> {
  const { order, train, test, steps = 60_000, batch = 60, seed = 0, directions = 100 } = options;
  const { points, dimension } = train;
  const always = order === "none" || order === "coordinate";
  const { draws = always ? [1] : [1, 5, 10, 25] } = options;
  const batches = (evaluationSeed: number) =>
    orderBatches({ order, points, dimension, directions, directionSeed: seed, evaluationSeed });
  const network = classifier(train, batch, options.widths ?? [150, 100, 50]);
  const data = arrays(train);
  const run = await trainProgram(
    {
      program: network.data(),
      data,
      batches: batches(0),
      steps,
      batch,
      seed,
      optimiser: {
        kind: "descent",
        learningRate: 0.01,
        momentum: 0.9,
        schedule: [{ from: Math.ceil(steps / 2), factor: 0.1 }],
      },
    },
    control,
  );
  const shares = (of: SampleArrays, draw: number) =>
    run.network.evaluate(of, batches(draw)).probabilities;
  const trainAccuracy = classAccuracy(shares(data, 0), train);
  const held = arrays(test);
  const sum = new Float64Array(test.count * train.classes);
  const testAccuracy: { draws: number; accuracy: number }[] = [];
  for (let draw = 1; draw <= Math.max(...draws); draw++) {
    addTo(sum, shares(held, draw), 1);
    if (draws.includes(draw))
      testAccuracy.push({ draws: draw, accuracy: classAccuracy(sum, test) });
  }
  const probabilities = (clouds: LabelledClouds, count = 1) => {
    const of = arrays(clouds);
    const mean = new Float64Array(clouds.count * train.classes);
    for (let draw = 1; draw <= count; draw++) addTo(mean, shares(of, draw), 1 / count);
    return mean;
  };
  return { order, trainAccuracy, testAccuracy, run, probabilities };
}

function addTo(sum: Float64Array, shares: Float32Array, factor: number): void {
  shares.forEach((share, k) => {
    sum[k] += factor * share;
  });
}

function classifier(
  { points, dimension, classes }: LabelledClouds,
  batch: number,
  widths: readonly number[],
): Program {
  const p = program(batch);
  let layer = p.input("cloud", [batch, points * dimension]);
  const label = p.indices("label", batch);
  const start = (inputs: number) => ({ kind: "normal", deviation: 2 / Math.sqrt(inputs) }) as const;
  for (const width of widths) {
    layer = p.relu(p.linear(layer, width, { start: start(layer.columns) }));
  }
  const logits = p.linear(layer, classes, { start: start(layer.columns) });
  p.output("probabilities", p.softmax(logits));
  p.minimise(p.crossEntropy(logits, label));
  return p;
}

function arrays({ values, labels }: LabelledClouds): SampleArrays {
  return { cloud: values, label: Int32Array.from(labels) };
}

/** Share of the clouds whose label has the largest of their probabilities, count × classes. */
export function classAccuracy(
  shares: ArrayLike<number>,
  { labels, classes, count }: Pick<LabelledClouds, "labels" | "classes" | "count">,
): number {
  let right = 0;
  for (let k = 0; k < count; k++) {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (shares[k * classes + c] > shares[k * classes + best]) best = c;
    }
    if (best === labels[k]) right++;
  }
  return right / count;
}
