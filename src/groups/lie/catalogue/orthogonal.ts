/**
 * SO(n) and O(n), gᵀ g = I, as n × n matrices.
 *
 * | symbol  | name here | value                                            |
 * | so(n)   | algebra   | E_ji − E_ij for i < j, n(n − 1)/2 of them        |
 * |         | component | the change of sign of the last axis, for O(n)    |
 *
 * Products are brought back to gᵀ g = I by one Newton step, X (3 I − Xᵀ X) / 2,
 * so that they never drift.
 */
import { Matrix } from "../../../numerics/index.js";
import type { HaarQuadrature } from "../../haar.js";
import { planeRotation } from "../../rotation.js";
import { reflection, requireDimension, rotationGenerators } from "../generators.js";
import { haarOrthogonal, haarRotation } from "../haar/haar-matrices.js";
import { equalAngles, eulerAngles, withReflection } from "../haar/haar-rules.js";
import { rotationLogarithm } from "../logarithm/rotation-logarithm.js";
import { type MatrixLieGroup, matrixLieGroup } from "../matrix-lie-group.js";

/** SO(n), the rotations of ℝⁿ. For n = 2 its generator is J = (0, −1; 1, 0). @throws DomainError unless n is whole, 1 … 64 */
export function specialOrthogonalGroup(n: number): MatrixLieGroup {
  requireDimension("specialOrthogonalGroup", n);
  return matrixLieGroup({
    name: `SO(${n})`,
    size: n,
    compact: true,
    generators: rotationGenerators(n),
    inverse: (g) => g.transpose(),
    log: rotationLogarithm,
    restore: n === 2 ? restorePlane : restoreOrthogonal,
    sample: (random) =>
      n === 2 ? planeRotation(2 * Math.PI * random.uniform()) : haarRotation(n, random),
    ...closedExponential(n),
    ...(rotationRule(n) && { quadrature: rotationRule(n) }),
  });
}

/** O(n), rotations and reflections of ℝⁿ: two components. @throws DomainError unless n is whole, 1 … 64 */
export function orthogonalGroup(n: number): MatrixLieGroup {
  requireDimension("orthogonalGroup", n);
  const rule = rotationRule(n);
  const mirror = reflection(n, n - 1);
  return matrixLieGroup({
    name: `O(${n})`,
    size: n,
    compact: true,
    generators: rotationGenerators(n),
    components: [mirror],
    inverse: (g) => g.transpose(),
    log: rotationLogarithm,
    restore: restoreOrthogonal,
    sample: (random) => haarOrthogonal(n, random),
    ...closedExponential(n),
    ...(rule && { quadrature: (points) => withReflection(rule(points), mirror) }),
  });
}

/** Closed forms where there are some: the plane's, and Rodrigues' formula in space. */
function closedExponential(n: number): { exp?: (xi: Matrix) => Matrix } {
  if (n === 2) return { exp: (xi) => planeRotation(xi.at(1, 0)) };
  return n === 3 ? { exp: spaceRotation } : {};
}

/** I + (sin θ / θ) ξ + ½ (sin ½θ / ½θ)² ξ². */
function spaceRotation(xi: Matrix): Matrix {
  const angle = Math.hypot(xi.at(2, 1), xi.at(0, 2), xi.at(1, 0));
  const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(x) / x);
  return Matrix.identity(3)
    .add(xi, sinc(angle))
    .add(xi.multiply(xi), 0.5 * sinc(angle / 2) ** 2);
}

function rotationRule(n: number): ((points: number) => HaarQuadrature<Matrix>) | undefined {
  return n === 2 ? equalAngles : n === 3 ? eulerAngles : undefined;
}

/** The nearest orthogonal matrix to one that is orthogonal to rounding. */
export function restoreOrthogonal(matrix: Matrix): Matrix {
  const gram = matrix.transpose().multiply(matrix);
  return matrix.multiply(Matrix.identity(matrix.rows).scale(1.5).add(gram, -0.5));
}

/** A rotation of the plane, brought back to unit length. */
function restorePlane(matrix: Matrix): Matrix {
  return matrix.scale(1 / Math.hypot(matrix.at(0, 0), matrix.at(1, 0)));
}
