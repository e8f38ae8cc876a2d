/**
 * The meaning of every operation, in plain JavaScript: what other engines are tested against.
 * Maps are rounded to float32 after each step; sums of floats are taken in Float64 and rounded
 * once, so that another order of summation may differ from them by its own rounding only.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import type {
  GatherOperation,
  MapOperation,
  NumberType,
  Operation,
  Place,
  RearrangeOperation,
  ScatterOperation,
} from "../../plan/index.js";
import { isFloat, valueTypes } from "../../plan/index.js";
import { broadcastStrides, chainOf, forEachIndex, type Numbers } from "./map.js";
import { fillWithNoise } from "./noise.js";
import { contract, cumulate, reduce, softmax } from "./sums.js";
import { convolve, pool } from "./windows.js";

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);

/** Does one operation. @param view the numbers of a place, of its type; what is written to them stays */
export function interpret(operation: Operation, view: (place: Place) => Numbers): void {
  const inputs = operation.inputs.map(view);
  const outputs = operation.outputs.map(view);
  const out = outputs[0];
  switch (operation.kind) {
    case "map":
      map(operation, inputs, outputs);
      break;
    case "reduce":
      reduce(operation, inputs[0], out);
      break;
    case "contract":
      contract(operation, inputs, out);
      break;
    case "rearrange":
      rearrange(operation, inputs[0], out);
      break;
    case "fill":
      out.fill(operation.value);
      break;
    case "index": {
      const [, reduced, inner] = operation.extent;
      for (let k = 0; k < out.length; k++) out[k] = Math.floor(k / inner) % reduced;
      break;
    }
    case "gather":
      gather(operation, inputs, out);
      break;
    case "scatter":
      scatter(operation, inputs, out);
      break;
    case "cumulate":
      cumulate(operation, inputs[0], out);
      break;
    case "softmax":
      softmax(operation, inputs[0], out);
      break;
    case "convolve":
    case "convolveInput":
    case "convolveFilter":
      convolve(operation, inputs, out);
      break;
    case "pool":
    case "poolBack":
      pool(operation, inputs, out);
      break;
    case "noise":
      fillWithNoise(out, operation, inputs[0]?.[0] ?? 0);
      break;
    default:
      throw new DomainError(
        `interpret: got the operation ${(operation as Operation).kind}, which is unknown; expected one of the kinds in operation.ts.`,
      );
  }
}

function map(operation: MapOperation, inputs: Numbers[], outputs: Numbers[]): void {
  const { shape } = operation.outputs[0];
  const types = operation.inputs.map(({ type }) => type);
  checkResults(operation, valueTypes(types, operation.steps));
  const chain = chainOf(types, operation.steps);
  const values: number[] = [];
  const strides = operation.inputs.map((place) => broadcastStrides(place.shape, shape));
  forEachIndex(shape, strides, (offsets, position) => {
    for (let k = 0; k < inputs.length; k++) values[k] = inputs[k][offsets[k]];
    chain(values);
    operation.results.forEach((value, k) => {
      outputs[k][position] = values[value];
    });
  });
}

function checkResults(
  { results, outputs, kernel }: MapOperation,
  types: readonly NumberType[],
): void {
  results.forEach((value, k) => {
    if (isFloat(types[value]) === isFloat(outputs[k].type)) return;
    throw new ShapeError(
      `interpret: output ${k} of a map of ${kernel} is ${outputs[k].type}, but value ${value} is ${types[value]}; end the chain with toFloat or toInteger.`,
    );
  });
}

function rearrange(operation: RearrangeOperation, x: Numbers, out: Numbers): void {
  const { shape, inputOffset, inputStrides, outputOffset, outputStrides, keepsRest } = operation;
  if (!keepsRest) out.fill(0);
  forEachIndex(shape, [inputStrides, outputStrides], ([from, to]) => {
    out[outputOffset + to] = x[inputOffset + from];
  });
}

function gather(
  { batch, outer, rows, count, inner }: GatherOperation,
  [x, index]: Numbers[],
  out: Numbers,
): void {
  for (let b = 0, to = 0; b < batch; b++) {
    for (let o = 0; o < outer; o++) {
      for (let k = 0; k < count; k++) {
        const row = index[b * count + k];
        const from = ((b * outer + o) * rows + row) * inner;
        const inside = row >= 0 && row < rows;
        for (let i = 0; i < inner; i++) out[to++] = inside ? x[from + i] : 0;
      }
    }
  }
}

function scatter(
  { rows, count, inner }: ScatterOperation,
  [x, index]: Numbers[],
  out: Numbers,
): void {
  for (let k = 0; k < count; k++) {
    const row = index[k];
    if (row < 0 || row >= rows) continue;
    for (let i = 0; i < inner; i++) out[row * inner + i] += x[k * inner + i];
  }
}
