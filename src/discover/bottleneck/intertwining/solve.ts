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
import { codeOf, type SolvedCluster } from "./code.js";
import { type Letters, type LevelLaws, lettersOf, requireBeta } from "./letters.js";
import { bestMixture } from "./mixture/best-mixture.js";
import { itakuraSaitoOfLog } from "./mixture/bump.js";
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
  const solved: SolvedCluster[] = [];
  let rest = Array.from(letters.P.keys());
  let first = true;
  while (rest.length > 0) {
    const [heavy, light] = apart(rest, letters.P);
    const clusters = clustersOf(letters.logs, letters.P, beta, heavy);
    const starts = first && from !== undefined ? distributed(from, clusters) : undefined;
    clusters.forEach((cluster, i) => {
      const check = (): void => {
        if (!signal?.aborted) return;
        throw new AbortedError(
          `iibSolve: stopped by the caller at β = ${beta}, ${i} of ${clusters.length} clusters of levels done.`,
        );
      };
      check();
      solved.push({ cluster, mixture: bestMixture(cluster, starts?.[i], check), certified: first });
    });
    rest = light.filter((l) => !isServed(letters, l, beta, solved));
    first = false;
  }
  return codeOf(letters, beta, solved);
}

/**
 * Letters that weigh nothing beside the others: leaving them out lowers the free energy, and
 * codes that serve each at least as well as a symbol of its own raise it by no more than
 * Σ P log(1/P) over them. They have their turn afterwards, among themselves.
 */
const LIGHT_COST = 1e-11;

function apart(chosen: readonly number[], P: Float64Array): [number[], number[]] {
  let mass = 0;
  for (const l of chosen) mass += P[l];
  const ascending = [...chosen].sort((i, j) => P[i] - P[j]);
  let cost = 0;
  let lightest = 0;
  for (; lightest < ascending.length - 1; lightest++) {
    const share = P[ascending[lightest]] / mass;
    cost -= share * Math.log(share);
    if (cost > LIGHT_COST) break;
  }
  if (lightest === 0) return [[...chosen], []];
  const light = new Set(ascending.slice(0, lightest));
  return [chosen.filter((l) => !light.has(l)), chosen.filter((l) => light.has(l))];
}

/** Whether some symbol serves letter l at least as well as one of its own would. */
function isServed(
  { logs, P }: Letters,
  l: number,
  beta: number,
  solved: readonly SolvedCluster[],
): boolean {
  const least = Math.log(P[l]);
  return solved.some(({ cluster, mixture }) =>
    mixture.theta.some((theta, j) => {
      const u = theta - (logs[l] - cluster.origin);
      return Math.log(mixture.weight[j]) - beta * itakuraSaitoOfLog(u) >= least;
    }),
  );
}

/** The symbols of another solution, each with the cluster in which it lies. */
function distributed(
  { ratios, weights }: Pick<IntertwiningSolution, "ratios" | "weights">,
  clusters: readonly Cluster[],
): Mixture[] {
  let j = 0;
  return clusters.map(({ origin, x, reach }, i) => {
    const last = x[x.length - 1];
    const end = i + 1 < clusters.length ? origin + last + reach.above : Number.POSITIVE_INFINITY;
    const theta: number[] = [];
    const weight: number[] = [];
    for (; j < ratios.length && Math.log(ratios[j]) <= end; j++) {
      theta.push(Math.min(Math.max(Math.log(ratios[j]) - origin, 0), last));
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
