/**
 * Do the counts contradict a group of equivariances? The likelihood-ratio test (S. S. Wilks 1938).
 *
 * | symbol | name here | meaning                                                             |
 * | n_xy   | counts    | how often y followed x                                              |
 * | p̃      | kernel    | likeliest kernel with p̃(τy|σx) = p̃(y|x): on each orbit O of pairs    |
 * |        |           | Σ_O n_xy / Σ_O n_x                                                   |
 * | G²     | deviance  | 2 Σ n_xy log(n_xy / (n_x p̃(y|x)))                                   |
 * |        | freedom   | how many parameters the symmetry saves                               |
 *
 * If the symmetry is exact and the counts are large, G² is a χ² variable with that freedom.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { chiSquareTail, Matrix } from "../../../numerics/index.js";
import type { EquivarianceGroup } from "../../equivariance/equivariance-group.js";
import { countMatrix } from "../counts.js";

export interface SymmetryFit {
  /** p̃(y|x), |X| × |Y|: the rows pooled over the group. Uniform where no input of an orbit occurs. */
  readonly kernel: Matrix;
  readonly deviance: number;
  readonly freedom: number;
  /**
   * How often counts of a channel with exactly these equivariances deviate as much. A group that was
   * chosen by the same counts has a value that is somewhat too large.
   */
  readonly pValue: number;
  /** The least n_x p̃(y|x); below about 5 the value of p is rough. */
  readonly leastExpected: number;
}

export interface SymmetryFitOptions {
  /**
   * How many times the variance of independent draws the counts have, 1 unless given: 2 for counts
   * that were drawn from counts, more for draws that come in bunches.
   */
  readonly dispersion?: number;
}

/**
 * @param group acts on the inputs and outputs that the counts have
 * @throws ShapeError for a group of other alphabets; DomainError for a dispersion that is not > 0;
 *   DataError for counts that are no whole numbers
 */
export function symmetryFit(
  counts: Matrix | readonly (readonly number[])[],
  group: EquivarianceGroup,
  { dispersion = 1 }: SymmetryFitOptions = {},
): SymmetryFit {
  if (!(dispersion > 0 && dispersion < Infinity)) {
    throw new DomainError(`symmetryFit: dispersion is ${dispersion}; expected a number above 0.`);
  }
  const n = countMatrix("symmetryFit", counts);
  if (group.inputs !== n.rows || group.outputs !== n.columns) {
    throw new ShapeError(
      `symmetryFit: the group acts on ${group.inputs} inputs and ${group.outputs} outputs, and the counts are ${n.rows} × ${n.columns}; expected the same alphabets.`,
    );
  }
  const totals = Float64Array.from({ length: n.rows }, (_, x) => n.row(x).reduce((a, b) => a + b));
  const { kernel, parameters } = pooled(n, totals, group);
  let deviance = 0;
  let leastExpected = Number.POSITIVE_INFINITY;
  let seen = 0;
  for (let x = 0; x < n.rows; x++) {
    if (totals[x] === 0) continue;
    seen++;
    for (let y = 0; y < n.columns; y++) {
      const expected = totals[x] * kernel.at(x, y);
      const count = n.at(x, y);
      if (count > 0) deviance += 2 * count * Math.log(count / expected);
      leastExpected = Math.min(leastExpected, expected);
    }
  }
  const freedom = Math.max(0, seen * (n.columns - 1) - parameters);
  // What no parameter is saved by fits exactly; what is left then is rounding.
  const excess = freedom === 0 ? 0 : Math.max(0, deviance);
  const pValue = chiSquareTail(excess / dispersion, freedom);
  return { kernel, deviance: excess, freedom, pValue, leastExpected };
}

/** Σ_O n_xy / Σ_O n_x for each orbit, and how many free numbers these are. */
function pooled(
  n: Matrix,
  totals: Float64Array,
  group: EquivarianceGroup,
): { kernel: Matrix; parameters: number } {
  const orbits = group.pairOrbits();
  const met = new Float64Array(orbits.length);
  const tried = new Float64Array(orbits.length);
  for (let x = 0; x < n.rows; x++) {
    for (let y = 0; y < n.columns; y++) {
      const a = x * n.columns + y;
      met[orbits[a]] += n.data[a];
      tried[orbits[a]] += totals[x];
    }
  }
  const kernel = new Matrix(n.rows, n.columns);
  let parameters = 0;
  for (let a = 0; a < orbits.length; a++) {
    const orbit = orbits[a];
    kernel.data[a] = tried[orbit] > 0 ? met[orbit] / tried[orbit] : 1 / n.columns;
    if (orbit === a && tried[a] > 0) parameters++;
  }
  // On each orbit of inputs the probabilities sum to one.
  const triedInputs = new Set<number>();
  for (let x = 0; x < n.rows; x++) if (totals[x] > 0) triedInputs.add(group.inputOrbits[x]);
  return { kernel, parameters: parameters - triedInputs.size };
}
