/** Kernels whose numbers follow from their attributes, and those that only see numbers with another shape. */
import { util } from "@tensorflow/tfjs-core";
import type { NumberType, Place } from "../../plan/index.js";
import { type Attributes, type Emitter, type Lowering, sizeOf, viewed } from "./lowering.js";

export function filled(
  emitter: Emitter,
  shape: readonly number[],
  value: number,
  type: NumberType,
): Place {
  const output = emitter.place(shape, type);
  emitter.emit({ kind: "fill", value, inputs: [], outputs: [output] });
  return output;
}

export const SOURCES: Readonly<Record<string, Lowering>> = {
  Fill: (_, { shape, value, dtype }, emitter) => {
    const type = (dtype ?? util.inferDtype(value as number)) as NumberType;
    return filled(emitter, shape as number[], Number(value), type);
  },
  LinSpace: linSpace,
  OnesLike: ({ x }, _, emitter) => filled(emitter, x.shape, 1, x.type),
  Range: range,
  ZerosLike: ({ x }, _, emitter) => filled(emitter, x.shape, 0, x.type),
};

function linSpace(_: object, attributes: Attributes, emitter: Emitter): Place {
  const { start, stop, num } = attributes as Record<string, number>;
  const step = num === 1 ? 0 : (stop - start) / (num - 1);
  const values = Float32Array.from({ length: num }, (_value, k) => start + k * step);
  return emitter.constant(values, [num]);
}

/** A step of 1 counts down where it must, as in TensorFlow.js; each number is rounded once. */
function range(_: object, attributes: Attributes, emitter: Emitter): Place {
  const { start, stop, step } = attributes as Record<string, number>;
  const by = stop < start && step === 1 ? -1 : step;
  const length = Math.max(0, Math.ceil((stop - start) / by));
  const of = (_value: unknown, k: number): number => start + k * by;
  const values =
    attributes.dtype === "int32"
      ? Int32Array.from({ length }, of)
      : Float32Array.from({ length }, of);
  return emitter.constant(values, [length]);
}

export const VIEWS: Readonly<Record<string, Lowering>> = {
  ExpandDims: ({ input }, { dim }) => {
    const shape = [...input.shape];
    const axis = dim as number;
    shape.splice(axis < 0 ? axis + shape.length + 1 : axis, 0, 1);
    return viewed(input, shape);
  },
  Identity: ({ x }) => x,
  Reshape: ({ x }, { shape }) => {
    const size = sizeOf(x.shape);
    const wanted = util.inferFromImplicitShape(shape as number[], size);
    util.assert(
      sizeOf(wanted) === size,
      () => `tf.reshape: got the shape [${wanted}] for ${size} numbers of shape [${x.shape}].`,
    );
    return viewed(x, wanted);
  },
};
