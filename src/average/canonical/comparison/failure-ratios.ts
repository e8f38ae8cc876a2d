/**
 * How often rules for canonical eigenvectors fail, over all eigenspaces of some graphs (Ma et
 * al. 2024, Table 3).
 */
import type { Graph } from "../../../graphs/index.js";
import type { Matrix } from "../../../numerics/index.js";
import type { CanonicalRule } from "../spaces/canonical-space.js";
import {
  type CanonicalOptions,
  canonicalizeEigenvectors,
} from "../spaces/canonicalize-eigenvectors.js";

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

/** One row for each rule. @throws as `canonicalizeEigenvectors` */
export function failureRatios(
  graphs: readonly (Graph | Matrix)[],
  rules: readonly CanonicalRule[] = CANONICAL_RULES,
  options: Omit<CanonicalOptions, "rule"> = {},
): FailureRatios[] {
  return rules.map((rule) => {
    const counts = { simple: 0, simpleFailed: 0, multiple: 0, multipleFailed: 0 };
    for (const graph of graphs) {
      for (const space of canonicalizeEigenvectors(graph, { ...options, rule }).spaces) {
        const failed = space.verdict === "canonical" ? 0 : 1;
        if (space.multiplicity === 1) {
          counts.simple++;
          counts.simpleFailed += failed;
        } else {
          counts.multiple++;
          counts.multipleFailed += failed;
        }
      }
    }
    return { rule, ...counts };
  });
}
