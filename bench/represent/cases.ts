/**
 * The networks that are trained, with first weights and batches from a seed: the program that is
 * measured makes them, and so does the driver, which hands them to the peers in a file.
 */
import * as tf from "@tensorflow/tfjs";
import { permutationEntropy } from "../../src/layers/index.js";
import { RandomStream } from "../../src/numerics/index.js";
import {
  type Autoencoder,
  actOnImages,
  circleEncoder,
  circlePoses,
  classicalAutoencoder,
  convolutionEncoder,
  crossEntropyOfLogits,
  equivariantAutoencoder,
  GroupAutoencoder,
  imageDecoder,
  motionPoses,
  movePoints,
  permutationPoses,
  permuteRows,
  pointDecoder,
  pointEncoder,
  setDecoder,
  setEncoder,
  steerableEncoder,
  vectorImageDecoder,
  vectorImageEncoder,
} from "../../src/represent/index.js";
import { strokeImages, turnedImages } from "../../src/worlds/images/index.js";
import { digitMultisets, oneHotSets } from "../../src/worlds/sets/index.js";
import { tetrisClouds } from "../../src/worlds/shapes/index.js";
import type { Numbers } from "../tensors/cases.js";

export interface Case {
  readonly model: Autoencoder;
  /** Steps take them in turn. */
  readonly batches: readonly Numbers[];
}

/**
 * "digits", "digits steerable", "digits equivariant", "classical", "sets", "tetris cpu" or
 * "tetris reference", and the samples of a step.
 */
export interface CaseName {
  readonly name: string;
  readonly batch: number;
}

/** "tetris cpu-64". */
export function caseName(text: string): CaseName {
  const [name, batch] = text.split("-");
  return { name, batch: Number(batch) };
}

const BATCHES = 8;
const DIGIT_CODE = 32;
const SET = { members: 20, features: 10, codeSize: 8, width: 64 };
const TETRIS = { points: 4, codeSize: 2 };
/** What a nat of the entropy of permutations counts. */
const ENTROPY = 1;

/** On the device in use. */
export function makeCase({ name, batch }: CaseName): Case {
  const random = RandomStream.fromSeed(20261122).split(name);
  const weights = random.split("weights");
  const [encoder, decoder] = [weights.split("encoder"), weights.split("decoder")];
  if (name === "sets") {
    return {
      model: new GroupAutoencoder({
        encoder: setEncoder(encoder, SET),
        decoder: setDecoder(decoder, SET),
        ...{ space: permutationPoses(SET.members), action: permuteRows },
        distance: crossEntropyOfLogits,
        regulariser: ({ elements: [P] }) => tf.mul(tf.mean(permutationEntropy(P)), ENTROPY),
      }),
      batches: sets(random, batch),
    };
  }
  if (name.startsWith("tetris")) {
    const size = name.endsWith("reference") ? "reference" : "cpu";
    return {
      model: new GroupAutoencoder({
        encoder: pointEncoder(encoder, { ...TETRIS, size, pose: "motion", isOrdered: true }),
        decoder: pointDecoder(decoder, { ...TETRIS, size }),
        ...{ space: motionPoses(3), action: movePoints },
      }),
      batches: clouds(batch),
    };
  }
  return { model: pictureModel(name, encoder, decoder), batches: digits(random, batch) };
}

function pictureModel(name: string, encoder: RandomStream, decoder: RandomStream): Autoencoder {
  const codeSize = DIGIT_CODE;
  if (name === "digits equivariant") {
    const vectors = codeSize / 2;
    return equivariantAutoencoder({
      encoder: vectorImageEncoder(encoder, { vectors }),
      decoder: vectorImageDecoder(decoder, { vectors }),
    });
  }
  const pictures = imageDecoder(decoder, { codeSize });
  if (name === "classical") {
    return classicalAutoencoder({
      encoder: convolutionEncoder(encoder, { codeSize }),
      decoder: pictures,
    });
  }
  const network = name === "digits steerable" ? steerableEncoder : circleEncoder;
  return new GroupAutoencoder({
    encoder: network(encoder, { codeSize }),
    decoder: pictures,
    ...{ space: circlePoses(), action: actOnImages },
  });
}

function inBatches(values: Float32Array, shape: readonly number[]): Numbers[] {
  const size = shape.reduce((product, length) => product * length, 1);
  return Array.from({ length: BATCHES }, (_, k) => ({
    shape,
    values: values.slice(k * size, (k + 1) * size),
  }));
}

/** Generated strokes, so that no file is needed. */
function digits(random: RandomStream, batch: number): Numbers[] {
  const images = strokeImages(BATCHES * batch, random.split("strokes"));
  const { values } = turnedImages(images, random.split("turns"));
  return inBatches(values, [batch, 28, 28, 1]);
}

function sets(random: RandomStream, batch: number): Numbers[] {
  const { train } = digitMultisets({ stream: random, draws: 4 * BATCHES * batch, test: 0 });
  return inBatches(oneHotSets(train), [batch, SET.members, SET.features]);
}

function clouds(batch: number): Numbers[] {
  return inBatches(tetrisClouds(BATCHES * batch).values as Float32Array, [batch, TETRIS.points, 3]);
}
