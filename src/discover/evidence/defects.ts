/**
 * How far each direction is from a symmetry, free of the units of the generators and of F:
 * ρ(ξ)² = ‖L ξ‖² / D(ξ), the generalised eigenvalues of (LᵀL, D). Any other basis of the same
 * candidates, and any other unit of F, gives the same ρ.
 *
 * | symbol    | name here    | shape                                                  |
 * | ρ_k       | defects      | descending, each in [0, √2] when D = ∫‖DF‖²|v|² + |BF|² |
 * | ξ_k       | directions   | q × r, columns with D = 1                              |
 * | ker D     | trivial      | q × (q − r), orthonormal columns                       |
 *
 * What lies in ker D moves no sample and turns no output: nothing measured there speaks for it.
 */
import {
  Matrix,
  nullSpace,
  orthonormalBasis,
  singularValueDecomposition,
  type Vector,
} from "../../numerics/index.js";
import { triangularFactor } from "./triangular-factor.js";

export interface Defects {
  readonly defects: Vector;
  readonly directions: Matrix;
}

/** The defects of L (`rows`, any × q) within the span of `basis` (q × r), whose columns are D-orthonormal. */
export function defectsIn(rows: Matrix, basis: Matrix): Defects {
  const r = basis.columns;
  const { values, V } = singularValueDecomposition(triangularFactor(rows).multiply(basis));
  const defects = new Float64Array(r);
  defects.set(values.subarray(0, r));
  return { defects, directions: basis.multiply(V) };
}

/** A D-orthonormal basis of the complement of ker D, and ker D; `size` is E with D = EᵀE, any × q. */
export function whiteningOf(size: Matrix): { basis: Matrix; trivial: Matrix } {
  const E = triangularFactor(size);
  const q = E.columns;
  const lengths = Float64Array.from({ length: q }, (_, p) => Math.hypot(...E.column(p)));
  const units = Matrix.diagonal(lengths.map((length) => (length > 0 ? 1 / length : 1)));
  const { basis: kernel, rank, singularValues } = nullSpace(E.multiply(units));
  const trivial = orthonormalBasis(units.multiply(kernel)).basis;
  const { V } = singularValueDecomposition(E.multiply(units));
  const scaled = new Matrix(q, rank);
  for (let p = 0; p < q; p++) {
    for (let k = 0; k < rank; k++) scaled.data[p * rank + k] = V.at(p, k) / singularValues[k];
  }
  const basis = units.multiply(scaled);
  // Of the class modulo ker D, the representative that is orthogonal to it.
  const away = basis.subtract(trivial.multiply(trivial.transpose().multiply(basis)));
  return { basis: away, trivial };
}
