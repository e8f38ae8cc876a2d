/**
 * Rules for means over compact Lie groups of matrices, exact for polynomials in the
 * entries of degree below `points`.
 *
 * | group      | elements                                                 | weights         |
 * | SO(2)      | `points` equally spaced angles                           | equal           |
 * | SO(3)      | R_z(α) R_y(β) R_z(γ); α, γ equally spaced, cos β Gauss–Legendre | of cos β |
 * | O(2), O(3) | the rule of SO(n), and it times a reflection             | halves          |
 *
 * On SO(3) the matrix element m, n of degree l is e^{−imα} d^l_mn(β) e^{−inγ}: `points`
 * angles kill it unless m = n = 0, and then it is the polynomial P_l(cos β), for which
 * ⌈points / 2⌉ nodes are exact.
 */
import { DomainError } from "../../../errors.js";
import { gaussLegendre, Matrix } from "../../../numerics/index.js";
import type { HaarQuadrature } from "../../haar.js";
import { partialTurn } from "../../rotation.js";

/** Points beyond which the rule of SO(3) would have over a million elements. */
const LARGEST_RULE = 120;

/** The n equally spaced rotations with equal weights. @throws DomainError unless n ≥ 1 is whole */
export function equalAngles(points: number): HaarQuadrature<Matrix> {
  requirePoints("SO(2)", points);
  return {
    elements: Array.from({ length: points }, (_, k) => partialTurn(k, points)),
    weights: new Float64Array(points).fill(1 / points),
  };
}

/** points² ⌈points / 2⌉ rotations of space. @throws DomainError unless 1 ≤ points ≤ 120 is whole */
export function eulerAngles(points: number): HaarQuadrature<Matrix> {
  requirePoints("SO(3)", points, LARGEST_RULE);
  const { nodes, weights } = gaussLegendre(Math.ceil(points / 2));
  const circle = Array.from({ length: points }, (_, k) => aboutZ(partialTurn(k, points)));
  const elements: Matrix[] = [];
  const out: number[] = [];
  nodes.forEach((cosine, k) => {
    const tilt = aboutY(cosine);
    for (const outer of circle) {
      const turned = outer.multiply(tilt);
      for (const inner of circle) {
        elements.push(turned.multiply(inner));
        out.push(weights[k] / (points * points));
      }
    }
  });
  return { elements, weights: Float64Array.from(out) };
}

/** The rule on two components: as it is, and times `reflection`. */
export function withReflection(
  rule: HaarQuadrature<Matrix>,
  reflection: Matrix,
): HaarQuadrature<Matrix> {
  const halves = rule.weights.map((weight) => weight / 2);
  return {
    elements: [...rule.elements, ...rule.elements.map((g) => g.multiply(reflection))],
    weights: Float64Array.from([...halves, ...halves]),
  };
}

function aboutZ(turn: Matrix): Matrix {
  return turn.directSum(Matrix.identity(1));
}

function aboutY(cosine: number): Matrix {
  const sine = Math.sqrt((1 - cosine) * (1 + cosine));
  return new Matrix(3, 3, Float64Array.of(cosine, 0, sine, 0, 1, 0, -sine, 0, cosine));
}

function requirePoints(name: string, points: number, largest = Number.POSITIVE_INFINITY): void {
  if (!Number.isInteger(points) || points < 1 || points > largest) {
    throw new DomainError(
      `haarQuadrature: got ${points} points on ${name}; expected a whole number ≥ 1${Number.isFinite(largest) ? ` and at most ${largest}` : ""}, above the degree to be integrated.`,
    );
  }
}
