/**
 * The continuous canonical form of O(d) for no more points than dimensions.
 *
 * | symbol     | name here | shape                                                     |
 * | X          | cloud     | n × d, n ≤ d                                              |
 * | (XXᵀ)^{1/2} |           | n × n, then d − n columns of zeros                        |
 *
 * Law: X ↦ ((XXᵀ)^{1/2}, 0) is the same for X and Xgᵀ, lies in the orbit of X, and is
 * continuous through every loss of rank. For n > d no canonical form of O(d) is continuous,
 * for n ≥ d none of SO(d), d ≥ 2: this is the positive case of the impossibility.
 */
import { ShapeError } from "../../errors.js";
import { Matrix, requireFinite, singularValueDecomposition } from "../../numerics/index.js";
import type { Frame } from "../frame.js";

/**
 * A frame of one pose, for invariant outputs. No `inspect`: it jumps nowhere, and invariant
 * outputs need no stabiliser.
 * @throws `poses` throws ShapeError for more points than dimensions, DomainError for NaN
 */
export function squareRootFrame(): Frame<Matrix> {
  const name = "square root of the Gram matrix";
  return {
    name,
    poses(cloud) {
      requireFinite(name, "the cloud", cloud);
      const { rows: n, columns: d } = cloud;
      if (n > d) {
        throw new ShapeError(
          `${name}: the cloud has ${n} points of ${d} coordinates; expected at most ${d} points, beyond which no canonical form is continuous. Use weightedRotationFrame.`,
        );
      }
      const form = new Matrix(n, d);
      if (n > 0) {
        // X = U Σ Wᵀ has (XXᵀ)^{1/2} = U Σ Uᵀ, without squaring the condition number.
        const { U, values } = singularValueDecomposition(cloud);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let sum = 0;
            for (let k = 0; k < values.length; k++) sum += U.at(i, k) * values[k] * U.at(j, k);
            form.data[i * d + j] = sum;
          }
        }
      }
      return [{ form, weight: 1 }];
    },
  };
}
