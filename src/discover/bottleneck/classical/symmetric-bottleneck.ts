/**
 * Both sides of a channel encoded, each for the other (N. Slonim, N. Friedman and N. Tishby,
 * Multivariate information bottleneck, Neural Computation 18, 2006): min I(X;T) + I(Y;U) − β I(T;U).
 *
 * | symbol  | name here     | shape                        |
 * | κ(t|x)  | inputEncoder  | \|X\| × input symbols        |
 * | κ(u|y)  | outputEncoder | \|Y\| × output symbols       |
 *
 * The same codes are those of an intertwining bottleneck whose encoder is split, κ = κ_X ⊗ κ_Y, with
 * the reference p_X ⊗ p_Y: then D(κp ‖ κq) = I(T;U) and I(X,Y;T,U) = I(X;T) + I(Y;U) − I(T;U), so that
 * its objective at β is this one at β + 1. A split code sees equal rows and equal columns and nothing
 * else of a channel's equivariances.
 */
import { Matrix, mutualInformation, type Vector } from "../../../numerics/index.js";
import type { Channel } from "../../channel/channel.js";
import type { Bottleneck, BottleneckOptions, BottleneckSolution } from "../bottleneck.js";
import { encodeProfiles, jointOf } from "./information-bottleneck.js";
import { assign, mixtureOf, type ProfileProblem } from "./mixture/profile-mixture.js";
import { extrapolatedFixedPoint } from "./mixture/squared-extrapolation.js";
import { requireBeta, requireChannel } from "./requirements.js";

/** Letters are the pairs (x, y), at x |Y| + y, symbols the pairs (t, u), at t |U| + u. */
export interface SymmetricSolution extends BottleneckSolution {
  readonly inputEncoder: Matrix;
  readonly outputEncoder: Matrix;
  /** I(X;T). */
  readonly inputRate: number;
  /** I(Y;U). */
  readonly outputRate: number;
}

/** From so many times β the codes are followed down, as one more start. */
const ANNEALED_FROM = 32;
const MOST_ROUNDS = 20;
const MOST_SWEEPS = 300;
const SIDES = ["input", "output"] as const;
/** Rests when a round lowers the objective by less than this, relative to 1 + |objective|. */
const REST = 1e-14;

/**
 * The rate is I(X;T) + I(Y;U). Both sides are swept together and then each is solved for the other, from
 * the full information, from a larger β, and from `from`; the best is compared with telling nothing.
 * It is not convex in both: `gap` is Infinity.
 * @throws ShapeError or DomainError for a channel that is none
 */
export function symmetricBottleneck(channel: Channel): Bottleneck<SymmetricSolution> {
  return bothSides(channel, "symmetricBottleneck", "symmetric information bottleneck", 0);
}

/**
 * The intertwining bottleneck with a split encoder, which fails: rate I(X,Y;T,U), relevance
 * D(κp ‖ κ(p_X ⊗ p_Y)) = I(T;U). `gap` is Infinity.
 * @throws ShapeError or DomainError for a channel that is none
 */
export function splitBottleneck(channel: Channel): Bottleneck<SymmetricSolution> {
  return bothSides(channel, "splitBottleneck", "intertwining bottleneck, split encoder", 1);
}

/** @param shared how often I(T;U) is taken off the rates: 0, or 1 where both are one code of the pair */
function bothSides(
  channel: Channel,
  caller: string,
  name: string,
  shared: 0 | 1,
): Bottleneck<SymmetricSolution> {
  requireChannel(caller, channel);
  const joint = jointOf(channel.inputLaw, channel.kernel);
  return {
    name,
    letterLaw: joint.data,
    fullRelevance: mutualInformation(joint),
    solve(beta, options = {}) {
      requireBeta(caller, beta);
      const codes = bestCodes(joint, beta + shared, caller, options);
      return solutionOf(joint, codes, beta, shared);
    },
  };
}

interface Codes {
  readonly input: Matrix;
  readonly output: Matrix;
  readonly sweeps: number;
}

function bestCodes(
  joint: Matrix,
  beta: number,
  caller: string,
  { from, signal }: BottleneckOptions,
): Codes {
  const full = {
    input: Matrix.identity(joint.rows),
    output: Matrix.identity(joint.columns),
    sweeps: 0,
  };
  const run = (start: Codes, at: number) => settledCodes(joint, start, at, { caller, signal });
  const nothing = { input: ones(joint.rows), output: ones(joint.columns), sweeps: 0 };
  let annealed: Codes = full;
  for (let factor = ANNEALED_FROM; factor >= 1; factor /= 2) {
    annealed = run(annealed, factor * beta);
  }
  const tried = [nothing, annealed, run(full, beta)];
  if (from && "inputEncoder" in from && "outputEncoder" in from) {
    const { inputEncoder, outputEncoder } = from as SymmetricSolution;
    tried.push(run({ input: inputEncoder, output: outputEncoder, sweeps: 0 }, beta));
  }
  const objectives = tried.map((codes) => solutionOf(joint, codes, beta, 0).objective);
  const best = tried[objectives.indexOf(Math.min(...objectives))];
  return { ...best, sweeps: tried.reduce((sum, { sweeps }) => sum + sweeps, 0) };
}

