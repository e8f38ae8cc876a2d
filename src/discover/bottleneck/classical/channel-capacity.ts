/**
 * The capacity of a channel by alternating maximisation (S. Arimoto, R. E. Blahut, IEEE Trans.
 * Inform. Theory 18, 1972) with squared extrapolation.
 *
 * | symbol | name here | shape                            |
 * | π(x)   | inputLaw  | \|X\|, a law that attains it     |
 * | c_x    |           | exp D(p(·|x) ‖ Σ_x π(x) p(·|x))  |
 *
 * Law: log Σ π_x c_x ≤ C ≤ max_x log c_x for every π.
 */
import { type Matrix, relativeEntropy, type Vector } from "../../../numerics/index.js";
import type { Channel } from "../../channel/channel.js";
import { extrapolatedFixedPoint } from "./mixture/squared-extrapolation.js";
import { requireChannel } from "./requirements.js";

export interface ChannelCapacity {
  /** I(X;Y) under `inputLaw`, in nats: what is attained. */
  readonly capacity: number;
  /** No input law has more. */
  readonly upperBound: number;
  /** upperBound − capacity. */
  readonly gap: number;
  /** \|X\|. */
  readonly inputLaw: Vector;
  /** \|Y\|; the same for every input law that attains the capacity. */
  readonly outputLaw: Vector;
  readonly iterations: number;
}

const MOST_SWEEPS = 60_000;
const REST = 1e-16;
const CERTIFIED = 1e-13;

/**
 * max over input laws of I(X;Y); the channel's own input law plays no part.
 * @throws ShapeError or DomainError for a channel that is none; AbortedError
 */
export function channelCapacity(
  channel: Channel,
  { signal }: { signal?: AbortSignal } = {},
): ChannelCapacity {
  requireChannel("channelCapacity", channel);
  const { kernel } = channel;
  let last = { capacity: 0, upperBound: Infinity };
  const sweep = (coordinates: Float64Array) => {
    const law = normalised(coordinates);
    const divergences = divergencesFrom(kernel, outputLawOf(kernel, law));
    last = boundsOf(law, divergences);
    const next = law.map((mass, x) => Math.log(mass) + divergences[x]);
    return { next, value: -last.capacity };
  };
  const start = new Float64Array(kernel.rows);
  const { coordinates, sweeps } = extrapolatedFixedPoint(start, sweep, {
    mostSweeps: MOST_SWEEPS,
    tolerance: REST,
    isDone: () => last.upperBound - last.capacity < CERTIFIED,
    signal,
    caller: "channelCapacity",
  });
  const inputLaw = normalised(coordinates);
  const outputLaw = outputLawOf(kernel, inputLaw);
  const { capacity, upperBound } = boundsOf(inputLaw, divergencesFrom(kernel, outputLaw));
  const gap = Math.max(0, upperBound - capacity);
  return { capacity, upperBound, gap, inputLaw, outputLaw, iterations: sweeps };
}

function normalised(coordinates: Float64Array): Vector {
  const largest = coordinates.reduce((a, b) => Math.max(a, b), -Infinity);
  const law = coordinates.map((c) => Math.exp(c - largest));
  const total = law.reduce((sum, mass) => sum + mass, 0);
  return law.map((mass) => mass / total);
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

function boundsOf(law: Vector, divergences: Vector): { capacity: number; upperBound: number } {
  let capacity = 0;
  for (let x = 0; x < law.length; x++) if (law[x] > 0) capacity += law[x] * divergences[x];
  return { capacity, upperBound: divergences.reduce((a, b) => Math.max(a, b), 0) };
}
