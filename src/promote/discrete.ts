/**
 * Promoting single elements of a group: which of the candidates g does the model keep?
 *
 *   noiseless   min Σ_g a_g ‖K_gF − F‖  s.t.  Θ w = Y
 *   noisy       min 1/(2N) ‖Θ w − Y‖² + γ Σ_g a_g ‖K_gF − F‖
 *
 * | symbol | name here        |                                                         |
 * | a_g    | candidateWeights | default 1 for each: ‖·‖ is the root mean square under a  |
 * |        |                  | probability measure, equal in unit for all g             |
 *
 * A group lasso: the norm itself and not its square, so that some of the terms are zero at
 * the optimum and g is kept exactly.
 */
import { DomainError, ShapeError } from "../errors.js";
import type { LieDerivative } from "../lie-derivative/index.js";
import type { PolynomialMeasure } from "../numerics/index.js";
import { type PromotionData, preparedData } from "./data.js";
import { exactData } from "./solver/data/exact-data.js";
import { leastSquaresData } from "./solver/data/least-squares-data.js";
import { LieOperator } from "./solver/lie-operator.js";
import { columnwiseNorm } from "./solver/matrix-norm.js";
import { finish, minimise } from "./solver/minimise.js";
import { type Optimality, optimality } from "./solver/optimality.js";

export interface DiscreteOptions {
  /** γ; without it the values are taken as exact. */
  weight?: number;
  /** a_g, one for each discrete element of the action. */
  candidateWeights?: ArrayLike<number>;
  measure?: PolynomialMeasure;
  tolerance?: number;
  iterations?: number;
  /** Elements whose ‖K_gF − F‖ is below this share of ‖F‖'s scale count as kept; default 1e-5. */
  keptTolerance?: number;
}

export interface DiscretePromotion extends Optimality {
  readonly coefficients: Float64Array;
  readonly names: readonly string[];
  /** ‖K_gF − F‖ for each candidate, without a_g. */
  readonly defects: Float64Array;
  readonly kept: readonly boolean[];
  readonly converged: boolean;
  readonly iterations: number;
}

/** @throws DomainError for an action without discrete elements or weights that are not positive; as `promote` */
export function promoteDiscrete(
  derivative: LieDerivative,
  data: PromotionData,
  options: DiscreteOptions = {},
): DiscretePromotion {
  const { discrete, discreteNames: names, space } = derivative;
  const { weight, tolerance, iterations, keptTolerance = 1e-5 } = options;
  const weights = Float64Array.from(options.candidateWeights ?? names.map(() => 1));
  if (discrete.length === 0) {
    throw new DomainError(
      `promoteDiscrete: "${derivative.action.name}" has no discrete elements; give the candidates as \`discrete\` of the action.`,
    );
  }
  if (weights.length !== discrete.length) {
    throw new ShapeError(
      `promoteDiscrete: got ${weights.length} candidateWeights; expected ${discrete.length}, one for each of ${names.join(", ")}.`,
    );
  }
  const bad = weights.findIndex((a) => !(a > 0 && Number.isFinite(a)));
  if (bad >= 0) {
    throw new DomainError(
      `promoteDiscrete: candidateWeights[${bad}] is ${weights[bad]}; expected a positive number.`,
    );
  }
  const { design, values } = preparedData("promoteDiscrete", space, data);
  const operator = LieOperator.from(
    discrete.map((block, g) => block.scale(weights[g])),
    space.parameters,
    derivative.root(options.measure),
  );
  const term =
    weight === undefined
      ? exactData(operator, design, values)
      : leastSquaresData(operator, design, values);
  const norm = columnwiseNorm;
  const solution = finish(minimise(term, { weight, tolerance, iterations, norm }));
  const coefficients = solution.w;
  const L = operator.matrix(coefficients);
  const defects = weights.map((a, g) => Math.hypot(...L.column(g)) / a);
  const scale = Math.hypot(...coefficients) * Math.sqrt(operator.gram().trace());
  return {
    ...optimality(term, solution, weight, norm),
    ...{ coefficients, names, defects },
    kept: Array.from(defects, (defect) => defect <= keptTolerance * scale),
    ...{ converged: solution.converged, iterations: solution.iteration },
  };
}
