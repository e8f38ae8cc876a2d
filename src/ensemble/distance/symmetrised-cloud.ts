/**
 * The symmetrised law ν^G = |G|⁻¹ Σ_g (M_g)_# ν of a particle cloud.
 *
 * | symbol | name here | shape                                                  |
 * | ν      | cloud     | N × D, rows are particles                              |
 * | M_g    | matrices  | |G| matrices, D × D, one for each element of the group |
 * | ν^G    | cloud of the result | |G|·N × D, or `size` × D when drawn from it  |
 *
 * Law: (M_h)_# ν^G = ν^G for each h; W₂(ν, ν^G) = 0 exactly when ν = ν^G.
 */
import { ShapeError } from "../../errors.js";
import { requireFinite } from "../../numerics/linear-algebra/finite-matrix.js";
import { Matrix } from "../../numerics/matrix.js";
import type { RandomStream } from "../../numerics/random/random-stream.js";
import { requireCloud, subsampledCloud } from "./cloud.js";

export interface SymmetrisedCloud {
  /** The particles of ν^G: M_g z_i stands in row g·N + i, unless they were drawn. */
  cloud: Matrix;
  /** Whether `cloud` holds only some particles of ν^G, drawn at random: then distances to it are estimates. */
  subsampled: boolean;
}

/**
 * ν^G, or a random part of it when `sample` asks for fewer than its |G|·N particles.
 * @param sample.size particles to keep; |G|·N or more keeps all of them
 * @throws ShapeError for an empty cloud, no matrices, a matrix that is not D × D, or a
 * size that is no positive whole number; DomainError for NaN or Infinity
 */
export function symmetrisedCloud(
  cloud: Matrix,
  matrices: readonly Matrix[],
  sample?: { size: number; random: RandomStream },
): SymmetrisedCloud {
  requireCloud("symmetrisedCloud", "cloud", cloud);
  requireMatrices(matrices, cloud.columns);
  const whole = new Matrix(matrices.length * cloud.rows, cloud.columns);
  matrices.forEach((matrix, g) => {
    whole.data.set(cloud.multiply(matrix.transpose()).data, g * cloud.data.length);
  });
  if (sample === undefined) return { cloud: whole, subsampled: false };
  if (!Number.isInteger(sample.size) || sample.size < 1) {
    throw new ShapeError(
      `symmetrisedCloud: got the sample size ${sample.size}; expected a whole number from 1 on.`,
    );
  }
  if (sample.size >= whole.rows) return { cloud: whole, subsampled: false };
  return { cloud: subsampledCloud(whole, sample.size, sample.random), subsampled: true };
}

function requireMatrices(matrices: readonly Matrix[], dimension: number): void {
  if (matrices.length === 0) {
    throw new ShapeError(
      "symmetrisedCloud: got no matrices; expected M_g for every element of the group, the identity included.",
    );
  }
  matrices.forEach((matrix, g) => {
    if (matrix.rows !== dimension || matrix.columns !== dimension) {
      throw new ShapeError(
        `symmetrisedCloud: matrix ${g} is ${matrix.rows} × ${matrix.columns}; expected ${dimension} × ${dimension}, the dimension of the particles.`,
      );
    }
    requireFinite("symmetrisedCloud", `matrices[${g}]`, matrix);
  });
}
