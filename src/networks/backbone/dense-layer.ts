/**
 * What untrained backbones are made of: x W + b in Float64, uniform within ±1/√inputs, and entry by
 * entry functions.
 */
import { Matrix, product, type RandomStream } from "../../numerics/index.js";

/** From a batch of rows to a batch of rows. */
export type Backbone = (input: Matrix) => Matrix;

/** x ↦ x W + b with W inputs × outputs. */
export function denseLayer(inputs: number, outputs: number, random: RandomStream): Backbone {
  const bound = 1 / Math.sqrt(inputs);
  const weights = uniformMatrix(inputs, outputs, bound, random.split("weights"));
  const bias = uniformMatrix(1, outputs, bound, random.split("bias")).data;
  return (input) => addToRows(product(input, weights), bias);
}

/** Uniform within ±bound. */
export function uniformMatrix(
  rows: number,
  columns: number,
  bound: number,
  random: RandomStream,
): Matrix {
  const data = Float64Array.from(
    { length: rows * columns },
    () => bound * (2 * random.uniform() - 1),
  );
  return new Matrix(rows, columns, data);
}

export function addToRows({ rows, columns, data }: Matrix, row: Float64Array): Matrix {
  return new Matrix(
    rows,
    columns,
    data.map((entry, k) => entry + row[k % columns]),
  );
}

export function entrywise({ rows, columns, data }: Matrix, of: (x: number) => number): Matrix {
  return new Matrix(rows, columns, data.map(of));
}

export const relu: Backbone = (input) => entrywise(input, (x) => (x < 0 ? 0 : x));

/** x tanh(log(1 + eˣ)), by way of n = eˣ(eˣ + 2): x n/(n + 2). */
export const mish: Backbone = (input) =>
  entrywise(input, (x) => {
    const e = Math.exp(Math.min(x, 40));
    const n = e * (e + 2);
    return x * (n / (n + 2));
  });

/** Each column to mean 0 and variance 1 over the rows, as batch norm does in training. */
export const normaliseColumns: Backbone = ({ rows, columns, data }) => {
  const out = new Matrix(rows, columns);
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += data[i * columns + j] / rows;
    let variance = 0;
    for (let i = 0; i < rows; i++) variance += (data[i * columns + j] - mean) ** 2 / rows;
    const scale = 1 / Math.sqrt(variance + 1e-5);
    for (let i = 0; i < rows; i++) {
      out.data[i * columns + j] = (data[i * columns + j] - mean) * scale;
    }
  }
  return out;
};

/** The mean of the rows, 1 × columns. */
export const meanRow: Backbone = ({ rows, columns, data }) => {
  const out = new Matrix(1, columns);
  data.forEach((entry, k) => {
    out.data[k % columns] += entry / rows;
  });
  return out;
};

/** One function after the other. */
export function inTurn(...parts: readonly Backbone[]): Backbone {
  return (input) => parts.reduce((value, part) => part(value), input);
}
