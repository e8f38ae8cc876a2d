/**
 * From matrices to the name of the Lie algebra that they span.
 *
 * The noise of the basis is measured by the closure residual ρ, and singular values up
 * to τ = 20 ρ (within [1e-7, 0.2]; 1e-4 for a single matrix) of the brackets' size count as zero in every rank
 * decision. Invariants do not depend on the basis: dimensions of the derived and lower
 * central series, centre, radical, nilradical, Killing signature, rank.
 */
import type { Matrix } from "../../../numerics/index.js";
import { AbstractAlgebra } from "../abstract-algebra.js";
import { basisBrackets } from "../bracket.js";
import { Decisions, LARGEST_TOLERANCE, requireFraction } from "../decisions.js";
import { generatedAlgebra } from "../generated-algebra.js";
import { DEPENDENCE_TOLERANCE, type MatrixBasis, matrixBasis } from "../matrix-basis.js";
import { matchSubalgebra, type SubalgebraCandidate } from "../snap/match-subalgebra.js";
import { type AlgebraStructure, algebraStructure, decompose } from "../structure/structure.js";
import type { AlgebraIdentity, NamedAlgebra } from "./algebra-identity.js";
import type { Bianchi } from "./bianchi.js";
import { explain } from "./explain.js";
import { nameFactors } from "./factor-names.js";
import { type Coordinates, type Realisation, realisation } from "./realisation.js";

export interface IdentifyOptions {
  /** Relative tolerance of rank decisions in [0, 1); default 20 ρ within [1e-7, 0.2], and 1e-4 for one matrix. */
  readonly tolerance?: number;
  /** Closure residual beyond which the span counts as open; default 0.15. */
  readonly closureTolerance?: number;
  /** Singular value, relative to the largest, below which a matrix depends on the others; default 1e-8. */
  readonly dependenceTolerance?: number;
  /**
   * What the matrices act on: "linear" on ℝⁿ, "homogeneous" on ℝ^(n−1) as (A, b; 0, 0);
   * default "auto", homogeneous when every last row is zero.
   */
  readonly coordinates?: Coordinates;
  /** Algebras to compare with, as subspaces. */
  readonly candidates?: readonly SubalgebraCandidate[];
}

const NOISE_FACTOR = 20;
const SMALLEST_TOLERANCE = 1e-7;
/** One matrix always closes, which says nothing about its noise. */
const SINGLE_TOLERANCE = 1e-4;

/**
 * The Lie algebra spanned by square matrices of one size; dependent ones are dropped.
 * No matrices, or zero matrices, span the algebra {0}.
 * @throws ShapeError for matrices that are not square or differ in size; DomainError for
 *   a NaN and for options out of range
 */
export function identifyAlgebra(
  basis: readonly Matrix[],
  options: IdentifyOptions = {},
): AlgebraIdentity {
  const closureTolerance = requireFraction(
    "identifyAlgebra",
    "closureTolerance",
    options.closureTolerance ?? 0.15,
  );
  if (options.tolerance !== undefined)
    requireFraction("identifyAlgebra", "tolerance", options.tolerance);
  const span = matrixBasis(
    "identifyAlgebra",
    basis,
    options.dependenceTolerance ?? DEPENDENCE_TOLERANCE,
  );
  const { constants, residual } = basisBrackets(span);
  const dimension = span.elements.length;
  const common = { dimension, closureResidual: residual, basis: span.elements };
  if (residual > closureTolerance) {
    const generated = generatedAlgebra(span.elements);
    const name = `open span, dimension ${dimension}`;
    const explanation = `The brackets of the ${dimension} matrices leave their span by ${residual.toPrecision(3)} of their size (more than ${closureTolerance}), so it is no Lie algebra; they generate one of dimension ${generated.dimension}.`;
    return { ...common, closes: false, name, generated, explanation };
  }
  const tolerance =
    options.tolerance ??
    (dimension === 1
      ? SINGLE_TOLERANCE
      : Math.min(LARGEST_TOLERANCE, Math.max(SMALLEST_TOLERANCE, NOISE_FACTOR * residual)));
  const raw = new AbstractAlgebra(dimension, constants);
  const size = raw.scale();
  // Brackets that are all noise are none; others are brought to size one.
  const algebra = raw.scaled(size <= tolerance * Math.sqrt(Math.max(1, dimension)) ? 0 : 1 / size);
  const named = nameSpan(span, algebra, new Decisions(tolerance), options);
  const whole = { ...common, ...named };
  return { ...whole, explanation: explain(whole) };
}

type Unexplained = Omit<NamedAlgebra, "dimension" | "closureResidual" | "basis" | "explanation">;

function nameSpan(
  span: MatrixBasis,
  algebra: AbstractAlgebra,
  decisions: Decisions,
  { candidates = [], coordinates = "auto" }: IdentifyOptions,
): Unexplained {
  const d = algebra.dimension;
  const structure = algebraStructure(algebra, decisions);
  const parts = decompose(structure, decisions);
  const { factors, name, aliases, determined, bianchi } = nameFactors(
    algebra,
    span.elements,
    parts,
    decisions,
  );
  const action = d === 0 ? undefined : realisation(span.elements, decisions, coordinates);
  return {
    ...invariants(structure),
    closes: true,
    name: d === 0 ? "0" : name === "ℝ" ? lineName(action) : name,
    aliases,
    determined,
    tolerance: decisions.tolerance,
    factors,
    bianchi: d === 3 ? (bianchi ?? decomposedBianchi(structure)) : undefined,
    action,
    matches: matchSubalgebra(span.elements, candidates),
    evidence: decisions.evidence,
    weakest: decisions.weakest,
  };
}

function invariants(structure: AlgebraStructure) {
  const d = structure.algebra.dimension;
  const derivedSeries = seriesDimensions(structure.derivedSeries);
  const lowerCentralSeries = seriesDimensions(structure.lowerCentralSeries);
  const radicalDimension = structure.radical.columns;
  return {
    abelian: structure.centre.columns === d,
    nilpotent: lowerCentralSeries[lowerCentralSeries.length - 1] === 0,
    solvable: radicalDimension === d,
    semisimple: radicalDimension === 0 && d > 0,
    reductive: radicalDimension === structure.centre.columns,
    centreDimension: structure.centre.columns,
    radicalDimension,
    nilradicalDimension: structure.nilradical.columns,
    leviDimension: d - radicalDimension,
    derivedSeries,
    lowerCentralSeries,
    killing: structure.killing,
    rank: structure.rank,
  };
}

/** "ℝ (screw)": what the one-parameter group does. */
function lineName(action: Realisation | undefined): string {
  const kind = action?.oneParameter ?? "other";
  return kind === "other" ? "ℝ" : `ℝ (${kind})`;
}

function seriesDimensions(series: readonly Matrix[]): number[] {
  const dimensions = series.map((term) => term.columns);
  const last = dimensions[dimensions.length - 1];
  return last === 0 ? dimensions : [...dimensions, last];
}

/** The types that are sums or simple: I, III, VIII, IX. */
function decomposedBianchi({ centre, radical: rad, killing }: AlgebraStructure): Bianchi {
  if (rad.columns === 0) return { type: killing.negative === 3 ? "IX" : "VIII" };
  return { type: centre.columns === 3 ? "I" : "III" };
}
