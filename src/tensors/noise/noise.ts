/**
 * Random tensors for steps of training: the same bits on every device, eager or in a plan.
 *
 *   const dropNoise = noise(RandomStream.fromSeed(1).split("dropout"));
 *   const step = plan((x, y) => … dropout(x, 0.1, dropNoise) …);
 *
 * Number n of draw c is a function of (key of the stream, c, n) alone: Threefry-2×32-20 (Salmon,
 * Moraes, Dror and Shaw 2011). c is counted in a variable, which a plan carries from replay to replay
 * and a checkpoint keeps: give `counter` to `train` among its variables.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import { requireShape } from "./shape.js";
import { threefryTensor } from "./threefry-tensor.js";

export interface Noise {
  /** How many tensors were drawn: int32, one number. */
  readonly counter: tf.Variable;
  /** On [low, high), in steps of (high − low) 2⁻²⁴. */
  uniform(shape: readonly number[], low?: number, high?: number): tf.Tensor;
  /** By integers alone: |z| ≤ 6.36, |error| < 2·10⁻⁶. */
  normal(shape: readonly number[], mean?: number, deviation?: number): tf.Tensor;
  /** int32, each of 0 … bound − 1 equally likely up to bound · 2⁻²⁴. */
  integers(shape: readonly number[], bound: number): tf.Tensor;
  dispose(): void;
}

/** @param stream only its key counts: the numbers are none of those that are drawn from the stream itself */
export function noise(stream: RandomStream): Noise {
  return new CountedNoise(stream);
}

class CountedNoise implements Noise {
  readonly counter: tf.Variable;
  readonly #key: readonly [number, number];

  constructor(stream: RandomStream) {
    this.#key = stream.split("tensors").key;
    this.counter = tf.tidy(() => tf.variable(tf.scalar(0, "int32"), false));
  }

  uniform(shape: readonly number[], low = 0, high = 1): tf.Tensor {
    requireFinite("uniform", { low, high });
    return tf.tidy(() => shifted(this.#draw("uniform", shape), high - low, low));
  }

  normal(shape: readonly number[], mean = 0, deviation = 1): tf.Tensor {
    requireFinite("normal", { mean, deviation });
    return tf.tidy(() => shifted(this.#draw("normal", shape), deviation, mean));
  }

  integers(shape: readonly number[], bound: number): tf.Tensor {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= 2 ** 24)) {
      throw new DomainError(
        `noise.integers: the bound is ${bound}; expected a whole number from 1 to 2^24.`,
      );
    }
    return tf.tidy(() => tf.cast(tf.floor(tf.mul(this.#draw("uniform", shape), bound)), "int32"));
  }

  dispose(): void {
    this.counter.dispose();
  }

  #draw(law: "uniform" | "normal", shape: readonly number[]): tf.Tensor {
    requireShape(`noise.${law}`, shape);
    return threefryTensor(this.counter, { law, key: this.#key, shape });
  }
}

function shifted(x: tf.Tensor, factor: number, shift: number): tf.Tensor {
  const scaled = factor === 1 ? x : tf.mul(x, factor);
  return shift === 0 ? scaled : tf.add(scaled, shift);
}

function requireFinite(law: string, numbers: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (Number.isFinite(value)) continue;
    throw new DomainError(`noise.${law}: ${name} is ${value}; expected a finite number.`);
  }
}
