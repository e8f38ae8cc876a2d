/**
 * Outputs that move with the points: rows of vectors, and rows of points.
 *
 * | outputs | name here                         | what is carried back     |
 * | vectors | vectorOutput, complexVectorOutput | Y ↦ Y (g Π)ᵀ             |
 * | points  | pointOutput                       | the same, plus the shift |
 *
 * Π takes from each vector what the form's stabiliser would average away. A vector does
 * not move with a shift, such as a velocity or a force; a point does.
 */
import { ShapeError } from "../../errors.js";
import { type ComplexMatrix, type Matrix, product, requireFinite } from "../../numerics/index.js";
import type { OutputAction } from "../frame.js";
import type { LinearPose } from "../minimal/linear-pose.js";

/** Each row a vector, k × d for any k. */
export const vectorOutput: OutputAction<LinearPose, Matrix> = {
  name: "vectors",
  reads: ["carry"],
  restore: ({ carry }, value) => carried("vectorOutput", carry, value),
};

/** Each row a point, k × d for any k. */
export const pointOutput: OutputAction<LinearPose, Matrix> = {
  name: "points",
  reads: ["carry", "shift"],
  restore({ carry, shift }, value): Matrix {
    const out = carried("pointOutput", carry, value);
    for (let k = 0; k < out.data.length; k++) out.data[k] += shift[k % out.columns];
    return out;
  },
};

/** Each row a complex vector, k × d for any k. */
export const complexVectorOutput: OutputAction<LinearPose<ComplexMatrix>, ComplexMatrix> = {
  name: "complex vectors",
  reads: ["carry"],
  restore({ carry }, value): ComplexMatrix {
    requireRows("complexVectorOutput", carry.rows, value);
    requireFinite("complexVectorOutput", "the real part of the model's value", value.real);
    requireFinite(
      "complexVectorOutput",
      "the imaginary part of the model's value",
      value.imaginary,
    );
    return value.multiply(carry.transpose());
  },
};

function carried(caller: string, carry: Matrix, value: Matrix): Matrix {
  requireFinite(caller, "the model's value", value);
  requireRows(caller, carry.rows, value);
  return product(value, carry.transpose());
}

function requireRows(
  caller: string,
  dimension: number,
  { rows, columns }: Matrix | ComplexMatrix,
): void {
  if (columns === dimension) return;
  throw new ShapeError(
    `${caller}: the model gave ${rows} × ${columns}; expected rows of ${dimension} numbers, one vector each.`,
  );
}
