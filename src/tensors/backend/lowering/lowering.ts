/**
 * A lowering says what a kernel of TensorFlow.js is made of: it takes the places of the call's
 * inputs, emits primitive operations, and returns the places of its outputs. It knows nothing of
 * memory, of devices, or of whether the operations are executed, recorded, or both.
 *
 * An output may lie in the buffer of an input (a reshape): the caller sees it by the buffer's
 * number. Buffers that were asked for and are not returned are scratch and go after the call.
 */
import type { NumberType, Operation, Place } from "../../plan/index.js";

/** An operation before its kernel and line are written on it. */
export type Draft = Operation extends infer Kind
  ? Kind extends Operation
    ? Omit<Kind, "kernel" | "line">
    : never
  : never;

export interface Emitter {
  /** A fresh buffer with this shape; what is in it is unspecified until an operation writes it. */
  place(shape: readonly number[], type: NumberType): Place;
  /** A fresh buffer with these numbers, which follow from the call's attributes and shapes alone. */
  constant(values: Float32Array | Int32Array, shape: readonly number[]): Place;
  /** The draft becomes the operation: it is not to be used again. */
  emit(draft: Draft): void;
}

/** Inputs by name; kernels with any number of tensors name them "0", "1", … */
export type Inputs = Readonly<Record<string, Place>>;
export type Attributes = Readonly<Record<string, unknown>>;

/** @throws ShapeError, DomainError for what is not carried */
export type Lowering = (
  inputs: Inputs,
  attributes: Attributes,
  emitter: Emitter,
) => Place | readonly Place[];

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);

/** The same numbers with another shape. */
export const viewed = (place: Place, shape: readonly number[]): Place => ({ ...place, shape });

/** The inputs "0", "1", … in order. */
export const listed = (inputs: Inputs): Place[] =>
  Object.keys(inputs)
    .sort((a, b) => Number(a) - Number(b))
    .map((name) => inputs[name]);
