/**
 * The population risk of each scheme, and the drift of its mean-field flow, on weighted
 * data: for laws that are uniform on particles, and with no chance in them.
 *
 * | symbol        | name here         | shape                                     |
 * | μ             | law               | N × D, rows are particles of mass 1/N     |
 * | π             | data              | weighted points                           |
 * | R^scheme(μ)   | populationRisk    | number                                    |
 * | D_μR(μ, z)    | populationDrift   | one row for each z, D columns             |
 *
 * D_μR(μ, z) = ∇_z ∂R/∂μ (μ, z) = E_π[∂_zσ*(X; z)ᵀ 2(Φ_μ(X) − Y)] for the quadratic loss, and
 * correspondingly with the schemes' losses. At N particles it is N ∂R/∂θ_i at z = θ_i.
 *
 * Laws: R^FA ≤ R^DA, with equality where μ = μ^G; there the drifts of both agree on any
 * data. On invariant data D_μR(M_g μ, M_g z) = M_g D_μR(μ, z).
 */
import { ShapeError } from "../errors.js";
import { Matrix } from "../numerics/index.js";
import { type FixedData, requireDataSizes } from "./data-law.js";
import { symmetrisedData } from "./deterministic-data.js";
import { projectedCloud } from "./distance/index.js";
import { averagedMean, ensembleMean } from "./network.js";
import { requireScheme, type Scheme } from "./scheme.js";
import type { JointSymmetry } from "./symmetry.js";
import type { Unit } from "./unit/unit.js";

/** What a risk is of: a unit, its symmetry, and data with weights, such as quadratureData gives. */
export interface PopulationProblem {
  unit: Unit;
  symmetry: JointSymmetry;
  data: FixedData;
}

/** R^scheme(μ); both augmentations have the same. @throws ShapeError for particles of another dimension */
export function populationRisk(problem: PopulationProblem, scheme: Scheme, law: Matrix): number {
  const { errors, weights } = residuals("populationRisk", problem, scheme, law);
  let risk = 0;
  weights.forEach((weight, s) => {
    for (const error of errors.row(s)) risk += weight * error ** 2;
  });
  return risk;
}

/**
 * D_μR^scheme(μ, z) for each row z of `at`: the direction in which training moves a
 * particle away from, at speed ς.
 * @param at n × D; the law's own particles when left out
 * @returns n × D
 */
export function populationDrift(
  problem: PopulationProblem,
  scheme: Scheme,
  law: Matrix,
  at: Matrix = law,
): Matrix {
  const { unit, symmetry } = problem;
  requireParameters("populationDrift", "at", at, unit);
  const { inputs, errors, weights } = cotangents("populationDrift", problem, scheme, law);
  const held = scheme === "equivariant";
  const places = held ? projectedCloud(at, symmetry.projector) : at;
  const drift = new Matrix(at.rows, at.columns);
  const cotangent = new Float64Array(unit.outputDimension);
  for (let i = 0; i < at.rows; i++) {
    for (let s = 0; s < inputs.rows; s++) {
      for (let k = 0; k < cotangent.length; k++) cotangent[k] = 2 * weights[s] * errors.at(s, k);
      unit.pullback(inputs.row(s), places.row(i), cotangent, drift.row(i));
    }
  }
  return held ? projectedCloud(drift, symmetry.projector) : drift;
}

interface Residuals {
  inputs: Matrix;
  /** Prediction minus target at each input. */
  errors: Matrix;
  weights: Float64Array;
}

/** Of which the weighted squares are the risk. */
function residuals(
  caller: string,
  problem: PopulationProblem,
  scheme: Scheme,
  law: Matrix,
): Residuals {
  requireScheme(caller, scheme);
  const { unit, symmetry } = problem;
  requireParameters(caller, "law", law, unit);
  requireDataSizes(caller, problem.data, unit);
  const orbit = scheme === "augmentation-orbit" || scheme === "augmentation-sampled";
  const data = orbit ? symmetrisedData(problem.data, symmetry) : problem.data;
  const { inputs, outputs, weights } = data;
  const placed = scheme === "equivariant" ? projectedCloud(law, symmetry.projector) : law;
  if (scheme !== "feature-averaging") {
    return { inputs, errors: ensembleMean(unit, placed, inputs).subtract(outputs), weights };
  }
  return { inputs, errors: averagedMean(unit, symmetry, law, inputs).subtract(outputs), weights };
}

/** The residuals where the unit sees them: for feature averaging ρ̂_g r at ρ_g x, for each g. */
function cotangents(
  caller: string,
  problem: PopulationProblem,
  scheme: Scheme,
  law: Matrix,
): Residuals {
  const own = residuals(caller, problem, scheme, law);
  if (scheme !== "feature-averaging") return own;
  const { inputs, outputs, weights } = symmetrisedData(
    { ...problem.data, outputs: own.errors },
    problem.symmetry,
  );
  return { inputs, errors: outputs, weights };
}

function requireParameters(caller: string, argument: string, cloud: Matrix, unit: Unit): void {
  if (cloud.columns !== unit.parameterDimension || cloud.rows === 0) {
    throw new ShapeError(
      `${caller}: got ${argument} of shape ${cloud.rows} × ${cloud.columns}; expected at least one row of ${unit.parameterDimension} parameters for the ${unit.name}.`,
    );
  }
}
