/** Maps, and the epilogues of products, number by number. */
import type { BinaryCode, MapStep, NumberType, UnaryCode } from "../../plan/index.js";
import { isFloat, valueTypes } from "../../plan/index.js";
import { FLOAT_BINARY, TERNARY, UNARY, WHOLE_BINARY } from "./scalar-functions.js";

export type Numbers = Float32Array | Int32Array;

/** Does the steps on `values`, whose first are the inputs, and puts the results behind them. */
export type Chain = (values: number[]) => void;

export function chainOf(inputs: readonly NumberType[], steps: readonly MapStep[]): Chain {
  const types = valueTypes(inputs, steps);
  const functions = steps.map((step, k) => stepFunction(step, types, types[inputs.length + k]));
  return (values) => {
    functions.forEach((run, k) => {
      values[inputs.length + k] = run(values);
    });
  };
}

function stepFunction(
  step: MapStep,
  types: readonly NumberType[],
  type: NumberType,
): (values: readonly number[]) => number {
  const rounded = isFloat(type) ? Math.fround : (x: number): number => x | 0;
  if (step.code === "constant") {
    const value = rounded(step.value);
    return () => value;
  }
  const [a, b, c] = step.from;
  if (step.code === "select") {
    return (v) => rounded(TERNARY.select(v[a], v[b], v[c]));
  }
  if (step.from.length === 1) {
    const code = step.code as UnaryCode;
    if (code === "square" && !isFloat(type)) return (v) => Math.imul(v[a], v[a]);
    const run = UNARY[code];
    return isFloat(type) ? (v) => Math.fround(run(Math.fround(v[a]))) : (v) => run(v[a]) | 0;
  }
  const code = step.code as BinaryCode;
  // Comparisons of an integer with a float, and quotients, are those of floats.
  const whole = step.from.every((k) => !isFloat(types[k]));
  const run = (whole ? WHOLE_BINARY[code] : undefined) ?? FLOAT_BINARY[code];
  if (whole) return (v) => rounded(run(v[a], v[b]));
  return (v) => rounded(run(Math.fround(v[a]), Math.fround(v[b])));
}

/** Distances between neighbours along each axis of `shape` in what is broadcast to it; 0 where it repeats. */
export function broadcastStrides(from: readonly number[], shape: readonly number[]): number[] {
  const strides = shape.map(() => 0);
  let size = 1;
  for (let back = 1; back <= from.length; back++) {
    const length = from[from.length - back];
    if (length !== 1) strides[shape.length - back] = size;
    size *= length;
  }
  return strides;
}

/** Calls `visit` for each index below `shape` in order, with the offset by each list of strides. */
export function forEachIndex(
  shape: readonly number[],
  strides: readonly (readonly number[])[],
  visit: (offsets: readonly number[], position: number) => void,
): void {
  const count = shape.reduce((product, length) => product * length, 1);
  const index = shape.map(() => 0);
  const offsets = strides.map(() => 0);
  for (let position = 0; position < count; position++) {
    visit(offsets, position);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]++;
      for (let k = 0; k < offsets.length; k++) offsets[k] += strides[k][axis];
      if (index[axis] < shape[axis]) break;
      for (let k = 0; k < offsets.length; k++) offsets[k] -= strides[k][axis] * shape[axis];
      index[axis] = 0;
    }
  }
}
