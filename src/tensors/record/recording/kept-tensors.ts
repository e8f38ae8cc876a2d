/** Tensors that a step keeps beside its results: a replay would never renew them. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";

type Keeping = { keep: <Kept extends tf.Tensor>(tensor: Kept) => Kept };

/**
 * Runs `step`; `allowed` tells the tensors of its result.
 * @throws DomainError where tf.keep was called for a tensor that outlives the step and is no result
 */
export function withoutKeeping<Result>(
  step: () => Result,
  allowed: (result: Result) => readonly tf.Tensor[],
): Result {
  const engine = tf.engine() as unknown as Keeping;
  const { keep } = engine;
  const kept: tf.Tensor[] = [];
  engine.keep = (tensor) => {
    kept.push(tensor);
    return keep.call(engine, tensor) as typeof tensor;
  };
  let result: Result;
  try {
    result = step();
  } finally {
    engine.keep = keep;
  }
  const results = new Set(allowed(result));
  const left = kept.find((tensor) => !tensor.isDisposed && !results.has(tensor));
  if (left === undefined) return result;
  throw new DomainError(
    `plan: the step keeps a tensor of shape [${left.shape}] with tf.keep, or a layer that is stateful or an optimiser whose rate is set in it does; a replay would not renew it. Return it from the step, or assign it to a tf.variable.`,
  );
}
