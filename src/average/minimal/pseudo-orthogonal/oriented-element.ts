/**
 * An element of O(p,q), SO(p,q) or SO⁺(p,q) from axes: its columns, turned round where the
 * group asks for it.
 *
 * | components | condition                                  | turned                        |
 * | "special"  | det g = 1                                  | the last axis                 |
 * | "identity" | both diagonal blocks have det > 0          | the last axis of each sign    |
 */
import type { PseudoOrthogonalComponents } from "../../../groups/index.js";
import { determinant, Matrix } from "../../../numerics/index.js";
import type { Axis, Metric } from "./metric.js";
import type { PseudoSpan } from "./pseudo-span.js";

/** Axes as columns, plus ones first, with the signs that the group asks for. */
export function orientedElement(
  metric: Metric,
  { axes, unstretched }: PseudoSpan,
  components: PseudoOrthogonalComponents,
): { readonly element: Matrix; readonly signs: Float64Array } {
  const { plus, dimension } = metric;
  const signs = new Float64Array(dimension).fill(1);
  const model = asColumns(metric, unstretched, signs);
  if (components === "special" && determinant(model) < 0) {
    signs[axes[dimension - 1].sign === 1 ? plus - 1 : dimension - 1] = -1;
  }
  if (components === "identity") {
    if (determinant(block(model, 0, plus)) < 0) signs[plus - 1] = -1;
    if (determinant(block(model, plus, dimension - plus)) < 0) signs[dimension - 1] = -1;
  }
  return { element: asColumns(metric, axes, signs), signs };
}

function asColumns(
  { plus, dimension }: Metric,
  axes: readonly Axis[],
  signs: Float64Array,
): Matrix {
  const out = new Matrix(dimension, dimension);
  columnsOf(axes, plus).forEach((column, j) => {
    for (let i = 0; i < dimension; i++) {
      out.data[i * dimension + column] = signs[column] * axes[j].vector[i];
    }
  });
  return out;
}

/** Where each axis goes: plus ones first, in their order. */
export function columnsOf(axes: PseudoSpan["axes"], plus: number): readonly number[] {
  let [up, down] = [0, plus];
  return axes.map(({ sign }) => (sign === 1 ? up++ : down++));
}

function block(matrix: Matrix, start: number, size: number): Matrix {
  const out = new Matrix(size, size);
  for (let i = 0; i < size; i++) {
    out.row(i).set(matrix.row(start + i).subarray(start, start + size));
  }
  return out;
}

/** η gᵀ η. */
export function pseudoInverse({ plus, dimension }: Metric, element: Matrix): Matrix {
  const out = element.transpose();
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j < dimension; j++) {
      if (i < plus !== j < plus) out.data[i * dimension + j] *= -1;
    }
  }
  return out;
}
