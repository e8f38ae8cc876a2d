/**
 * SO(2), the rotations of the plane, as a Lie group of 2 × 2 matrices.
 *
 * | symbol | name here                   | value                              |
 * | R(φ)   | element                     | (cos φ, −sin φ; sin φ, cos φ)      |
 * | J      | algebra[0]                  | (0, −1; 1, 0), with exp(φJ) = R(φ) |
 *
 * Haar probability: φ uniform on [0, 2π). Equal weights on n equally spaced
 * angles integrate cos kφ and sin kφ exactly for k < n.
 */
import { DomainError, ShapeError } from "../errors.js";
import { Matrix, type RandomStream } from "../numerics/index.js";
import type { LieGroup } from "./group.js";
import type { HaarQuadrature } from "./haar.js";
import { partialTurn, planeRotation } from "./rotation.js";

/** Rotations whose entries differ by less are the same. */
export const ROTATION_TOLERANCE = 1e-10;

/** The group SO(2). Products are brought back to unit length, so that they never drift. */
export function circleGroup(): LieGroup<Matrix> {
  return {
    name: "SO(2)",
    identity: Matrix.identity(2),
    compose: (a, b) => {
      const product = a.multiply(b);
      return product.scale(1 / Math.hypot(product.at(0, 0), product.at(1, 0)));
    },
    inverse: (a) => a.transpose(),
    equals: (a, b) => a.maxDifference(b) <= ROTATION_TOLERANCE,
    sample: (random: RandomStream) => planeRotation(2 * Math.PI * random.uniform()),
    algebra: [
      Matrix.fromRows([
        [0, -1],
        [1, 0],
      ]),
    ],
    exp: (xi) => planeRotation(rotationRate(xi)),
    components: [],
    quadrature: equalAngles,
  };
}

/** The n equally spaced rotations with equal weights. @throws DomainError unless n ≥ 1 is whole */
function equalAngles(points: number): HaarQuadrature<Matrix> {
  if (!Number.isInteger(points) || points < 1) {
    throw new DomainError(
      `haarQuadrature: got ${points} points on SO(2); expected a whole number ≥ 1, above the degree to be integrated.`,
    );
  }
  return {
    elements: Array.from({ length: points }, (_, k) => partialTurn(k, points)),
    weights: new Float64Array(points).fill(1 / points),
  };
}

/** ω for ξ = ωJ. @throws ShapeError, DomainError when ξ is not skew-symmetric and 2 × 2 */
function rotationRate(xi: Matrix): number {
  if (xi.rows !== 2 || xi.columns !== 2) {
    throw new ShapeError(
      `circleGroup.exp: got a ${xi.rows} × ${xi.columns} matrix; expected 2 × 2, a multiple of algebra[0].`,
    );
  }
  const [a, b, c, d] = xi.data;
  if (!Number.isFinite(c) || a !== 0 || d !== 0 || b !== -c) {
    throw new DomainError(
      `circleGroup.exp: got (${a}, ${b}; ${c}, ${d}); expected a finite multiple of algebra[0], (0, −1; 1, 0).`,
    );
  }
  return c;
}
