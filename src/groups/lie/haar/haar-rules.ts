/**
 * Rules for means over compact Lie groups.
 *
 * SO(2): n equally spaced rotations with equal weights, exact for cos kφ and
 * sin kφ with k < n.
 */
import { DomainError } from "../../../errors.js";
import type { Matrix } from "../../../numerics/index.js";
import type { HaarQuadrature } from "../../haar.js";
import { partialTurn } from "../../rotation.js";

/** The n equally spaced rotations with equal weights. @throws DomainError unless n ≥ 1 is whole */
export function equalAngles(points: number): HaarQuadrature<Matrix> {
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
