/**
 * Invariants of a tensor product, from what generates the group on each factor:
 *
 *   (Σ_a I ⊗ … D_a … ⊗ I) x = 0 for each generator,  (⊗_a M_a − I) x = 0 for each element.
 *
 * Rational factors are solved exactly, others by singular values. Nothing dense of the
 * product's size squared is ever formed on the exact path.
 */
import { DomainError } from "../../errors.js";
import {
  type ExactCertificate,
  exactNullSpace,
  kroneckerSum,
  type RankGap,
  SparseMatrix,
  sparseNullSpace,
} from "../../numerics/index.js";
import { rationalElement } from "./quarter-turns.js";
import type { FactorGenerators } from "./tensor-factor.js";

/** A tensor product with more coordinates is refused. */
export const LARGEST_TENSOR = 4_000_000;

export interface IntertwinerOptions {
  /** "auto": exact where all matrices of a block are rational, Float64 elsewhere. */
  readonly method?: "auto" | "exact" | "float64";
  /** Of the Float64 path, relative to the largest singular value; default as in `nullSpace`. */
  readonly tolerance?: number;
}

/** What the dimension of one space of invariants rests on. */
export interface InvariantEvidence {
  /** Coordinates of the tensor product. */
  readonly unknowns: number;
  readonly dimension: number;
  readonly method: "exact" | "float64";
  /** Of the exact path. */
  readonly certificate?: ExactCertificate;
  /** Of the Float64 path. */
  readonly gap?: RankGap;
  /** Largest ‖A q‖ of a constraint A (‖ξ‖ = 1 for a generator) on a basis vector q of length one. */
  readonly residual: number;
}

export interface InvariantTensors {
  /** unknowns × dimension, orthonormal columns. */
  readonly basis: SparseMatrix;
  readonly evidence: InvariantEvidence;
}

/** @throws DomainError for more than LARGEST_TENSOR coordinates, and what the null spaces throw */
export function invariantTensors(
  factors: readonly FactorGenerators[],
  norms: readonly number[],
  options: IntertwinerOptions,
): InvariantTensors {
  const unknowns = factors.reduce((product, factor) => product * factor.dimension, 1);
  if (unknowns > LARGEST_TENSOR) {
    throw new DomainError(
      `intertwiners: a block between two summands has ${unknowns} unknowns; expected at most ${LARGEST_TENSOR}. Use tensors of lower order.`,
    );
  }
  const { method = "auto" } = options;
  const exact = method === "exact" || (method === "auto" && factors.every((f) => f.rational));
  const elements = elementConstraints(factors);
  const generators = norms.map((_, j) => kroneckerSum(factors.map((f) => f.differentials[j])));
  const scaled = (): SparseMatrix[] => [
    ...elements,
    ...generators.map((block, j) => block.scale(1 / norms[j])),
  ];
  if (elements.length + generators.length === 0) {
    return unconstrained(unknowns);
  }
  if (exact) {
    const implied = impliedConstraints(factors, norms.length);
    const solved = exactNullSpace([...elements, ...generators], { implied });
    const basis = solved.sparseOrthonormal();
    const { dimension, certificate } = solved;
    const residual = largestResidual(scaled(), basis);
    return { basis, evidence: { unknowns, dimension, method: "exact", certificate, residual } };
  }
  const blocks = scaled();
  const { sparseBasis: basis, gap } = sparseNullSpace(SparseMatrix.stack(blocks), options);
  const residual = largestResidual(blocks, basis);
  const dimension = basis.columns;
  return { basis, evidence: { unknowns, dimension, method: "float64", gap, residual } };
}

/** Without generators everything is invariant. */
function unconstrained(unknowns: number): InvariantTensors {
  const certificate: ExactCertificate = {
    unknowns,
    rank: 0,
    primes: [],
    largestEntry: 1n,
    arithmetic: "safe integers",
  };
  return {
    basis: SparseMatrix.identity(unknowns),
    evidence: { unknowns, dimension: unknowns, method: "exact", certificate, residual: 0 },
  };
}

function elementConstraints(factors: readonly FactorGenerators[]): SparseMatrix[] {
  const count = factors[0]?.elements.length ?? 0;
  return Array.from({ length: count }, (_, h) => fixedBy(factors.map((f) => f.elements[h])));
}

function impliedConstraints(factors: readonly FactorGenerators[], count: number): SparseMatrix[] {
  return Array.from({ length: count }, (_, j) =>
    rationalElement(factors.map((f) => f.differentials[j])),
  ).flatMap((element) => (element === undefined ? [] : [fixedBy(element)]));
}

/** ⊗ M_a − I. */
function fixedBy(matrices: readonly SparseMatrix[]): SparseMatrix {
  const product = matrices.reduce((left, right) => left.kronecker(right));
  return product.add(SparseMatrix.identity(product.rows), -1);
}

function largestResidual(blocks: readonly SparseMatrix[], basis: SparseMatrix): number {
  const width = basis.columns;
  const row = new Float64Array(width);
  let largest = 0;
  for (const { rows, rowStarts, columnIndices, values } of blocks) {
    const squares = new Float64Array(width);
    for (let i = 0; i < rows; i++) {
      row.fill(0);
      for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
        const source = columnIndices[k];
        for (let l = basis.rowStarts[source]; l < basis.rowStarts[source + 1]; l++) {
          row[basis.columnIndices[l]] += values[k] * basis.values[l];
        }
      }
      for (let v = 0; v < width; v++) squares[v] += row[v] * row[v];
    }
    for (const square of squares) largest = Math.max(largest, Math.sqrt(square));
  }
  return largest;
}
