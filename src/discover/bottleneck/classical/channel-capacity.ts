/**
 * The capacity of a channel: S. Arimoto's and R. E. Blahut's concave programme (IEEE Trans. Inform.
 * Theory 18, 1972) by an interior point method, since their sweeps crawl where an input is all but a
 * mixture of others.
 *
 * | symbol  | name here | shape                                                        |
 * | π(x)    | inputLaw  | \|X\|, a law that attains it                                 |
 * | w_x     | weights   | e^C π_x: F(w) = Σ_y q log q − q − Σ_x w_x Σ_y p(y|x) log p(y|x) |
 * |         |           | is least there among all w ≥ 0, where q = Σ_x w_x p(·|x)     |
 * | D_x     | descent   | D(p(·|x) ‖ q) = −∂F/∂w_x                                     |
 * | K       | columns   | \|Y\| × \|X\|, p(y|x) / √q_y; the Hessian is Kᵀ K            |
 *
 * Law: Σ π_x D_x ≤ C ≤ max_x D_x for every π.
 */
import { AbortedError } from "../../../errors.js";
import { Matrix, relativeEntropy, type Vector } from "../../../numerics/index.js";
import type { Channel } from "../../channel/channel.js";
import { normalisedRows } from "../../channel/laws.js";
import { type ConvexState, type InteriorPoint, interiorPoint } from "./mixture/interior-point.js";
import { requireChannel } from "./requirements.js";

export interface ChannelCapacity {
  /** I(X;Y) under `inputLaw`, in nats: what is attained. */
  readonly capacity: number;
  /** No input law has more. */
  readonly upperBound: number;
  /** upperBound − capacity, at most 10⁻¹² or 10⁻¹² of the capacity. */
  readonly gap: number;
  /** \|X\|. */
  readonly inputLaw: Vector;
  /** \|Y\|; the same for every input law that attains the capacity. */
  readonly outputLaw: Vector;
  /** Newton's steps. */
  readonly iterations: number;
}

/** Of the certificate, absolute and relative: where the work may rest. */
const CERTIFIED = 1e-13;
/** Of the interior point method. */
const COMPLEMENTARY = 1e-14;
/** So many inputs, or twice as many as outputs, are taken all at once. */
const FEW = 100;
const MOST_ROUNDS = 100;
/** How far the first weights are inside: D_x ≤ −INSIDE for all inputs. */
const INSIDE = 0.1;
/** Inputs with less mass keep it only where the certificate asks for it. */
const IDLE = 1e-9;
/** Smaller masses are taken for 0: they change no information by as much as its last digit. */
const NO_MASS = 1e-200;

/**
 * max over input laws of I(X;Y); the channel's own input law plays no part.
 * @throws ShapeError or DomainError for a channel that is none; AbortedError
 */
export function channelCapacity(
  channel: Channel,
  { signal }: { signal?: AbortSignal } = {},
): ChannelCapacity {
  requireChannel("channelCapacity", channel);
  const kernel = workingCopy(channel.kernel);
  let iterations = 0;
  const check = () => {
    if (!signal?.aborted) return;
    throw new AbortedError(`channelCapacity: stopped after ${iterations} steps.`);
  };
  check();
  let chosen = firstInputs(kernel);
  let best = certified(kernel, new Float64Array(kernel.rows).fill(1 / kernel.rows));
  for (let round = 0; round < MOST_ROUNDS && !best.isDone; round++) {
    const { weights, steps } = bestWeights(rowsOf(kernel, chosen), check);
    iterations += steps;
    const law = new Float64Array(kernel.rows);
    chosen.forEach((x, k) => {
      law[x] = weights[k];
    });
    const found = certified(kernel, law);
    if (found.gap < best.gap) best = found;
    const more = stillMissing(found, chosen, kernel.columns);
    if (more.length === 0) break;
    chosen = [...chosen, ...more];
  }
  const fewer = certified(kernel, withoutIdle(best.inputLaw));
  if (fewer.isDone || fewer.gap <= best.gap) best = fewer;
  const { capacity, upperBound, gap, inputLaw } = best;
  const outputLaw = outputLawOf(channel.kernel, inputLaw);
  return { capacity, upperBound, gap, inputLaw, outputLaw, iterations };
}

