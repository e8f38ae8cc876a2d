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
import { AbortedError } from "../../../errors.js";
import { entropy, Matrix, mutualInformation, type Vector } from "../../../numerics/index.js";
import type { Channel } from "../../channel/channel.js";
import type { Bottleneck, BottleneckSolution } from "../bottleneck.js";
import { jointOf } from "./information-bottleneck.js";
import { requireBeta, requireChannel } from "./requirements.js";

export interface DeterministicSolution extends BottleneckSolution {
  /** \|X\|: the symbol of each input. */
  readonly assignment: Int32Array;
  /** Symbols × \|Y\|. */
  readonly decoder: Matrix;
}

/** Different rows of which all partitions are tried: 21 147 of nine. */
const MOST_ENUMERATED = 9;
/** A letter moves for a gain above this, relative to 1 + |objective|. */
const GAINS = 1e-13;

/**
 * Inputs of probability 0 go where they cost least. The rate is H(T).
 * @throws ShapeError or DomainError for a channel that is none
 */
export function deterministicBottleneck(channel: Channel): Bottleneck<DeterministicSolution> {
  requireChannel("deterministicBottleneck", channel);
  const { inputLaw, kernel } = channel;
  const joint = jointOf(inputLaw, kernel);
  const classes = equalRows(kernel);
  const rows = new Matrix(Math.max(...classes) + 1, kernel.columns);
  classes.forEach((c, x) => {
    const row = rows.row(c);
    for (let y = 0; y < row.length; y++) row[y] += joint.at(x, y);
  });
  const outputLaw = Float64Array.from({ length: kernel.columns }, (_, y) =>
    rows.column(y).reduce((sum, p) => sum + p, 0),
  );
  return {
    name: "deterministic information bottleneck",
    letterLaw: inputLaw,
    fullRelevance: mutualInformation(joint),
    solve(beta, { signal } = {}) {
      requireBeta("deterministicBottleneck", beta);
      const contribution = (cluster: Vector) => contributionOf(cluster, outputLaw, beta);
      const isSmall = rows.rows <= MOST_ENUMERATED;
      const found = isSmall
        ? enumerated(rows, contribution)
        : agglomerated(rows, contribution, signal);
      const assignment = inOrder(classes.map((c) => found.clusters[c]));
      return solutionOf(assignment, joint, beta, {
        gap: isSmall ? 0 : Infinity,
        iterations: found.tried,
      });
    },
  };
}

