/**
 * Promoting in networks: a penalty on the Lie derivatives of the network under candidate
 * generators, which keeps every symmetry that the data do not contradict. After Otto, Zolman,
 * Kutz and Brunton, arXiv 2311.00212; the smoothing and the gradient are ours.
 *
 * | symbol | name     | meaning                                                     |
 * | γ      | strength | γ R_ε(L) is added to the loss                               |
 * | R_ε    | norm     | "nuclear" or, for comparison, "frobenius" (./smoothed-norm.ts) |
 * | ε      | epsilon  |                                                             |
 * | Z      | points   | fresh points in each step, from the run's seed              |
 *
 * Law: R falls with the dimension of the algebra under which F is symmetric, and is q ε when
 * that is all of it.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { LieAction } from "../../lie-derivative/index.js";
import { type GradientTerm, requireTwiceDifferentiable } from "../../networks/index.js";
import { Matrix, type RandomStream } from "../../numerics/index.js";
import { addDiscretePenalty } from "./discrete-rows.js";
import { lieRows } from "./lie-rows.js";
import { type PlainAction, type PlainActionAndFields, plainAction } from "./plain-action.js";
import { type LieNorm, smoothedNorm } from "./smoothed-norm.js";

/** Where penalty points are drawn: uniformly in a box, or from given points. */
export type PenaltyRegion =
  | { readonly lower: number | readonly number[]; readonly upper: number | readonly number[] }
  | Matrix;

export interface LiePenaltyOptions {
  readonly action: LieAction;
  /** γ > 0. */
  readonly strength: number;
  /** Default "nuclear". */
  readonly norm?: LieNorm;
  /** ε; default 1e-3. */
  readonly epsilon?: number;
  /** |Z| in each step; default 256. */
  readonly points?: number;
  /** Default: the box from −1 to 1. */
  readonly region?: PenaltyRegion;
  /** Whether the action's discrete elements are candidates too (a group lasso); default true. */
  readonly discrete?: boolean;
}

/** The options as the structured clone carries them. */
export interface PlainLiePenalty {
  readonly action: PlainAction;
  readonly strength: number;
  readonly norm: LieNorm;
  readonly epsilon: number;
  readonly points: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Row-major; empty for a box. */
  readonly pool: Float64Array;
}

/**
 * The penalty as a term of the training. It records the q singular values of L, descending,
 * and then the distance for each discrete candidate.
 * @throws DomainError or ShapeError naming the option at fault
 */
export function liePenalty(options: LiePenaltyOptions): GradientTerm {
  const { action, strength, norm = "nuclear", epsilon = 1e-3, points = 256 } = options;
  const caller = "liePenalty";
  const { plain, fields } = plainAction(
    (options.discrete ?? true) ? action : { ...action, discrete: [] },
  );
  for (const [name, value] of Object.entries({ strength, epsilon })) {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
      throw new DomainError(`${caller}: ${name} is ${value}; expected a positive number.`);
    }
  }
  if (!Number.isSafeInteger(points) || points < 1) {
    throw new DomainError(`${caller}: points is ${points}; expected a whole number from 1 on.`);
  }
  if (norm !== "nuclear" && norm !== "frobenius") {
    throw new DomainError(`${caller}: norm is "${norm}"; expected "nuclear" or "frobenius".`);
  }
  if (plain.generators + plain.discrete === 0) {
    throw new DomainError(`${caller}: "${action.name}" has no candidates; expected at least one.`);
  }
  const region = plainRegion(options.region ?? { lower: -1, upper: 1 }, plain.inputs);
  return termOf({ action: plain, strength, norm, epsilon, points, ...region }, fields);
}

/** The same term from what crossed to another thread. */
export function liePenaltyFrom(data: unknown): GradientTerm {
  return termOf(data as PlainLiePenalty, undefined);
}

function termOf(data: PlainLiePenalty, fields: PlainActionAndFields["fields"]): GradientTerm {
  const { action, strength, norm, epsilon } = data;
  const { inputs, outputs, generators: q, discrete } = action;
  return {
    name: `${norm} penalty under ${action.name}`,
    numbers: q + discrete,
    check(network) {
      if (q > 0) requireTwiceDifferentiable("liePenalty", network.activation);
      if (network.inputs === inputs && network.outputs === outputs) return;
      throw new ShapeError(
        `liePenalty: the network is ℝ^${network.inputs} → ℝ^${network.outputs}, but "${action.name}" acts on ℝ^${inputs} → ℝ^${outputs}; they must agree.`,
      );
    },
    add(network, random) {
      const points = drawPoints(data, random);
      const numbers = new Float64Array(q + discrete);
      let value = 0;
      if (q > 0) {
        const rows = lieRows(network, { plain: action, fields }, points);
        const reading = smoothedNorm(rows.matrix, norm, epsilon);
        rows.pull(reading.gradient, strength);
        numbers.set(reading.singularValues);
        value += reading.value;
      }
      if (discrete > 0) {
        const reading = addDiscretePenalty(network, action, points, epsilon, strength);
        numbers.set(reading.distances, q);
        value += reading.value;
      }
      return { value: strength * value, numbers };
    },
    ...(fields === undefined && {
      portable: { module: import.meta.url, name: "liePenaltyFrom", data },
    }),
  };
}

function drawPoints(data: PlainLiePenalty, random: RandomStream): Matrix {
  const { lower, upper, pool, points: rows } = data;
  const m = data.action.inputs;
  const points = new Matrix(rows, m);
  for (let i = 0; i < rows; i++) {
    if (pool.length > 0) {
      const row = random.integer(pool.length / m);
      points.data.set(pool.subarray(row * m, (row + 1) * m), i * m);
      continue;
    }
    for (let b = 0; b < m; b++) {
      points.data[i * m + b] = lower[b] + (upper[b] - lower[b]) * random.uniform();
    }
  }
  return points;
}

function plainRegion(
  region: PenaltyRegion,
  inputs: number,
): Pick<PlainLiePenalty, "lower" | "upper" | "pool"> {
  if (region instanceof Matrix) {
    if (region.columns !== inputs || region.rows === 0) {
      throw new ShapeError(
        `liePenalty: region is ${region.rows} × ${region.columns}; expected points × ${inputs}.`,
      );
    }
    const wrong = region.data.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new DomainError(
        `liePenalty: region(${Math.floor(wrong / inputs)}, ${wrong % inputs}) is ${region.data[wrong]}; expected finite numbers only.`,
      );
    }
    const none = new Float64Array(0);
    return { lower: none, upper: none, pool: region.data.slice() };
  }
  const side = (bound: number | readonly number[]): Float64Array =>
    typeof bound === "number" ? new Float64Array(inputs).fill(bound) : Float64Array.from(bound);
  const lower = side(region.lower);
  const upper = side(region.upper);
  const fits = lower.length === inputs && upper.length === inputs;
  if (!fits || lower.some((bound, b) => !(bound < upper[b] && Number.isFinite(upper[b] - bound)))) {
    throw new DomainError(
      `liePenalty: region goes from [${lower}] to [${upper}]; expected ${inputs} finite bounds, each lower one below its upper one.`,
    );
  }
  return { lower, upper, pool: new Float64Array(0) };
}