interface CertifiedLaw {
  readonly capacity: number;
  readonly upperBound: number;
  readonly gap: number;
  readonly isDone: boolean;
  readonly inputLaw: Vector;
  readonly divergences: Vector;
}

function certified(kernel: Matrix, inputLaw: Vector): CertifiedLaw {
  const divergences = divergencesFrom(kernel, outputLawOf(kernel, inputLaw));
  let capacity = 0;
  let upperBound = 0;
  divergences.forEach((divergence, x) => {
    if (inputLaw[x] > 0) capacity += inputLaw[x] * divergence;
    upperBound = Math.max(upperBound, divergence);
  });
  const gap = Math.max(0, upperBound - capacity);
  const isDone = gap <= CERTIFIED * Math.max(1, capacity);
  return { capacity, upperBound, gap, isDone, inputLaw, divergences };
}

function workingCopy({ rows, columns, data }: Matrix): Matrix {
  const masses = data.map((mass) => (mass < NO_MASS ? 0 : mass));
  return normalisedRows("channelCapacity", "the kernel", new Matrix(rows, columns, masses));
}

/** All inputs, or, where they are many, for each output that which reaches it best. */
function firstInputs(kernel: Matrix): number[] {
  const { rows: n, columns: m } = kernel;
  const inputs = Array.from({ length: n }, (_, x) => x);
  if (n <= Math.max(FEW, 2 * m)) return inputs;
  const reaching = Array.from({ length: m }, (_, y) =>
    inputs.reduce((best, x) => (kernel.at(x, y) > kernel.at(best, y) ? x : best)),
  );
  return [...new Set(reaching)];
}

/** Inputs that are not chosen and tell most, above what the law attains. */
function stillMissing({ divergences, capacity }: CertifiedLaw, chosen: number[], most: number) {
  const isChosen = new Set(chosen);
  return Array.from(divergences.keys())
    .filter((x) => divergences[x] > capacity && !isChosen.has(x))
    .sort((x, other) => divergences[other] - divergences[x])
    .slice(0, most);
}

function rowsOf(kernel: Matrix, inputs: readonly number[]): Matrix {
  const out = new Matrix(inputs.length, kernel.columns);
  inputs.forEach((x, k) => {
    out.row(k).set(kernel.row(x));
  });
  return out;
}

/** π of the inputs that are given, all of them positive. */
function bestWeights(kernel: Matrix, check: () => void): InteriorPoint {
  const uniform = new Float64Array(kernel.rows).fill(1 / kernel.rows);
  const { descent } = derivatives(kernel, uniform);
  const most = descent.reduce((a, b) => Math.max(a, b), 0);
  const start = uniform.map((mass) => mass * Math.exp(most + INSIDE));
  const { weights, steps } = interiorPoint((w) => derivatives(kernel, w), start, {
    complementarity: COMPLEMENTARY,
    check,
  });
  return { weights: normalised(weights), steps };
}

function derivatives(kernel: Matrix, weights: Vector): ConvexState {
  const { rows: n, columns: m } = kernel;
  const total = weights.reduce((sum, w) => sum + w, 0);
  const outputLaw = outputLawOf(kernel, normalised(weights));
  const descent = divergencesFrom(kernel, outputLaw).map((d) => d - Math.log(total));
  const columns = new Matrix(m, n);
  for (let y = 0; y < m; y++) {
    const root = Math.sqrt(total * outputLaw[y]);
    if (root === 0) continue;
    for (let x = 0; x < n; x++) columns.data[y * n + x] = kernel.data[x * m + y] / root;
  }
  return { columns, descent };
}

function normalised(weights: Vector): Vector {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

function withoutIdle(law: Vector): Vector {
  return normalised(law.map((mass) => (mass < IDLE ? 0 : mass)));
}

function outputLawOf(kernel: Matrix, law: Vector): Vector {
  const out = new Float64Array(kernel.columns);
  for (let x = 0; x < kernel.rows; x++) {
    const row = kernel.row(x);
    for (let y = 0; y < out.length; y++) out[y] += law[x] * row[y];
  }
  return out;
}

function divergencesFrom(kernel: Matrix, outputLaw: Vector): Vector {
  return Float64Array.from({ length: kernel.rows }, (_, x) =>
    Math.max(0, relativeEntropy(kernel.row(x), outputLaw)),
  );
}
