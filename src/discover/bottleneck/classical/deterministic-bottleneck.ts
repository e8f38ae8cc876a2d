/**
 * The deterministic information bottleneck (D. J. Strouse and D. J. Schwab, Neural Computation 29,
 * 2017): what is stored is paid, not what is told, min H(T) − β I(T;Y). Its codes are hard.
 *
 * | symbol | name here    | shape                                                             |
 * | j(y)   | joint        | \|Y\|, Σ p(x) p(y|x) over a cluster, w its sum                    |
 * | φ      | contribution | −w log w − β Σ_y j log(j / (w p_Y)); the objective is their sum   |
 *
 * Equal rows are together in some best code: joined, they have a smaller H(T) and the same I(T;Y).
 * Up to nine different rows all partitions are tried and `gap` is 0; beyond, the clusters are joined one
 * by one from the full-information side, letters are moved while that helps, and `gap` is Infinity.
 */
import { entropy, Matrix, mutualInformation, type Vector } from "../../../numerics/index.js";
import type { Channel } from "../../channel/channel.js";
import type { Bottleneck, BottleneckSolution } from "../bottleneck.js";
import { agglomeratedPartition, bestPartition, inOrder } from "./hard-partitions.js";
import { jointOf } from "./information-bottleneck.js";
import { divergenceOf } from "./mixture/profile-mixture.js";
import { requireBeta, requireChannel } from "./requirements.js";

export interface DeterministicSolution extends BottleneckSolution {
  /** \|X\|: the symbol of each input. */
  readonly assignment: Int32Array;
  /** Symbols × \|Y\|. */
  readonly decoder: Matrix;
}

/** Different rows of which all partitions are tried: 21 147 of nine. */
const MOST_ENUMERATED = 9;

/**
 * Inputs of probability 0 are left out, and in the end get the symbol with the largest
 * log w_t − β D(p(·|x) ‖ p(·|t)). The rate is H(T).
 * @throws ShapeError or DomainError for a channel that is none
 */
export function deterministicBottleneck(channel: Channel): Bottleneck<DeterministicSolution> {
  requireChannel("deterministicBottleneck", channel);
  const { inputLaw } = channel;
  const joint = jointOf(inputLaw, channel.kernel);
  const classes = equalRows(channel);
  const rows = new Matrix(classes.reduce((a, b) => Math.max(a, b)) + 1, joint.columns);
  classes.forEach((c, x) => {
    for (let y = 0; c >= 0 && y < joint.columns; y++) rows.row(c)[y] += joint.at(x, y);
  });
  const outputLaw = rows.transpose().apply(new Float64Array(rows.rows).fill(1));
  return {
    name: "deterministic information bottleneck",
    letterLaw: inputLaw,
    fullRelevance: mutualInformation(joint),
    solve(beta, { signal } = {}) {
      requireBeta("deterministicBottleneck", beta);
      const contribution = (cluster: Vector) => contributionOf(cluster, outputLaw, beta);
      const isSmall = rows.rows <= MOST_ENUMERATED;
      const found = isSmall
        ? bestPartition(rows, contribution)
        : agglomeratedPartition(rows, contribution, { signal, caller: "deterministicBottleneck" });
      const clusters = inOrder(found.clusters);
      return solutionOf(
        channel,
        classes.map((c) => (c < 0 ? -1 : clusters[c])),
        { beta, gap: isSmall ? 0 : Infinity, iterations: found.tried },
      );
    },
  };
}

function contributionOf(cluster: Vector, outputLaw: Vector, beta: number): number {
  const weight = cluster.reduce((sum, j) => sum + j, 0);
  if (weight === 0) return 0;
  let information = 0;
  for (let y = 0; y < cluster.length; y++) {
    if (cluster[y] > 0) information += cluster[y] * Math.log(cluster[y] / (weight * outputLaw[y]));
  }
  return -weight * Math.log(weight) - beta * information;
}

/** \|X\|: equal rows have the same number; −1 for inputs of probability 0. */
function equalRows({ inputLaw, kernel }: Channel): Int32Array {
  const seen = new Map<string, number>();
  return Int32Array.from({ length: kernel.rows }, (_, x) => {
    if (inputLaw[x] === 0) return -1;
    const key = kernel.row(x).join();
    return seen.get(key) ?? seen.set(key, seen.size).size - 1;
  });
}

function solutionOf(
  { inputLaw, kernel }: Channel,
  clusters: Int32Array,
  found: { beta: number; gap: number; iterations: number },
): DeterministicSolution {
  const symbols = clusters.reduce((a, b) => Math.max(a, b)) + 1;
  const weights = new Float64Array(symbols);
  const masses = new Matrix(symbols, kernel.columns);
  clusters.forEach((t, x) => {
    if (t < 0) return;
    weights[t] += inputLaw[x];
    const row = masses.row(t);
    for (let y = 0; y < row.length; y++) row[y] += inputLaw[x] * kernel.at(x, y);
  });
  const data = masses.data.map((mass, k) => mass / weights[Math.floor(k / masses.columns)]);
  const decoder = new Matrix(symbols, kernel.columns, data);
  const encoder = new Matrix(kernel.rows, symbols);
  const assignment = clusters.map((t, x) => {
    const symbol = t < 0 ? nearestSymbol(kernel.row(x), { weights, decoder }, found.beta) : t;
    encoder.row(x)[symbol] = 1;
    return symbol;
  });
  const rate = entropy(weights);
  const relevance = mutualInformation(masses);
  const objective = rate - found.beta * relevance;
  return { ...found, encoder, weights, rate, relevance, objective, assignment, decoder };
}

function nearestSymbol(
  row: Vector,
  { weights, decoder }: { weights: Vector; decoder: Matrix },
  beta: number,
): number {
  let nearest = 0;
  let highest = -Infinity;
  for (let t = 0; t < weights.length; t++) {
    const score = Math.log(weights[t]) - beta * divergenceOf(row, decoder.row(t));
    if (score > highest) {
      highest = score;
      nearest = t;
    }
  }
  return nearest;
}
