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
const MOST_ROUNDS = 500;
/** Rests when a round lowers the objective by less than this, relative to 1 + |objective|. */
const REST = 1e-14;

/**
 * The rate is I(X;T) + I(Y;U). Its two sides are solved in turn, each certified or searched as in
 * `informationBottleneck`; from the full information of either side, from a larger β, and from `from`.
 * Together they are not convex: `gap` is Infinity.
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
  const run = (start: Codes, at: number, first: "input" | "output" = "input") =>
    alternate(joint, start, at, { first, caller, signal });
  let annealed: Codes = full;
  for (let factor = ANNEALED_FROM; factor >= 1; factor /= 2) {
    annealed = run(annealed, factor * beta);
  }
  const tried = [annealed, run(full, beta), run(full, beta, "output")];
  if (from && "inputEncoder" in from && "outputEncoder" in from) {
    const { inputEncoder, outputEncoder } = from as SymmetricSolution;
    tried.push(run({ input: inputEncoder, output: outputEncoder, sweeps: 0 }, beta));
  }
  const objectives = tried.map((codes) => solutionOf(joint, codes, beta, 0).objective);
  const best = tried[objectives.indexOf(Math.min(...objectives))];
  return { ...best, sweeps: tried.reduce((sum, { sweeps }) => sum + sweeps, 0) };
}

/** One side's bottleneck with the other side's symbols as what is relevant, in turn. */
function alternate(
  joint: Matrix,
  start: Codes,
  beta: number,
  options: { first: "input" | "output"; caller: string; signal?: AbortSignal },
): Codes {
  const transposed = joint.transpose();
  let { input, output, sweeps } = start;
  let last = Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const side of options.first === "input" ? ["input", "output"] : ["output", "input"]) {
      const isInput = side === "input";
      const masses = (isInput ? joint : transposed).multiply(isInput ? output : input);
      const code = sideCode(masses, beta, isInput ? input : output, options);
      if (isInput) input = code.encoder;
      else output = code.encoder;
      sweeps += code.sweeps;
    }
    const { objective } = solutionOf(joint, { input, output, sweeps }, beta, 0);
    if (last - objective < REST * (1 + Math.abs(objective))) break;
    last = objective;
  }
  return { input, output, sweeps };
}

function sideCode(
  masses: Matrix,
  beta: number,
  encoder: Matrix,
  { caller, signal }: { caller: string; signal?: AbortSignal },
) {
  const law = sumsOfRows(masses);
  const data = masses.data.map((mass, k) => {
    const total = law[Math.floor(k / masses.columns)];
    return beta * (total > 0 ? mass / total : 1 / masses.columns);
  });
  const profiles = new Matrix(masses.rows, masses.columns, data);
  return encodeProfiles({ law, profiles }, caller, { from: encoder, signal });
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
