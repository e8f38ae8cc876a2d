/** Checks of what pose spaces are given. */
import type * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import type { Vector } from "../../numerics/index.js";

/** @throws ShapeError for another length, DomainError for an entry that is not finite */
export function requirePose(space: string, shape: readonly number[], y: Vector): void {
  const size = shape.reduce((product, length) => product * length, 1);
  if (y.length !== size) {
    throw new ShapeError(
      `the pose space "${space}": got y with ${y.length} numbers; expected ${size}, as [${shape}] has, row-major.`,
    );
  }
  const bad = y.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `the pose space "${space}": y[${bad}] is ${y[bad]}; expected finite numbers.`,
    );
  }
}

/** @throws ShapeError unless y is [batch, …shape] */
export function requireBatchPose(space: string, shape: readonly number[], y: tf.Tensor): void {
  if (y.rank === shape.length + 1 && shape.every((length, axis) => y.shape[axis + 1] === length)) {
    return;
  }
  throw new ShapeError(
    `the pose space "${space}": got y of shape [${y.shape}]; expected [batch, ${shape}].`,
  );
}
