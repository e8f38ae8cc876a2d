/**
 * How far two sets of poses are apart, by what a model sees of them.
 *
 * | symbol   | meaning                                            |
 * | c_i, w_i | forms and weights of one set, c'_j, w'_j of another |
 * | D        | Σ w_i w'_j ‖c_i − c'_j‖ − ½ Σ w_i w_k ‖c_i − c_k‖ − ½ Σ w'_j w'_l ‖c'_j − c'_l‖ |
 *
 * D is half the energy distance of Székely and Rizzo (2013, J. Statist. Plann. Inference
 * 143): zero for equal sets only, whatever the order of the poses, and continuous in forms
 * and weights. For one pose each it is the Frobenius norm of the change.
 */
import { ShapeError } from "../../errors.js";
import type { Matrix } from "../../numerics/index.js";
import type { Pose } from "../frame.js";

/** D, in units of the points. @throws ShapeError when the forms differ in shape */
export function formDistance(
  first: readonly Pose<Matrix>[],
  second: readonly Pose<Matrix>[],
): number {
  const apart = meanDistance(first, second);
  if (first.length === 1 && second.length === 1) return apart;
  return Math.max(0, apart - (meanDistance(first, first) + meanDistance(second, second)) / 2);
}

function meanDistance(first: readonly Pose<Matrix>[], second: readonly Pose<Matrix>[]): number {
  let sum = 0;
  for (const a of first) {
    for (const b of second) {
      if (a === b) continue;
      sum += a.weight * b.weight * frobeniusDistance(a.form, b.form);
    }
  }
  return sum;
}

function frobeniusDistance(a: Matrix, b: Matrix): number {
  if (a.rows !== b.rows || a.columns !== b.columns) {
    throw new ShapeError(
      `formDistance: got forms of ${a.rows} × ${a.columns} and ${b.rows} × ${b.columns}; expected one shape.`,
    );
  }
  let square = 0;
  for (let k = 0; k < a.data.length; k++) square += (a.data[k] - b.data[k]) ** 2;
  return Math.sqrt(square);
}
