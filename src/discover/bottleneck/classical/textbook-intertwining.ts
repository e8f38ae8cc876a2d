/**
 * The intertwining bottleneck of arXiv 2310.16555 by the textbook's sweeps, from a start that is given.
 * It goes down to the next fixed point and knows nothing of others: it is here to show what a start
 * decides. `iibSolve` finds the global optimum and proves it.
 *
 * | symbol  | name here | shape                                                            |
 * | κ(t|l)  | encoder   | levels × symbols, ∝ w_t e^(−β d(r_l, ρ_t))                        |
 * | w_t     | weights   | Σ_l P_l κ(t|l)                                                    |
 * | ρ_t     | ratios    | w_t / Σ_l Q_l κ(t|l)                                              |
 * | d(r,ρ)  |           | ρ/r − 1 − log(ρ/r)                                                |
 * | F       | freeEnergies | −Σ_l P_l log Σ_t w_t e^(−β d(r_l, ρ_t)), one for each sweep    |
 *
 * Law: F never increases. Pairs of one level have equal rows after one sweep, whatever the start.
 */
import { AbortedError, DomainError, ShapeError } from "../../../errors.js";
import { itakuraSaito, Matrix, type RandomStream } from "../../../numerics/index.js";
import type { LevelSets } from "../../channel/level-sets.js";
import type { IntertwiningSolution } from "../intertwining-types.js";
import { requireBeta, requireLaw } from "./requirements.js";

/** `gap` is Infinity and `worstRatio` NaN: plain sweeps prove nothing. */
export interface TextbookSolution extends IntertwiningSolution {
  /** Never increasing, but by rounding. */
  readonly freeEnergies: readonly number[];
}

/** Symbols whose log ρ differ by less than this, times min(1, β^(−1/2)), are one in the end. */
const SAME_PLACE = 1e-5;

export interface TextbookOptions {
  /** 2000 unless told. */
  readonly mostSweeps?: number;
  /** Rests when a sweep lowers F by less than this, relative to |F|; 1e-13 unless told. */
  readonly tolerance?: number;
  readonly signal?: AbortSignal;
}

/**
 * @param start levels × symbols, rows sum to one: `randomStart` or `nearIdentityStart`
 * @throws ShapeError for a start of other than `levels.levels` rows; DomainError for β ≤ 0 or rows of
 *   the start that are no laws; AbortedError
 */
export function textbookIntertwining(
  levels: LevelSets,
  beta: number,
  start: Matrix,
  { mostSweeps = 2000, tolerance = 1e-13, signal }: TextbookOptions = {},
): TextbookSolution {
  requireBeta("textbookIntertwining", beta);
  requireStart(levels, start);
  let encoder = start;
  const freeEnergies: number[] = [];
  while (freeEnergies.length < mostSweeps) {
    if (signal?.aborted) {
      throw new AbortedError(`textbookIntertwining: stopped after ${freeEnergies.length} sweeps.`);
    }
    const symbols = symbolsOf(levels, encoder);
    const next = assign(levels, beta, symbols);
    encoder = next.encoder;
    freeEnergies.push(next.freeEnergy);
    const before = freeEnergies[freeEnergies.length - 2] ?? Infinity;
    if (before - next.freeEnergy < tolerance * Math.abs(next.freeEnergy)) break;
  }
  return { ...solutionOf(levels, beta, encoder), iterations: freeEnergies.length, freeEnergies };
}

/** A start with uniform random entries, rows divided by their sums. */
export function randomStart(levels: LevelSets, symbols: number, random: RandomStream): Matrix {
  requireSymbols("randomStart", symbols);
  const start = new Matrix(levels.levels, symbols);
  for (let l = 0; l < start.rows; l++) {
    const row = start.row(l);
    for (let t = 0; t < symbols; t++) row[t] = 1 - random.uniform();
    const total = row.reduce((sum, k) => sum + k, 0);
    for (let t = 0; t < symbols; t++) row[t] /= total;
  }
  return start;
}

/** (1 − mixing) 1 + mixing / symbols: nearly a symbol of its own for each level. */
export function nearIdentityStart(levels: LevelSets, mixing = 0.05): Matrix {
  if (!(mixing >= 0 && mixing <= 1)) {
    throw new DomainError(`nearIdentityStart: mixing is ${mixing}; expected a number in [0, 1].`);
  }
  const start = Matrix.identity(levels.levels).scale(1 - mixing);
  for (let k = 0; k < start.data.length; k++) start.data[k] += mixing / levels.levels;
  return start;
}

