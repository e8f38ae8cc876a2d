/** Sums, means, extrema along axes; cumulative sums; softmax. */
import { util } from "@tensorflow/tfjs-core";
import type { NumberType, Place, Reduction } from "../../plan/index.js";
import { asFloat, asInteger } from "./chain.js";
import {
  type Attributes,
  type Emitter,
  type Inputs,
  type Lowering,
  sizeOf,
  viewed,
} from "./lowering.js";

/**
 * Without the axes; axes that are not neighbours are reduced one after the other, from the last. Along
 * axes of a single number there is nothing to do.
 */
export function reduced(
  emitter: Emitter,
  x: Place,
  axes: readonly number[],
  reduction: Reduction,
  type: NumberType = x.type,
): Place {
  const kept = x.shape.filter((_, axis) => !axes.includes(axis));
  let now = x;
  let shape = [...x.shape];
  let rest = axes.filter((axis) => shape[axis] !== 1);
  if (rest.length === 0 && type === x.type && !reduction.startsWith("arg")) return viewed(x, kept);
  do {
    const [first, end] = lastRun(shape, rest);
    const parts = [shape.slice(0, first), shape.slice(first, end), shape.slice(end)];
    const [outer, length, inner] = parts.map(sizeOf);
    shape = [...parts[0], ...parts[1].map(() => 1), ...parts[2]];
    rest = rest.filter((axis) => axis < first);
    const output = emitter.place(rest.length === 0 ? kept : shape, type);
    const extent = [outer, length, inner] as const;
    emitter.emit({ kind: "reduce", reduction, extent, inputs: [now], outputs: [output] });
    now = output;
  } while (rest.length > 0);
  return now;
}

/** From the first to behind the last of the neighbours among `axes` that come last. */
function lastRun(shape: readonly number[], axes: readonly number[]): [first: number, end: number] {
  if (axes.length === 0) return [shape.length, shape.length];
  const end = Math.max(...axes) + 1;
  let first = end - 1;
  while (first > 0 && (shape[first - 1] === 1 || axes.includes(first - 1))) first--;
  return [first, end];
}

interface Options {
  /** What the attribute with the axes is called. */
  readonly axes?: string;
  readonly prepare?: (place: Place, emitter: Emitter) => Place;
  readonly type?: NumberType;
}

function along(reduction: Reduction, options: Options = {}): Lowering {
  const { axes: name = "axis", prepare = (place: Place) => place, type } = options;
  return ({ x }, attributes, emitter) => {
    const axes = util.parseAxisParam(attributes[name] as number[], [...x.shape]);
    const from = prepare(x, emitter);
    const result = reduced(emitter, from, axes, reduction, type ?? from.type);
    if (attributes.keepDims !== true) return result;
    return viewed(
      result,
      x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length)),
    );
  };
}

const integers = { prepare: asInteger };

export const REDUCTIONS: Readonly<Record<string, Lowering>> = {
  All: along("all"),
  Any: along("any"),
  ArgMax: along("argMaximum", { type: "int32" }),
  ArgMin: along("argMinimum", { type: "int32" }),
  Cumprod: cumulated("product"),
  Cumsum: cumulated("sum"),
  LogSoftmax: softmax(true),
  Max: along("maximum", { axes: "reductionIndices" }),
  Mean: along("mean", { prepare: (place, emitter) => asFloat(emitter, place) }),
  Min: along("minimum"),
  Prod: along("product", integers),
  Softmax: softmax(false),
  Sum: along("sum", integers),
};

function cumulated(reduction: "sum" | "product"): Lowering {
  return ({ x }: Inputs, attributes: Attributes, emitter: Emitter) => {
    const [axis] = util.parseAxisParam(attributes.axis as number, [...x.shape]);
    const { shape } = x;
    const outer = sizeOf(shape.slice(0, axis));
    const extent = [outer, shape[axis] ?? 1, sizeOf(shape.slice(axis + 1))] as const;
    const from = asInteger(x);
    const output = emitter.place(shape, from.type);
    const exclusive = attributes.exclusive === true;
    const reverse = attributes.reverse === true;
    const places = { inputs: [from], outputs: [output] };
    emitter.emit({ kind: "cumulate", reduction, extent, exclusive, reverse, ...places });
    return output;
  };
}

/** Along the last axis, the only one that TensorFlow.js asks for. */
function softmax(logarithm: boolean): Lowering {
  return ({ logits }, _, emitter) => {
    const from = asFloat(emitter, logits);
    const columns = logits.shape.at(-1) ?? 1;
    const outer = sizeOf(logits.shape.slice(0, -1));
    const output = emitter.place(logits.shape, "float32");
    emitter.emit({ kind: "softmax", outer, columns, logarithm, inputs: [from], outputs: [output] });
    return output;
  };
}
