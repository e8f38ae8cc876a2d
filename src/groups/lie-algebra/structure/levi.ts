/**
 * A Levi complement: a semisimple subalgebra 𝔰 with 𝔤 = 𝔰 ⊕ 𝔯 as vector spaces.
 *
 * Start from any complement y_i of the radical, with [y_i, y_j] ≡ Σ γ_ij^k y_k mod 𝔯,
 * and go down the derived series 𝔯 = R₀ ⊃ R₁ ⊃ … ⊃ 0: y_i ← y_i + u_i, u_i ∈ R_t, such
 * that the law holds mod R_{t+1}. As [u_i, u_j] ∈ R_{t+1}, that is linear in u
 * (W. A. de Graaf, Lie Algebras: Theory and Algorithms, 2000, section 4.13).
 */
import { Matrix, singularValueDecomposition } from "../../../numerics/index.js";
import type { AbstractAlgebra } from "../abstract-algebra.js";
import { complement, type Decisions, fromColumns } from "../decisions.js";
import { derivedSeries } from "./series.js";

/** Orthonormal columns that span 𝔰, d × (d − dim 𝔯). */
export function leviComplement(
  algebra: AbstractAlgebra,
  rad: Matrix,
  decisions: Decisions,
): Matrix {
  const start = complement(rad);
  if (rad.columns === 0 || start.columns === 0) return start;
  const quotient = algebra.compressed(start);
  const terms = derivedSeries(algebra, decisions, rad);
  let Y = start;
  terms.forEach((R, t) => {
    if (R.columns === 0) return;
    const modulo = complement(terms[t + 1] ?? new Matrix(algebra.dimension, 0)).transpose();
    Y = lifted(algebra, quotient, Y, R, modulo, decisions.tolerance);
  });
  return singularValueDecomposition(Y, { thin: true }).U;
}

/** Y + R u, with the least squares solution u. */
function lifted(
  algebra: AbstractAlgebra,
  quotient: AbstractAlgebra,
  Y: Matrix,
  R: Matrix,
  modulo: Matrix,
  tolerance: number,
): Matrix {
  const [m, r] = [Y.columns, R.columns];
  const ads = Array.from({ length: m }, (_, i) => algebra.ad(Y.column(i)));
  const moved = ads.map((ad) => modulo.multiply(ad.multiply(R)));
  const still = modulo.multiply(R);
  const products = ads.map((ad) => modulo.multiply(ad.multiply(Y)));
  const rest = modulo.multiply(Y);
  const height = modulo.rows;
  const A = new Matrix((height * m * (m - 1)) / 2, m * r);
  const b = new Float64Array(A.rows);
  let row = 0;
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m; j++) {
      for (let h = 0; h < height; h++, row++) {
        const line = A.row(row);
        b[row] = -products[i].at(h, j);
        for (let k = 0; k < m; k++) {
          const gamma = quotient.constants[(i * m + j) * m + k];
          b[row] += gamma * rest.at(h, k);
          for (let a = 0; a < r; a++) line[k * r + a] -= gamma * still.at(h, a);
        }
        for (let a = 0; a < r; a++) {
          line[j * r + a] += moved[i].at(h, a);
          line[i * r + a] -= moved[j].at(h, a);
        }
      }
    }
  }
  const u = minimumNormSolution(A, b, tolerance);
  const corrections = Array.from({ length: m }, (_, i) => R.apply(u.subarray(i * r, (i + 1) * r)));
  return Y.add(fromColumns(Y.rows, corrections));
}

function minimumNormSolution(A: Matrix, b: Float64Array, tolerance: number): Float64Array {
  const { U, values, V } = singularValueDecomposition(A, { thin: true });
  const inner = U.transpose().apply(b);
  return V.apply(inner.map((x, k) => (values[k] > tolerance * values[0] ? x / values[k] : 0)));
}