interface Symbols {
  readonly weights: Float64Array;
  readonly ratios: Float64Array;
}

/** Symbols that no level uses any more are left out. */
function symbolsOf(levels: LevelSets, encoder: Matrix): Symbols {
  const weights = encoder.transpose().apply(levels.P);
  const reference = encoder.transpose().apply(levels.Q);
  const used = [...weights.keys()].filter((t) => weights[t] > 0 && reference[t] > 0);
  return {
    weights: Float64Array.from(used, (t) => weights[t]),
    ratios: Float64Array.from(used, (t) => weights[t] / reference[t]),
  };
}

function assign(levels: LevelSets, beta: number, { weights, ratios }: Symbols) {
  const encoder = new Matrix(levels.levels, weights.length);
  let freeEnergy = 0;
  for (let l = 0; l < levels.levels; l++) {
    const row = encoder.row(l);
    for (let t = 0; t < row.length; t++) {
      row[t] = Math.log(weights[t]) - beta * itakuraSaito(levels.ratios[l], ratios[t]);
    }
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
    let sum = 0;
    for (let t = 0; t < row.length; t++) sum += row[t] = Math.exp(row[t] - largest);
    for (let t = 0; t < row.length; t++) row[t] /= sum;
    freeEnergy -= levels.P[l] * (largest + Math.log(sum));
  }
  return { encoder, freeEnergy };
}

function solutionOf(
  levels: LevelSets,
  beta: number,
  found: Matrix,
): Omit<IntertwiningSolution, "iterations"> {
  const encoder = byRisingRatio(levels, beta, found);
  const { weights, ratios } = symbolsOf(levels, encoder);
  let rate = 0;
  let loss = 0;
  for (let l = 0; l < levels.levels; l++) {
    encoder.row(l).forEach((k, t) => {
      const mass = levels.P[l] * k;
      if (mass === 0) return;
      rate += mass * Math.log(k / weights[t]);
      loss += mass * itakuraSaito(levels.ratios[l], ratios[t]);
    });
  }
  rate = Math.max(0, rate);
  const relevance = weights.reduce((sum, w, t) => sum + w * Math.log(ratios[t]), 0);
  return {
    beta,
    encoder,
    weights,
    ratios,
    rate,
    relevance,
    loss,
    objective: rate - beta * relevance,
    gap: Infinity,
    worstRatio: Number.NaN,
  };
}

/** Symbols by rising ratio; those that came to the same place are one. */
function byRisingRatio(levels: LevelSets, beta: number, encoder: Matrix): Matrix {
  const weights = encoder.transpose().apply(levels.P);
  const reference = encoder.transpose().apply(levels.Q);
  const logs = weights.map((w, t) => Math.log(w / reference[t]));
  const order = [...weights.keys()]
    .filter((t) => weights[t] > 0 && reference[t] > 0)
    .sort((s, t) => logs[s] - logs[t] || s - t);
  const places: number[][] = [];
  order.forEach((t, i) => {
    const isSame = i > 0 && logs[t] - logs[order[i - 1]] < SAME_PLACE * Math.min(1, beta ** -0.5);
    if (isSame) places[places.length - 1].push(t);
    else places.push([t]);
  });
  const out = new Matrix(encoder.rows, places.length);
  for (let l = 0; l < out.rows; l++) {
    places.forEach((symbols, i) => {
      for (const t of symbols) out.row(l)[i] += encoder.at(l, t);
    });
  }
  return out;
}

function requireStart(levels: LevelSets, start: Matrix): void {
  if (start.rows !== levels.levels || start.columns === 0) {
    throw new ShapeError(
      `textbookIntertwining: the start is ${start.rows} × ${start.columns}; expected ${levels.levels} rows, one for each level, and at least one symbol.`,
    );
  }
  for (let l = 0; l < start.rows; l++) {
    requireLaw("textbookIntertwining", `start row ${l}`, start.row(l));
  }
}

function requireSymbols(caller: string, symbols: number): void {
  if (!Number.isSafeInteger(symbols) || symbols < 1) {
    throw new DomainError(`${caller}: got ${symbols} symbols; expected a whole number from 1 on.`);
  }
}
