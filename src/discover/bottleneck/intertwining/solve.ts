/**
 * The intertwining information bottleneck min I_κ(A;T) − β D(κp‖κq), solved to a certified global
 * optimum (arXiv 2310.16555; the loss is a mean Itakura–Saito divergence of scalars, so that the
 * problem over laws of ρ is convex).
 *
 * | symbol       | name here  | shape                                                  |
 * | ρ_j, w_j     | ratios, weights | symbols                                           |
 * | κ(j|l)       | encoder    | levels × symbols                                       |
 * | log max c    | gap        | L(κ) − min L is at most this                           |
 *
 * Law: c(ρ) = Σ_l P_l e^{−β d(r_l, ρ)} / Z_l ≤ 1 for all ρ > 0 iff the code is optimal. Impossible
 * pairs have a symbol ρ = 0 of their own, which costs nothing and is not listed.
 */
import { AbortedError } from "../../../errors.js";
import { interruptSignal } from "../../../interrupt.js";
import type { Bottleneck, BottleneckOptions } from "../bottleneck.js";
import type { IntertwiningSolution } from "../intertwining-types.js";
import { codeOf } from "./code.js";
import { type Letters, type LevelLaws, lettersOf, requireBeta } from "./letters.js";
import { bestMixture } from "./mixture/best-mixture.js";
import { type Cluster, clustersOf, type Mixture } from "./mixture/cluster.js";

/** Where to begin, which saves time and changes nothing else. */
export interface IntertwiningOptions extends Pick<BottleneckOptions, "signal"> {
  /** The solution at a neighbouring β. */
  readonly from?: Pick<IntertwiningSolution, "ratios" | "weights">;
}

/**
 * The optimal code at β > 0 (nats of rate for one nat of relevance). Memory: levels × symbols
 * within reach of each other; the dense encoder is made when it is first read.
 * @throws DomainError for β or levels that are none; AbortedError
 */
export function iibSolve(
  levels: LevelLaws,
  beta: number,
  options: IntertwiningOptions = {},
): IntertwiningSolution {
  requireBeta(beta, "iibSolve");
  return solveLetters(lettersOf(levels, "iibSolve"), beta, options);
}

/** `iibSolve` for letters that were checked. */
export function solveLetters(
  letters: Letters,
  beta: number,
  { from, signal = interruptSignal() }: IntertwiningOptions = {},
): IntertwiningSolution {
  const clusters = clustersOf(letters.logs, letters.P, beta);
  const starts = from === undefined ? undefined : distributed(from, clusters);
  const mixtures = clusters.map((cluster, i) => {
    if (signal?.aborted) {
      throw new AbortedError(
        `iibSolve: stopped by the caller at β = ${beta}, ${i} of ${clusters.length} clusters of levels done.`,
      );
    }
    return bestMixture(cluster, starts?.[i]);
  });
  return codeOf(letters, beta, clusters, mixtures);
}

/** The symbols of another solution, each with the cluster in which it lies. */
function distributed(
  { ratios, weights }: Pick<IntertwiningSolution, "ratios" | "weights">,
  clusters: readonly Cluster[],
): Mixture[] {
  let j = 0;
  return clusters.map(({ origin, x, reach }, i) => {
    const end = origin + x[x.length - 1] + (i + 1 < clusters.length ? reach.above : Infinity);
    const theta: number[] = [];
    const weight: number[] = [];
    for (; j < ratios.length && Math.log(ratios[j]) <= end; j++) {
      const place = Math.log(ratios[j]) - origin;
      theta.push(Math.min(Math.max(place, 0), x[x.length - 1]));
      weight.push(weights[j]);
    }
    return { theta: Float64Array.from(theta), weight: Float64Array.from(weight) };
  });
}

/** The method as a `Bottleneck`. @throws ShapeError, DomainError as `iibSolve` */
export function intertwiningBottleneck(levels: LevelLaws): Bottleneck<IntertwiningSolution> {
  const letters = lettersOf(levels, "intertwiningBottleneck");
  return {
    name: "intertwining information bottleneck",
    letterLaw: letters.P,
    fullRelevance: letters.divergence,
    solve(beta: number, options: BottleneckOptions = {}): IntertwiningSolution {
      requireBeta(beta, "intertwiningBottleneck");
      const from = options.from as IntertwiningSolution | undefined;
      return solveLetters(letters, beta, { signal: options.signal, from });
    },
  };
}

/**
 * The solutions at several β, each begun from the one before.
 * @throws DomainError as `iibSolve`; AbortedError
 */
export function intertwiningPath(
  levels: LevelLaws,
  betas: readonly number[],
  options: {
    signal?: AbortSignal;
    onProgress?(progress: { done: number; total: number }): void;
  } = {},
): IntertwiningSolution[] {
  const letters = lettersOf(levels, "intertwiningPath");
  for (const beta of betas) requireBeta(beta, "intertwiningPath");
  const { signal = interruptSignal(), onProgress } = options;
  const solutions: IntertwiningSolution[] = [];
  for (const beta of betas) {
    solutions.push(solveLetters(letters, beta, { signal, from: solutions[solutions.length - 1] }));
    onProgress?.({ done: solutions.length, total: betas.length });
  }
  return solutions;
}
