/**
 * Eigenvectors that depend on the graph alone: not on the solver, and on the order of the
 * vertices only by being reordered with them (Ma et al. 2024, with optimal classes, exact
 * leftovers and spaces that help each other).
 *
 * | symbol | name here      | meaning                                                       |
 * | k      | count          | columns that are kept; spaces are made canonical whole before |
 * | V, W   | fixed, loose   | of a space's kept columns: the canonical ones, and the others |
 * | |C|    | ambiguity()    | how many encodings a graph has                                |
 *
 * Law: for a permutation σ of the vertices, the set of encodings of σ M is that of M with
 * rows moved by σ.
 */
import { DomainError } from "../../../errors.js";
import { Graph } from "../../../graphs/index.js";
import { columnRange, type Matrix } from "../../../numerics/index.js";
import { CLASS_TOLERANCE } from "../rules/node-classes.js";
import type { MatrixSymmetry } from "../rules/stabiliser.js";
import { type CanonicalRule, type CanonicalSpace, canonicalSpace } from "./canonical-space.js";
import { eigenspaces, SPACE_TOLERANCE, sideBySide } from "./eigenspaces.js";
import { helpedSpaces, surroundings } from "./joint-spaces.js";
import { type SpectralOperator, spectralOperator } from "./spectral-operator.js";

export interface CanonicalOptions {
  /** Default "optimal". */
  readonly rule?: CanonicalRule;
  /** Columns to keep; default all. */
  readonly count?: number;
  /** Whole spaces to leave out first, such as 1 for the trivial one; default 0. */
  readonly skip?: number;
  /** Which end of the spectrum comes first; default "largest". */
  readonly from?: "largest" | "smallest";
  /** Which matrix of a graph; default "normalised adjacency". A Matrix is taken as it is unless named. */
  readonly operator?: SpectralOperator;
  /**
   * Spaces help each other: vectors already fixed tell vertices apart for the others, and
   * "optimal" takes the symmetries of the whole matrix for those of one space. Default false.
   */
  readonly joint?: boolean;
  /** With `joint`: vertices of two colours differ, such as kinds of atoms. */
  readonly colours?: ArrayLike<number>;
  /** Relative to the largest |eigenvalue|. */
  readonly spaceTolerance?: number;
  /** Entries of projectors and unit vectors nearer than this are equal. */
  readonly classTolerance?: number;
}

/** A space with how many of its columns are kept. */
export interface KeptSpace extends CanonicalSpace {
  readonly keep: number;
}

export interface CanonicalEigenvectors {
  readonly vertices: number;
  /** Such as "normalised adjacency", or "the matrix" as it was given. */
  readonly operator: string;
  readonly rule: CanonicalRule;
  readonly matrix: Matrix;
  /** The spaces that the kept columns are from, in their order. */
  readonly spaces: readonly KeptSpace[];
  /** n × Σ min(keep, r): the canonical columns of all spaces. */
  readonly vectors: Matrix;
  /** The symmetries of the whole, where `joint` asked for them. */
  readonly symmetry?: MatrixSymmetry;
}

/**
 * @throws DomainError for a count or skip that is no whole number ≥ 0, and as
 *   `spectralOperator` and `eigenspaces`
 */
export function canonicalizeEigenvectors(
  input: Matrix | Graph,
  options: CanonicalOptions = {},
): CanonicalEigenvectors {
  const { rule = "optimal", skip = 0, from = "largest", joint = false } = options;
  const { classTolerance = CLASS_TOLERANCE, spaceTolerance = SPACE_TOLERANCE } = options;
  const named = options.operator ?? (input instanceof Graph ? "normalised adjacency" : undefined);
  const matrix = named || input instanceof Graph ? spectralOperator(input, named!) : input;
  const count = options.count ?? matrix.rows;
  for (const [name, value] of Object.entries({ count, skip })) {
    if (Number.isInteger(value) && value >= 0) continue;
    throw new DomainError(
      `canonicalizeEigenvectors: ${name} is ${value}; expected a whole number ≥ 0.`,
    );
  }
  const ascending = eigenspaces(matrix, spaceTolerance);
  const ordered = (from === "largest" ? ascending.reverse() : ascending).slice(skip);
  const kept: { space: (typeof ordered)[number]; keep: number }[] = [];
  for (let left = count; left > 0 && kept.length < ordered.length; ) {
    const space = ordered[kept.length];
    kept.push({ space, keep: Math.min(left, space.multiplicity) });
    left -= space.multiplicity;
  }
  const around = joint ? surroundings(input, rule, options.colours, classTolerance) : {};
  const alone = kept.map(({ space }) => canonicalSpace(space, rule, around, classTolerance));
  const result =
    joint && rule !== "optimal"
      ? helpedSpaces(
          alone,
          kept.map(({ space }) => space),
          rule,
          around,
          classTolerance,
        )
      : alone;
  const spaces = result.map((space, k) => ({ ...space, keep: kept[k].keep }));
  const vectors = sideBySide(
    matrix.rows,
    spaces.map((space) => keptColumns(space).fixed),
  );
  return {
    vertices: matrix.rows,
    operator: named ?? "the matrix",
    rule,
    matrix,
    spaces,
    vectors,
    ...(around.symmetry ? { symmetry: around.symmetry } : {}),
  };
}

/** A space's kept columns: first the canonical ones, then of what is left over. */
export function keptColumns({ vectors, leftover, keep }: KeptSpace): {
  fixed: Matrix;
  loose: Matrix;
} {
  const fixed = Math.min(keep, vectors.columns);
  return {
    fixed: columnRange(vectors, 0, fixed),
    loose: columnRange(leftover, 0, keep - fixed),
  };
}
