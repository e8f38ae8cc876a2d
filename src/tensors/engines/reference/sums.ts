/** Sums and other reductions, products of matrices, softmax: in Float64, rounded once. */
import type {
  ContractOperation,
  CumulateOperation,
  NumberType,
  ReduceOperation,
  SoftmaxOperation,
} from "../../plan/index.js";
import { isFloat } from "../../plan/index.js";
import { broadcastStrides, chainOf, forEachIndex, type Numbers } from "./map.js";

/** Where a reduction begins; the identity of an empty one. */
function identity(reduction: string, float: boolean): number {
  if (reduction === "product" || reduction === "all") return 1;
  if (reduction === "maximum") return float ? -Infinity : -0x80000000;
  if (reduction === "minimum") return float ? Infinity : 0x7fffffff;
  return 0;
}

export function reduce(
  { reduction, extent, inputs }: ReduceOperation,
  x: Numbers,
  out: Numbers,
): void {
  const [outer, reduced, inner] = extent;
  const float = isFloat(inputs[0].type);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let result = identity(reduction, float);
      let best = Number.NaN;
      for (let r = 0; r < reduced; r++) {
        const value = x[(o * reduced + r) * inner + i];
        if (reduction === "sum" || reduction === "mean")
          result = float ? result + value : (result + value) | 0;
        else if (reduction === "product")
          result = float ? result * value : Math.imul(result, value);
        else if (reduction === "maximum") result = Math.max(result, value);
        else if (reduction === "minimum") result = Math.min(result, value);
        else if (reduction === "all") result = result !== 0 && value !== 0 ? 1 : 0;
        else if (reduction === "any") result = result !== 0 || value !== 0 ? 1 : 0;
        else if (r === 0 || (reduction === "argMaximum" ? value > best : value < best)) {
          best = value;
          result = r;
        }
      }
      out[o * inner + i] = reduction === "mean" ? Math.fround(result) / reduced : result;
    }
  }
}

export function contract(operation: ContractOperation, inputs: Numbers[], out: Numbers): void {
  const { batch, rows, inner, columns, transposeA, transposeB, sharedA, sharedB } = operation;
  const [a, b] = inputs;
  const sums = new Float32Array(batch * rows * columns);
  for (let n = 0; n < batch; n++) {
    const [atA, atB] = [sharedA ? 0 : n * rows * inner, sharedB ? 0 : n * inner * columns];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let l = 0; l < inner; l++) {
          const left = a[atA + (transposeA ? l * rows + i : i * inner + l)];
          sum += left * b[atB + (transposeB ? j * inner + l : l * columns + j)];
        }
        sums[(n * rows + i) * columns + j] = sum;
      }
    }
  }
  const { epilogue } = operation;
  if (epilogue === undefined) {
    out.set(sums);
    return;
  }
  const { shape } = operation.outputs[0];
  const others = operation.inputs.slice(2);
  const types: NumberType[] = ["float32", ...others.map(({ type }) => type)];
  const chain = chainOf(types, epilogue.steps);
  const strides = others.map((place) => broadcastStrides(place.shape, shape));
  const values: number[] = [];
  forEachIndex(shape, strides, (offsets, position) => {
    values[0] = sums[position];
    for (let k = 0; k < others.length; k++) values[k + 1] = inputs[k + 2][offsets[k]];
    chain(values);
    out[position] = values[epilogue.result];
  });
}

export function cumulate(operation: CumulateOperation, x: Numbers, out: Numbers): void {
  const { reduction, exclusive, reverse, inputs } = operation;
  const [outer, length, inner] = operation.extent;
  const float = isFloat(inputs[0].type);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let result = identity(reduction, float);
      for (let step = 0; step < length; step++) {
        const at = (o * length + (reverse ? length - 1 - step : step)) * inner + i;
        const value = x[at];
        if (exclusive) out[at] = result;
        if (reduction === "sum") result = float ? result + value : (result + value) | 0;
        else result = float ? result * value : Math.imul(result, value);
        if (!exclusive) out[at] = result;
      }
    }
  }
}

export function softmax(
  { outer, columns, logarithm }: SoftmaxOperation,
  x: Numbers,
  out: Numbers,
): void {
  for (let o = 0; o < outer; o++) {
    const row = x.subarray(o * columns, (o + 1) * columns);
    let top = -Infinity;
    for (const value of row) top = Math.max(top, value);
    let sum = 0;
    for (const value of row) sum += Math.exp(value - top);
    for (let j = 0; j < columns; j++) {
      const value = row[j] - top;
      out[o * columns + j] = logarithm ? value - Math.log(sum) : Math.exp(value) / sum;
    }
  }
}
