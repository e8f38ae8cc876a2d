/**
 * Enforcing: all models of a space that an action leaves as they are (arXiv 2311.00212).
 *
 * | symbol | name here     | shape                                                    |
 * | B      | constraints   | C_ξ for each generator, K_g − I for each discrete element |
 * | Q      | basis         | P × k, orthonormal columns                               |
 * | k      | dimension     |                                                          |
 *
 * Law: L_ξ(Q β) = 0 and K_g(Q β) = Q β for all β. Generators are enough: brackets follow.
 */
import { DomainError, ShapeError } from "../errors.js";
import type { LinearConditions, ModelSpace } from "../lie-derivative/index.js";
import {
  type DifferentiableMap,
  type ExactCertificate,
  type ExactNullSpace,
  exactNullSpace,
  type Matrix,
  type RankGap,
  SparseMatrix,
  sparseNullSpace,
  type Vector,
} from "../numerics/index.js";
import { actionClosure } from "./closure.js";
import {
  type Constraint,
  type ConstraintChoice,
  chosenConstraints,
  coefficientRows,
} from "./constraints.js";
import { emptyExplanation } from "./explanation.js";
import { type FitOptions, type SymmetricFit, symmetricFit } from "./fit.js";

/** Singular values at most this fraction of the largest count as zero, where no exact path is open. */
export const ENFORCE_TOLERANCE = 1e-9;

export interface EnforceOptions extends ConstraintChoice {
  /**
   * "exact" over the rational numbers, with a certificate; "float" by singular values; "auto"
   * (default): exact where all entries are rational.
   */
  readonly method?: "auto" | "exact" | "float";
  /** Of "float", relative to the largest singular value; default ENFORCE_TOLERANCE. */
  readonly tolerance?: number;
  /** Throw for generators that span no Lie algebra, naming brackets that leave; default false: a note. */
  readonly requireClosed?: boolean;
}

export interface EnforcedSpace {
  readonly space: ModelSpace;
  /** k */
  readonly dimension: number;
  /** Q, P × k. */
  readonly basis: Matrix;
  /** Of an exact decision; its `basis` is in whole numbers. */
  readonly exact?: ExactNullSpace;
  readonly certificate?: ExactCertificate;
  /** What a decision by singular values rests on. */
  readonly gap?: RankGap;
  /** Why only zero is left; absent when something is. */
  readonly explanation?: string;
  /** What the reader should know: closure, why no exact path. */
  readonly notes: readonly string[];
  /** w = Q β. @throws ShapeError unless there are k coordinates */
  parameters(coordinates: ArrayLike<number>): Float64Array;
  /** F = Σ (Q β)_a φ_a. @throws ShapeError unless there are k coordinates */
  model(coordinates: ArrayLike<number>): DifferentiableMap;
  /** Least squares in the space; values is N × n. @throws as `symmetricFit` */
  fit(points: Matrix, values: Matrix, options?: FitOptions): SymmetricFit;
}

/**
 * The null space of the chosen constraints.
 * @throws DomainError for "exact" on entries that are not rational, and with `requireClosed` for
 *   generators that do not close; ShapeError, DomainError for a bad choice of generators
 */
export function enforce(conditions: LinearConditions, options: EnforceOptions = {}): EnforcedSpace {
  const { space } = conditions;
  const { tolerance = ENFORCE_TOLERANCE } = options;
  const constraints = chosenConstraints(conditions, options);
  const notes = closureNotes(conditions, options);
  const solution = solve(space.parameters, constraints, options, notes);
  const { basis } = solution;
  const parameters = (coordinates: ArrayLike<number>): Float64Array => {
    if (coordinates.length !== basis.columns) {
      throw new ShapeError(
        `EnforcedSpace: got ${coordinates.length} coordinates; expected ${basis.columns}, the dimension of the space.`,
      );
    }
    return basis.apply(coordinates);
  };
  return {
    space,
    dimension: basis.columns,
    ...solution,
    ...(basis.columns === 0 && {
      explanation: emptyExplanation(conditions, constraints, tolerance),
    }),
    notes,
    parameters,
    model: (coordinates) => space.model(parameters(coordinates)),
    fit: (points, values, fitOptions = {}) =>
      symmetricFit(space, basis, points, values, fitOptions),
  };
}

type Solution = Pick<EnforcedSpace, "basis" | "exact" | "certificate" | "gap">;

function solve(
  parameters: number,
  constraints: readonly Constraint[],
  options: EnforceOptions,
  notes: string[],
): Solution {
  const { method = "auto", tolerance = ENFORCE_TOLERANCE } = options;
  const blocks = constraints.map(({ matrix }) => matrix);
  if (blocks.length === 0) blocks.push(SparseMatrix.fromEntries(0, parameters, []));
  if (method !== "float") {
    try {
      const exact = exactNullSpace(blocks);
      return { basis: exact.orthonormal(), exact, certificate: exact.certificate };
    } catch (error) {
      if (method === "exact" || !(error instanceof DomainError)) throw error;
      notes.push(`Decided by singular values, since ${error.message}`);
    }
  }
  const { basis, gap, rank, singularValues } = sparseNullSpace(SparseMatrix.stack(blocks), {
    tolerance,
  });
  notes.push(...smallValuesNote(singularValues, rank));
  return { basis, gap };
}

/** A gap that is so wide, and values so small below it, look like generators that are estimates. */
const [ESTIMATE_GAP, ESTIMATE_SHARE] = [10, 0.1];

/** Directions that count as broken although they nearly are not. */
function smallValuesNote(values: Vector, rank: number): string[] {
  const at = values.findIndex(
    (value, k) =>
      k > 0 &&
      k < rank &&
      value <= ESTIMATE_SHARE * values[0] &&
      ESTIMATE_GAP * value <= values[k - 1],
  );
  if (at < 0) return [];
  const [above, below] = [values[at - 1] / values[0], values[at] / values[0]];
  return [
    `In ${rank - at} more directions the constraints are weak, at most ${below.toPrecision(2)} of the strongest, below a gap of ${(above / below).toPrecision(2)}. If the generators are estimates, bring them to a neat algebra first (snapSymmetry), or give a tolerance near ${Math.sqrt(above * below).toPrecision(1)}.`,
  ];
}

function closureNotes(conditions: LinearConditions, options: EnforceOptions): string[] {
  const { action } = conditions;
  const closure = action && actionClosure(action, coefficientRows(conditions, options.generators));
  if (closure === undefined || closure.leaving.length === 0) return [];
  const { leaving, dimension, generated } = closure;
  const finding = `the generators span ${dimension} dimensions but no Lie algebra: ${leaving.slice(0, 6).join(", ")}${leaving.length > 6 ? ` and ${leaving.length - 6} more brackets` : ""} ${leaving.length === 1 ? "leaves" : "leave"} the span${generated === undefined ? "" : `, and the algebra that they generate has dimension ${generated}`}`;
  if (options.requireClosed) {
    throw new DomainError(
      `enforce: ${finding}. Give generators of an algebra, or drop requireClosed: what is enforced is the same.`,
    );
  }
  return [`Note that ${finding}; all of it is enforced.`];
}
