/**
 * The blocks of a linear condition that are to hold: chosen combinations of generators, and
 * chosen discrete elements.
 */
import { DomainError, ShapeError } from "../errors.js";
import type { LinearConditions } from "../lie-derivative/index.js";
import { Matrix, SparseMatrix } from "../numerics/index.js";

export interface ConstraintChoice {
  /**
   * Rows of q coefficients: the generators Σ c_p ξ_p to enforce, such as what discovery
   * found. Default: each generator of the action.
   */
  readonly generators?: Matrix | readonly ArrayLike<number>[];
  /**
   * Which discrete elements to enforce, by their place; default all, and none where `generators`
   * are chosen, since then it is another group.
   */
  readonly discrete?: readonly number[];
}

export interface Constraint {
  readonly name: string;
  readonly matrix: SparseMatrix;
}

/**
 * One block for each, with the entries that the algebra has wherever a combination allows it.
 * @throws ShapeError for rows that do not hold q coefficients, DomainError for NaN, Infinity, a
 *   row of zeros or a discrete element that is not there
 */
export function chosenConstraints(
  conditions: LinearConditions,
  choice: ConstraintChoice,
): Constraint[] {
  const rows = coefficientRows(conditions, choice.generators);
  const continuous =
    rows === undefined
      ? conditions.exactBlocks.map((matrix, p) => ({ name: conditions.names[p], matrix }))
      : rows.map((row) => combinedConstraint(conditions, row));
  const places =
    choice.discrete ?? (rows === undefined ? conditions.discrete.map((_, j) => j) : []);
  const discrete = places.map((j) => {
    if (conditions.discrete[j] === undefined) {
      throw new DomainError(
        `enforce: discrete element ${j} is not there; expected places from 0 to ${conditions.discrete.length - 1}.`,
      );
    }
    return { name: conditions.discreteNames[j], matrix: conditions.discrete[j] };
  });
  return [...continuous, ...discrete];
}

/** The rows that were asked for, checked; undefined for all generators as they are. */
export function coefficientRows(
  conditions: LinearConditions,
  generators: ConstraintChoice["generators"],
): Float64Array[] | undefined {
  if (generators === undefined) return undefined;
  const rows =
    generators instanceof Matrix
      ? Array.from({ length: generators.rows }, (_, r) => generators.row(r))
      : generators.map((row) => Float64Array.from(row));
  const q = conditions.blocks.length;
  rows.forEach((row, r) => {
    if (row.length !== q) {
      throw new ShapeError(
        `enforce: generators[${r}] has ${row.length} coefficients; expected ${q}, one for each generator of the action.`,
      );
    }
    const bad = row.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0 || row.every((value) => value === 0)) {
      throw new DomainError(
        `enforce: generators[${r}] ${bad >= 0 ? `holds ${row[bad]} at index ${bad}` : "is zero"}; expected finite coefficients, not all of them 0.`,
      );
    }
  });
  return rows;
}

function combinedConstraint(conditions: LinearConditions, row: Float64Array): Constraint {
  const used = [...row.keys()].filter((p) => row[p] !== 0);
  const name = used
    .map((p) => (row[p] === 1 ? "" : `${Number(row[p].toPrecision(4))} `) + conditions.names[p])
    .join(" + ");
  const scales = used.map((p) => conditions.action?.generators[p].scale ?? 1);
  if (scales.some((scale) => scale !== scales[0]))
    return { name, matrix: conditions.atGenerator(row) };
  const factor = used.length === 1 ? row[used[0]] : 1;
  return {
    name,
    matrix: SparseMatrix.combine(
      used.map((p) => conditions.exactBlocks[p]),
      used.map((p) => row[p] / factor),
    ),
  };
}
