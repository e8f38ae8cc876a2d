/** What a step returns: a tensor, a list or a record of tensors, or nothing. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";

/** A function of tensors: its results, all tensors in them, are what it returns. */
export type StepResult =
  | tf.Tensor
  | readonly tf.Tensor[]
  | Readonly<Record<string, tf.Tensor>>
  | undefined
  | null
  // biome-ignore lint/suspicious/noConfusingVoidType: a step may return nothing at all
  | void;

/**
 * All tensors of a result, in its order.
 * @throws DomainError for a result of another kind, a promise before all: what an async step does later
 *   is never recorded
 */
export function tensorsOf(result: StepResult): tf.Tensor[] {
  if (result === undefined || result === null) return [];
  if (result instanceof tf.Tensor) return [result];
  if (!isPlain(result)) {
    const got = result instanceof Object ? result.constructor.name : typeof result;
    const remedy =
      got === "Promise"
        ? ": a step is no async function, what it does after it waited would be lost"
        : "";
    throw new DomainError(
      `plan: the step returns a ${got}; expected a tensor, an array or a record of tensors, or nothing${remedy}.`,
    );
  }
  const values = Object.values(result) as unknown[];
  const foreign = values.findIndex((value) => !(value instanceof tf.Tensor));
  if (foreign >= 0) {
    throw new DomainError(
      `plan: the step returns a ${typeof values[foreign]} under "${Object.keys(result)[foreign]}"; expected a tensor, an array or a record of tensors, or nothing.`,
    );
  }
  return values as tf.Tensor[];
}

function isPlain(result: unknown): boolean {
  if (Array.isArray(result)) return true;
  if (!(result instanceof Object) && typeof result !== "object") return false;
  const prototype: unknown = Object.getPrototypeOf(result);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Tensors are numbered in the order in which they are made. */
type Counting = { nextTensorId(): number };

/**
 * Runs `step` such that the tensors of its result are the caller's: one that was there before (an
 * input, a variable, one that the step closes over) or that is returned twice is given as a clone,
 * which can be disposed of without the other.
 */
export function withOwnResults<Result extends StepResult>(step: () => Result): Result {
  const first = (tf.engine() as unknown as Counting).nextTensorId();
  const result = step();
  const seen = new Set<tf.Tensor>();
  const own = (value: unknown): unknown => {
    if (!(value instanceof tf.Tensor) || value.isDisposed) return value;
    const isFresh = value.id > first && !(value instanceof tf.Variable) && !seen.has(value);
    seen.add(value);
    return isFresh ? value : value.clone();
  };
  if (result instanceof tf.Tensor) return own(result) as Result;
  if (result === undefined || result === null || !isPlain(result)) return result;
  if (Array.isArray(result)) return result.map(own) as unknown as Result;
  const entries = Object.entries(result).map(([name, value]) => [name, own(value)]);
  return Object.fromEntries(entries) as Result;
}
