/**
 * Batches as functions of the step alone, so that a training that is resumed, or repeated to find an
 * error, meets the same ones. Every epoch is a new order, from (stream, epoch); its last batch takes up
 * what is left only where that is a whole batch: plans like one shape.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";

export interface BatchOptions {
  /** Rows in a batch. */
  readonly size: number;
  /** Only its key counts; without one the rows come in their order. */
  readonly stream?: RandomStream;
}

/** Rows of the batch of a step. The array is written over by the next call. */
export type BatchOrder = (step: number) => Int32Array;

/**
 * For data that lie on the device: hand the rows to the step and `tf.gather` there.
 * @throws DomainError unless 1 ≤ size ≤ count
 */
export function batchOrder(count: number, { size, stream }: BatchOptions): BatchOrder {
  if (!(Number.isInteger(size) && size >= 1 && size <= count)) {
    throw new DomainError(
      `batchOrder: the size is ${size}; expected a whole number from 1 to the ${count} rows that there are.`,
    );
  }
  const each = Math.floor(count / size);
  const rows = new Int32Array(size);
  let order = Int32Array.from({ length: count }, (_, k) => k);
  let orderOf = stream === undefined ? undefined : -1;
  return (step) => {
    const epoch = Math.floor(step / each);
    if (orderOf !== undefined && orderOf !== epoch) {
      order = Int32Array.from(stream!.split(epoch).permutation(count));
      orderOf = epoch;
    }
    const from = (step % each) * size;
    rows.set(order.subarray(from, from + size));
    return rows;
  };
}

/** Numbers of one column of the data: row-major, the first axis its rows. */
export interface Column {
  readonly values: Float32Array | Int32Array;
  readonly shape: readonly number[];
}

/**
 * Batches of columns that the host holds: for each step one tensor a column, [size, …shape of a row].
 * With several orders, a network each, [orders, size, …].
 * @throws ShapeError for columns of different lengths; DomainError for numbers in another kind of array
 */
export function batches(
  columns: readonly Column[],
  orders: BatchOrder | readonly BatchOrder[],
): (step: number) => tf.Tensor[] {
  columns.forEach(requireColumn);
  const rows = columns[0]?.shape[0];
  const other = columns.findIndex(({ shape }) => shape[0] !== rows);
  if (other >= 0) {
    throw new ShapeError(
      `batches: column ${other} has ${columns[other].shape[0]} rows and column 0 has ${rows}; expected as many.`,
    );
  }
  const all = typeof orders === "function" ? [orders] : orders;
  const leading = typeof orders === "function" ? [] : [orders.length];
  return (step) => {
    const chosen = all.map((order) => order(step));
    return columns.map((column) => taken(column, chosen, leading));
  };
}

/** A new array each time: a backend may keep the one that it was given. */
function taken(
  { values, shape }: Column,
  chosen: readonly Int32Array[],
  leading: readonly number[],
): tf.Tensor {
  const [rows, ...rest] = shape;
  const width = rows === 0 ? 0 : values.length / rows;
  const size = chosen[0].length;
  const Numbers = values instanceof Float32Array ? Float32Array : Int32Array;
  const out = new Numbers(chosen.length * size * width);
  let to = 0;
  for (const order of chosen) {
    for (const row of order) {
      const from = row * width;
      for (let k = 0; k < width; k++) out[to++] = values[from + k];
    }
  }
  const type = values instanceof Float32Array ? "float32" : "int32";
  return tf.tensor(out, [...leading, size, ...rest], type);
}

function requireColumn({ values, shape }: Column, index: number): void {
  if (!(values instanceof Float32Array || values instanceof Int32Array)) {
    throw new DomainError(
      `batches: column ${index} has its values in ${kindOf(values)}; expected a Float32Array or an Int32Array, such as Float32Array.from(values).`,
    );
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (shape.length >= 1 && size === values.length) return;
  throw new ShapeError(
    `batches: column ${index} has ${values.length} numbers for the shape [${shape}]; expected ${size} and at least one axis.`,
  );
}

function kindOf(values: unknown): string {
  const kind = (values as object | null | undefined)?.constructor?.name;
  return kind === undefined ? String(values) : `an object of class ${kind}`;
}
