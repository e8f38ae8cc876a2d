/**
 * First values of weights, from a seeded stream: drawn in Float64 on the host, rounded once, so the
 * same bits on every device.
 *
 * | name          | law                                        | source                        |
 * | glorotUniform | U(−l, l), l = √(6 / (n_in + n_out))        | Glorot and Bengio 2010        |
 * | glorotNormal  | N(0, 2 / (n_in + n_out))                   |                               |
 * | heUniform     | U(−l, l), l = √(6 / n_in)                  | He, Zhang, Ren and Sun 2015   |
 * | heNormal      | N(0, 2 / n_in)                             |                               |
 * | orthogonal    | Haar measure; rows or columns orthonormal  | Saxe, McClelland, Ganguli 2014|
 *
 * The last two axes of a shape are inputs and outputs; the axes before them are a filter's window, and
 * count in n_in and n_out. One axis: n_in = n_out = its length.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import { requireShape, sizeOf } from "./shape.js";

export type Initialiser = (stream: RandomStream, shape: readonly number[]) => tf.Tensor;

/** U(low, high). */
export function uniformInitialiser(low: number, high: number): Initialiser {
  requireFinite("uniformInitialiser", { low, high });
  return (stream, shape) =>
    filled("uniformInitialiser", shape, (size) =>
      Float64Array.from({ length: size }, () => low + (high - low) * stream.uniform()),
    );
}

/** N(mean, deviation²). */
export function normalInitialiser(mean = 0, deviation = 1): Initialiser {
  requireFinite("normalInitialiser", { mean, deviation });
  return (stream, shape) =>
    filled("normalInitialiser", shape, (size) =>
      stream.normals(size).map((z) => mean + deviation * z),
    );
}

export const glorotUniform: Initialiser = (stream, shape) => {
  const { inputs, outputs } = fans("glorotUniform", shape);
  const limit = Math.sqrt(6 / (inputs + outputs));
  return uniformInitialiser(-limit, limit)(stream, shape);
};

export const glorotNormal: Initialiser = (stream, shape) => {
  const { inputs, outputs } = fans("glorotNormal", shape);
  return normalInitialiser(0, Math.sqrt(2 / (inputs + outputs)))(stream, shape);
};

export const heUniform: Initialiser = (stream, shape) => {
  const limit = Math.sqrt(6 / fans("heUniform", shape).inputs);
  return uniformInitialiser(-limit, limit)(stream, shape);
};

export const heNormal: Initialiser = (stream, shape) =>
  normalInitialiser(0, Math.sqrt(2 / fans("heNormal", shape).inputs))(stream, shape);

/**
 * A matrix with orthonormal columns, or rows where it is wide, times `gain`; of more than two axes all
 * but the last are one.
 * @throws ShapeError for less than two axes
 */
export function orthogonal(gain = 1): Initialiser {
  requireFinite("orthogonal", { gain });
  return (stream, shape) => {
    if (shape.length < 2) {
      throw new ShapeError(`orthogonal: got the shape [${shape}]; expected two axes or more.`);
    }
    return filled("orthogonal", shape, (size) => {
      const columns = shape[shape.length - 1];
      const rows = columns === 0 ? 0 : size / columns;
      const wide = columns > rows;
      const vectors = orthonormalVectors(stream, Math.min(rows, columns), Math.max(rows, columns));
      return Float64Array.from({ length: size }, (_, k) => {
        const [i, j] = [Math.floor(k / columns), k % columns];
        return gain * (wide ? vectors[i][j] : vectors[j][i]);
      });
    });
  };
}

/** Gram and Schmidt's, twice for each vector: sums in a fixed order, the same bits everywhere. */
function orthonormalVectors(stream: RandomStream, count: number, length: number): Float64Array[] {
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const next = stream.normals(length);
    for (let pass = 0; pass < 2; pass++) {
      for (const vector of vectors) {
        const part = dot(vector, next);
        for (let k = 0; k < length; k++) next[k] -= part * vector[k];
      }
    }
    const norm = Math.sqrt(dot(next, next));
    vectors.push(next.map((value) => value / norm));
  }
  return vectors;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function fans(caller: string, shape: readonly number[]): { inputs: number; outputs: number } {
  if (shape.length === 0) {
    throw new ShapeError(
      `${caller}: got the shape []; expected inputs and outputs, one axis or more.`,
    );
  }
  if (shape.length === 1) return { inputs: Math.max(1, shape[0]), outputs: Math.max(1, shape[0]) };
  const window = sizeOf(shape.slice(0, -2));
  const [inputs, outputs] = shape.slice(-2);
  return { inputs: Math.max(1, window * inputs), outputs: Math.max(1, window * outputs) };
}

function filled(
  caller: string,
  shape: readonly number[],
  numbers: (size: number) => Float64Array,
): tf.Tensor {
  requireShape(caller, shape);
  return tf.tensor(Float32Array.from(numbers(sizeOf(shape))), [...shape], "float32");
}

function requireFinite(caller: string, numbers: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (Number.isFinite(value)) continue;
    throw new DomainError(`${caller}: ${name} is ${value}; expected a finite number.`);
  }
}
