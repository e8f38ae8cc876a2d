/**
 * How often rules for canonical eigenvectors fail, over all eigenspaces of some graphs (Ma et
 * al. 2024, Table 3).
 */
import type { Graph } from "../../../graphs/index.js";
import type { Matrix } from "../../../numerics/index.js";
import { type CanonicalRule, canonicalSpace } from "../spaces/canonical-space.js";
import { eigenspaces } from "../spaces/eigenspaces.js";
import { type SpectralOperator, spectralOperator } from "../spaces/spectral-operator.js";

export interface FailureRatios {
  readonly rule: CanonicalRule;
  /** Eigenvectors of single eigenvalues, and those whose sign the rule cannot choose. */
  readonly simple: number;
  readonly simpleFailed: number;
  /** Spaces of repeated eigenvalues, and those in which the rule finds too few vectors. */
  readonly multiple: number;
  readonly multipleFailed: number;
}

export const CANONICAL_RULES: readonly CanonicalRule[] = [
  "map",
  "fa",
  "oap-hash",
  "oap",
  "optimal",
];

/**
 * One row for each rule, each space for itself.
 * @param operator default "normalised adjacency"
 * @throws as `spectralOperator` and `eigenspaces`
 */
export function failureRatios(
  graphs: readonly (Graph | Matrix)[],
  rules: readonly CanonicalRule[] = CANONICAL_RULES,
  operator: SpectralOperator = "normalised adjacency",
): FailureRatios[] {
  const rows = rules.map((rule) => {
    return { rule, simple: 0, simpleFailed: 0, multiple: 0, multipleFailed: 0 };
  });
  for (const graph of graphs) {
    for (const space of eigenspaces(spectralOperator(graph, operator))) {
      for (const row of rows) {
        const failed = canonicalSpace(space, row.rule).verdict === "canonical" ? 0 : 1;
        if (space.multiplicity === 1) {
          row.simple++;
          row.simpleFailed += failed;
        } else {
          row.multiple++;
          row.multipleFailed += failed;
        }
      }
    }
  }
  return rows;
}
