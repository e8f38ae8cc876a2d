/** The least-squares solution of least norm, and the directions that the equations leave free. */
import { Matrix, singularValueDecomposition, type Vector } from "../../../numerics/index.js";

/** Singular values of Θ below this share of the largest count as zero. */
export const DESIGN_TOLERANCE = 1e-11;

export interface LeastNorm {
  /** Θ⁺ Y */
  readonly start: Vector;
  /** Orthonormal rows that span Θ's null space. */
  readonly kernel: Matrix;
}

export function leastNormSolution(design: Matrix, values: Vector): LeastNorm {
  const P = design.columns;
  if (design.rows === 0 || P === 0) {
    return { start: new Float64Array(P), kernel: Matrix.identity(P) };
  }
  const { U, values: sigma, V } = singularValueDecomposition(design);
  const rank = sigma.findIndex((value) => !(value > DESIGN_TOLERANCE * sigma[0]));
  const kept = rank < 0 ? sigma.length : rank;
  const start = new Float64Array(P);
  for (let k = 0; k < kept; k++) {
    let along = 0;
    for (let i = 0; i < design.rows; i++) along += U.at(i, k) * values[i];
    for (let j = 0; j < P; j++) start[j] += (along / sigma[k]) * V.at(j, k);
  }
  const kernel = new Matrix(P - kept, P);
  for (let k = kept; k < P; k++) kernel.row(k - kept).set(V.column(k));
  return { start, kernel };
}
