/** Products of matrices, batched and broadcast, and what is done to them before they are written. */
import { backend_util } from "@tensorflow/tfjs-core";
import { ShapeError } from "../../../errors.js";
import { isFloat, type Place } from "../../plan/index.js";
import { type Ending, endingOf } from "./activations.js";
import { asFloat, Chain, chainResult, mapped } from "./chain.js";
import {
  type Attributes,
  type Emitter,
  type Inputs,
  type Lowering,
  sizeOf,
  viewed,
} from "./lowering.js";
import { broadcastTo } from "./rearranged.js";

export interface ProductOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly ending?: Ending;
}

/** A [..., rows, inner] times B [..., inner, columns]; axes before the last two are broadcast. */
export function product(
  emitter: Emitter,
  left: Place,
  right: Place,
  { transposeA = false, transposeB = false, ending }: ProductOptions = {},
): Place {
  const a = asFloat(emitter, left);
  const b = asFloat(emitter, right);
  const [a1, a2] = a.shape.slice(-2);
  const [b1, b2] = b.shape.slice(-2);
  const [rows, inner] = transposeA ? [a2, a1] : [a1, a2];
  const [innerB, columns] = transposeB ? [b2, b1] : [b1, b2];
  if (inner !== innerB) {
    throw new ShapeError(
      `tf.matMul: got shapes [${a.shape}]${transposeA ? "ᵀ" : ""} and [${b.shape}]${transposeB ? "ᵀ" : ""}, which meet in ${inner} and ${innerB}; expected equal lengths.`,
    );
  }
  const shared = batches(emitter, a, b);
  const output = emitter.place([...shared.batch, rows, columns], "float32");
  const batch = sizeOf(shared.batch);
  // One right factor for all: the rows of the whole batch are rows of one product.
  const asOne = shared.sharedB && !transposeA;
  emitter.emit({
    kind: "contract",
    batch: asOne ? 1 : batch,
    rows: asOne ? batch * rows : rows,
    inner,
    columns,
    transposeA,
    transposeB,
    sharedA: !asOne && shared.sharedA,
    sharedB: !asOne && shared.sharedB,
    inputs: [shared.a, shared.b, ...(ending?.others ?? [])],
    outputs: [output],
    epilogue: ending === undefined ? undefined : epilogueOf(ending),
  });
  return output;
}

function epilogueOf({ others, build }: Ending) {
  const chain = new Chain(1 + others.length);
  const inputs = [{ type: "float32" as const }, ...others];
  const { value } = chainResult(chain, build, inputs, "float32");
  return { steps: chain.steps, result: value };
}

/** Factors whose batches are equal, or one matrix for all. */
function batches(emitter: Emitter, a: Place, b: Place) {
  const [outerA, outerB] = [a, b].map(({ shape }) => shape.slice(0, -2));
  const batch = backend_util.assertAndGetBroadcastShape(outerA, outerB);
  const count = sizeOf(batch);
  const full = ({ shape }: Place, outer: readonly number[]): boolean =>
    sizeOf(shape) === 0 || sizeOf(outer) === count || sizeOf(outer) === 1;
  const spread = (place: Place, outer: readonly number[]): Place =>
    full(place, outer) ? place : broadcastTo(emitter, place, [...batch, ...place.shape.slice(-2)]);
  return {
    batch,
    a: spread(a, outerA),
    b: spread(b, outerB),
    sharedA: sizeOf(outerA) === 1,
    sharedB: sizeOf(outerB) === 1,
  };
}

function matMul(inputs: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const { a, b } = inputs;
  const options = {
    transposeA: attributes.transposeA === true,
    transposeB: attributes.transposeB === true,
    ending: endingOf(inputs, attributes),
  };
  const result = product(emitter, a, b, options);
  if (isFloat(a.type)) return result;
  return mapped(emitter, [result], (chain) => chain.step("toInteger", 0));
}

export const PRODUCTS: Readonly<Record<string, Lowering>> = {
  BatchMatMul: matMul,
  _FusedMatMul: matMul,
};

/** A tensor as a matrix whose columns are its last axis. */
export const asMatrix = (place: Place): Place =>
  viewed(place, [sizeOf(place.shape.slice(0, -1)), place.shape.at(-1) ?? 1]);