type Contribution = (cluster: Vector) => number;
interface Partition {
  readonly clusters: Int32Array;
  readonly tried: number;
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

/** All partitions, by restricted growth: a letter joins a cluster that is there or opens the next. */
function enumerated(rows: Matrix, contribution: Contribution): Partition {
  const n = rows.rows;
  const clusters = new Int32Array(n);
  const sums: Vector[] = [];
  let best = new Int32Array(n);
  let least = Infinity;
  let tried = 0;
  const place = (letter: number): void => {
    if (letter === n) {
      tried++;
      const objective = sums.reduce((sum, cluster) => sum + contribution(cluster), 0);
      if (objective < least) {
        least = objective;
        best = clusters.slice();
      }
      return;
    }
    for (let c = 0; c <= sums.length; c++) {
      const before = sums[c];
      const isNew = before === undefined;
      sums[c] = isNew ? rows.row(letter) : plus(before, rows.row(letter));
      clusters[letter] = c;
      place(letter + 1);
      if (isNew) {
        sums.pop();
        break;
      }
      sums[c] = before;
    }
  };
  place(0);
  return { clusters: best, tried };
}

/** From a cluster for each letter down to one, moving letters at each number of clusters. */
function agglomerated(rows: Matrix, contribution: Contribution, signal?: AbortSignal): Partition {
  let clusters = Int32Array.from({ length: rows.rows }, (_, letter) => letter);
  let best = clusters;
  let least = Infinity;
  let tried = 0;
  for (let count = rows.rows; count >= 1; count--) {
    if (signal?.aborted) {
      throw new AbortedError(`deterministicBottleneck: stopped at ${count} clusters.`);
    }
    const moved = withMoves(rows, clusters, contribution);
    tried += moved.tried;
    if (moved.objective < least) {
      least = moved.objective;
      best = moved.clusters;
    }
    clusters = withCheapestJoin(rows, clusters, contribution);
  }
  return { clusters: best, tried };
}

function sumsOf(rows: Matrix, clusters: Int32Array): Vector[] {
  const sums: Vector[] = [];
  clusters.forEach((c, letter) => {
    sums[c] = sums[c] === undefined ? rows.row(letter).slice() : plus(sums[c], rows.row(letter));
  });
  return sums;
}

function withMoves(rows: Matrix, start: Int32Array, contribution: Contribution) {
  const clusters = start.slice();
  const sums = sumsOf(rows, clusters);
  const parts = sums.map(contribution);
  const empty = new Float64Array(rows.columns);
  let objective = parts.reduce((sum, part) => sum + part, 0);
  let tried = 0;
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (let letter = 0; letter < rows.rows; letter++) {
      const home = clusters[letter];
      const row = rows.row(letter);
      const without = plus(sums[home], row, -1);
      const left = contribution(without);
      let target = home;
      let gain = GAINS * (1 + Math.abs(objective));
      for (let c = 0; c < sums.length; c++) {
        if (c === home) continue;
        tried++;
        const saved = parts[home] + parts[c] - left - contribution(plus(sums[c], row));
        if (saved > gain) {
          gain = saved;
          target = c;
        }
      }
      if (target === home) continue;
      const isAlone = !clusters.some((c, other) => c === home && other !== letter);
      sums[home] = isAlone ? empty : without;
      sums[target] = plus(sums[target], row);
      parts[home] = isAlone ? 0 : left;
      parts[target] = contribution(sums[target]);
      clusters[letter] = target;
      objective -= gain;
      isMoving = true;
    }
  }
  return { clusters, objective: parts.reduce((sum, part) => sum + part, 0), tried };
}

function withCheapestJoin(rows: Matrix, clusters: Int32Array, contribution: Contribution) {
  const sums = sumsOf(rows, clusters);
  const parts = sums.map(contribution);
  let pair = [0, 0];
  let least = Infinity;
  for (let c = 1; c < sums.length; c++) {
    for (let b = 0; b < c; b++) {
      const rise = contribution(plus(sums[b], sums[c])) - parts[b] - parts[c];
      if (rise < least) {
        least = rise;
        pair = [b, c];
      }
    }
  }
  return inOrder(clusters.map((c) => (c === pair[1] ? pair[0] : c)));
}

function plus(one: Vector, other: Vector, factor = 1): Vector {
  return one.map((j, y) => Math.max(0, j + factor * other[y]));
}

/** The same partition with the clusters numbered as they first appear. */
function inOrder(clusters: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return clusters.map((c) => numbers.get(c) ?? numbers.set(c, numbers.size).size - 1);
}

function equalRows(kernel: Matrix): Int32Array {
  const seen = new Map<string, number>();
  return Int32Array.from({ length: kernel.rows }, (_, x) => {
    const key = kernel.row(x).join();
    return seen.get(key) ?? seen.set(key, seen.size).size - 1;
  });
}

function solutionOf(
  assignment: Int32Array,
  joint: Matrix,
  beta: number,
  { gap, iterations }: { gap: number; iterations: number },
): DeterministicSolution {
  const symbols = Math.max(...assignment) + 1;
  const encoder = new Matrix(joint.rows, symbols);
  const decoder = new Matrix(symbols, joint.columns);
  assignment.forEach((t, x) => {
    encoder.row(x)[t] = 1;
    const row = decoder.row(t);
    for (let y = 0; y < row.length; y++) row[y] += joint.at(x, y);
  });
  const relevance = mutualInformation(decoder);
  const weights = Float64Array.from({ length: symbols }, (_, t) =>
    decoder.row(t).reduce((sum, p) => sum + p, 0),
  );
  for (let t = 0; t < symbols; t++) {
    const row = decoder.row(t);
    for (let y = 0; weights[t] > 0 && y < row.length; y++) row[y] /= weights[t];
  }
  const rate = entropy(weights);
  const objective = rate - beta * relevance;
  return {
    beta,
    encoder,
    weights,
    rate,
    relevance,
    objective,
    gap,
    iterations,
    assignment,
    decoder,
  };
}
