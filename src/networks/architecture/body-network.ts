/**
 * The message-passing network of the n-body experiments (Puny et al. 2022; Lin et al. 2024, whose
 * settings are the defaults here: 49 383 parameters for d = 3).
 *
 * h_i = E [x_i, v_i]; in each layer m_ij = φ(A (h_i − h_j) + B [q_i q_j, |x_i − x_j|⁴]) over all j ≠ i,
 * h_i ← h_i + φ(C [h_i, Σ_j m_ij]) with φ = dropout ∘ layer norm ∘ SiLU; Δ_i = D₂ SiLU(D₁ h_i).
 *
 * | symbol | name          | shape of the input, for S samples of n bodies in P poses  |
 * | x      | positions     | S P n × d, those that the network sees: canonical, centred |
 * | v      | velocities    | S P n × d                                                   |
 * | q      | charges       | S n × 1                                                     |
 * | Q      | frames        | S P × d²: what carries an output back, Δ_i ↦ Q Δ_i          |
 * | w      | weights       | S P × 1, only where `weighted`: each pose's share           |
 * | y      | displacements | S n × d, target minus position in the sample's own frame    |
 *
 * Rows go by sample, then by pose, then by body. Outputs: "displacements", the mean over the poses of
 * what was carried back; "absolute error" (which is minimised) and "squared error", means over all
 * coordinates. A (h_i − h_j) is computed as A h_i − A h_j, which is the same map at a fifth of
 * the cost.
 */

import { type ParameterStart, type Program, program, type Tensor } from "../program/index.js";

export interface BodyNetworkOptions {
  /** Samples that are computed at once: of a step's batch, as many as fit into the cache. Default 20. */
  readonly samples?: number;
  /** Default 5. */
  readonly bodies?: number;
  /** d, default 3. */
  readonly dimension?: number;
  /** Frames of each sample whose outputs are averaged; default 1. */
  readonly poses?: number;
  /** Default false: all poses weigh the same. */
  readonly weighted?: boolean;
  /** Default 60. */
  readonly width?: number;
  /** Default 4. */
  readonly layers?: number;
  /** Default 0.1. */
  readonly dropout?: number;
}

/** The program. @throws DomainError for sizes that are none */
export function bodyNetwork(options: BodyNetworkOptions = {}): Program {
  const { samples = 20, bodies = 5, dimension: d = 3, poses = 1, weighted = false } = options;
  const { width = 60, layers = 4, dropout = 0.1 } = options;
  const p = program(samples);
  const rows = samples * poses * bodies;
  const positions = p.input("positions", [rows, d]);
  const velocities = p.input("velocities", [rows, d]);
  const charges = p.input("charges", [samples * bodies, 1]);
  const frames = p.input("frames", [samples * poses, d * d]);
  const target = p.input("displacements", [samples * bodies, d]);
  const [receiver, sender] = completeArcs(samples * poses, bodies).map((arcs) => p.constant(arcs));
  const edges = edgeFeatures(p, positions, spread(p, charges, samples, poses), receiver, sender);
  const settle = (x: Tensor): Tensor => p.dropout(p.layerNorm(p.silu(x)), dropout);
  let h = p.linear(p.concatenate([positions, velocities]), width);
  for (let layer = 0; layer < layers; layer++) {
    const start = uniformOver(width + 2);
    const differences = p.difference(p.linear(h, width, { bias: false, start }), receiver, sender);
    const messages = settle(p.add(p.linear(edges, width, { start }), differences));
    const heard = p.segmentSum(messages, receiver, rows);
    const both = uniformOver(2 * width);
    const own = p.linear(h, width, { start: both });
    h = p.add(settle(p.add(p.linear(heard, width, { bias: false, start: both }), own)), h);
  }
  const seen = p.linear(p.silu(p.linear(h, width)), d);
  const carried = p.rotate(seen, frames);
  const found = overPoses(p, carried, { samples, poses, weighted });
  const error = p.absoluteError(found, target);
  p.output("displacements", found);
  p.output("absolute error", error);
  p.output("squared error", p.squaredError(found, target));
  p.minimise(error);
  return p;
}

/** What a linear layer with this many inputs begins with, when it is computed in parts. */
function uniformOver(inputs: number): ParameterStart {
  return { kind: "uniform", bound: 1 / Math.sqrt(inputs) };
}

/** Receivers and senders of all ordered pairs of each of `graphs` sets of bodies. */
function completeArcs(graphs: number, bodies: number): [Int32Array, Int32Array] {
  const receiver: number[] = [];
  const sender: number[] = [];
  for (let first = 0; first < graphs * bodies; first += bodies) {
    for (let i = 0; i < bodies; i++) {
      for (let j = 0; j < bodies; j++) {
        if (i === j) continue;
        receiver.push(first + i);
        sender.push(first + j);
      }
    }
  }
  return [Int32Array.from(receiver), Int32Array.from(sender)];
}

/** Rows of a sample for each of its poses. */
function spread(p: Program, x: Tensor, samples: number, poses: number): Tensor {
  if (poses === 1) return x;
  const bySample = p.reshape(x, [samples, (x.rows / samples) * x.columns]);
  return p.reshape(p.repeat(bySample, poses), [x.rows * poses, x.columns]);
}

/** [q_i q_j, |x_i − x_j|⁴]: the reference squares the squared distance. */
function edgeFeatures(
  p: Program,
  positions: Tensor,
  charges: Tensor,
  receiver: Tensor,
  sender: Tensor,
): Tensor {
  const products = p.multiply(p.gather(charges, receiver), p.gather(charges, sender));
  const squares = p.rowSum(p.square(p.difference(positions, receiver, sender)));
  return p.concatenate([products, p.square(squares)]);
}

function overPoses(
  p: Program,
  carried: Tensor,
  { samples, poses, weighted }: { samples: number; poses: number; weighted: boolean },
): Tensor {
  if (poses === 1 && !weighted) return carried;
  const numbers = (carried.rows * carried.columns) / (samples * poses);
  const byPose = p.reshape(carried, [samples * poses, numbers]);
  const mean = weighted
    ? p.blockSum(p.multiply(byPose, p.input("weights", [samples * poses, 1])), poses)
    : p.blockMean(byPose, poses);
  return p.reshape(mean, [carried.rows / poses, carried.columns]);
}