/** Sweeps over both sides until they rest; then each side's own best code, as long as that helps. */
function settledCodes(
  joint: Matrix,
  start: Codes,
  beta: number,
  options: { caller: string; signal?: AbortSignal },
): Codes {
  let codes = start;
  let last = Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    codes = sweptCodes(joint, codes, beta, options);
    for (const side of SIDES) {
      const problem = sideProblem(joint, codes, side, beta);
      const code = encodeProfiles(problem, options.caller, {
        from: codes[side],
        signal: options.signal,
      });
      codes = { ...codes, [side]: code.encoder, sweeps: codes.sweeps + code.sweeps };
    }
    const { objective } = solutionOf(joint, codes, beta, 0);
    if (last - objective < REST * (1 + Math.abs(objective))) break;
    last = objective;
  }
  return codes;
}

function sweptCodes(
  joint: Matrix,
  start: Codes,
  beta: number,
  options: { caller: string; signal?: AbortSignal },
): Codes {
  const inputs = start.input.columns;
  const outputs = start.output.columns;
  const split = joint.rows * inputs;
  const codesAt = (coordinates: Float64Array): Codes => ({
    input: rowsFromLogs(coordinates.subarray(0, split), inputs),
    output: rowsFromLogs(coordinates.subarray(split), outputs),
    sweeps: 0,
  });
  const sweep = (coordinates: Float64Array) => {
    const before = codesAt(coordinates);
    let codes = before;
    for (const side of SIDES) {
      const problem = sideProblem(joint, codes, side, beta);
      const { encoder } = assign(problem, mixtureOf(problem, codes[side]));
      codes = { ...codes, [side]: encoder };
    }
    const next = new Float64Array(coordinates.length);
    next.set(codes.input.data.map(Math.log));
    next.set(codes.output.data.map(Math.log), split);
    return { next, value: solutionOf(joint, before, beta, 0).objective };
  };
  const logs = Float64Array.from([...start.input.data, ...start.output.data], Math.log);
  const { coordinates, sweeps } = extrapolatedFixedPoint(logs, sweep, {
    mostSweeps: MOST_SWEEPS,
    tolerance: REST,
    ...options,
  });
  return { ...codesAt(coordinates), sweeps: start.sweeps + sweeps };
}

function rowsFromLogs(logs: Float64Array, columns: number): Matrix {
  const out = new Matrix(logs.length / columns, columns, logs.map(Math.exp));
  for (let a = 0; a < out.rows; a++) {
    const row = out.row(a);
    const sum = row.reduce((total, k) => total + k, 0);
    for (let t = 0; t < columns; t++) row[t] /= sum;
  }
  return out;
}

/** One side's bottleneck, with the other side's symbols as what is relevant. */
function sideProblem(
  joint: Matrix,
  codes: Codes,
  side: "input" | "output",
  beta: number,
): ProfileProblem {
  const masses =
    side === "input" ? joint.multiply(codes.output) : joint.transpose().multiply(codes.input);
  const law = sumsOfRows(masses);
  const data = masses.data.map((mass, k) => {
    const total = law[Math.floor(k / masses.columns)];
    return beta * (total > 0 ? mass / total : 1 / masses.columns);
  });
  return { law, profiles: new Matrix(masses.rows, masses.columns, data) };
}

function ones(rows: number): Matrix {
  return new Matrix(rows, 1, new Float64Array(rows).fill(1));
}

function sumsOfRows(masses: Matrix): Vector {
  return masses.apply(new Float64Array(masses.columns).fill(1));
}

function solutionOf(
  joint: Matrix,
  { input, output, sweeps }: Codes,
  beta: number,
  shared: 0 | 1,
): SymmetricSolution {
  const symbols = input.transpose().multiply(joint).multiply(output);
  const relevance = mutualInformation(symbols);
  const inputRate = mutualInformation(jointOf(sumsOfRows(joint), input));
  const outputRate = mutualInformation(jointOf(sumsOfRows(joint.transpose()), output));
  const rate = Math.max(0, inputRate + outputRate - shared * relevance);
  return {
    beta,
    // Made only when asked for: |X| |Y| rows.
    get encoder(): Matrix {
      return input.kronecker(output);
    },
    weights: symbols.data,
    rate,
    relevance,
    objective: rate - beta * relevance,
    gap: Infinity,
    iterations: sweeps,
    inputEncoder: input,
    outputEncoder: output,
    inputRate,
    outputRate,
  };
}
