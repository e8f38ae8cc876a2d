/**
 * Who is near whom in clouds, and means over neighbours. It is made once for a cloud and serves all
 * layers of a network.
 *
 * | symbol | meaning                                               |
 * | r_ij   | x_j − x_i                                             |
 * | m_ij   | share of j among the neighbours of i; 0 where it is none |
 * | φ_k    | radial functions of ‖r_ij‖                            |
 *
 * The sums over j are products of matrices, and weights of channels come after them, so that where there
 * are more points than φ no number is kept for a pair and a channel. Neighbours are all other points, or
 * the nearest few; of these one at distance d counts in proportion to (1 − d²/d_k²)², d_k the distance
 * of the farthest, so that nothing jumps when two change places.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import { FAR, nearestRows } from "./nearest.js";
import { type RadialFunctions, type RadialOptions, radialFunctions } from "./radial-functions.js";

export interface NeighbourhoodOptions extends RadialOptions {
  /** How many nearest points are neighbours; default all. */
  readonly nearest?: number;
}

export interface Neighbourhood {
  /** Σ_j m_ij f_j: [batch, points, channels] to the same. */
  mean(f: tf.Tensor): tf.Tensor;
  /** Σ_j m_ij (Σ_k φ_k R_k) ⊙ f_j, R [radial, channels]. */
  filtered(f: tf.Tensor, R: tf.Tensor): tf.Tensor;
  /** Σ_j m_ij r_ij ⊗ f_j, [batch, points, 3, channels]. */
  displaced(f: tf.Tensor): tf.Tensor;
  /** Σ_j m_ij r_ij, [batch, points, 3, 1]. */
  readonly meanDisplacements: tf.Tensor;
  /** Σ_j m_ij φ_k r_ij, [batch, points, 3, radial]. */
  readonly filteredDisplacements: tf.Tensor;
}

/**
 * @param positions [batch, points, 3]; with all pairs also [1, points, 3], one cloud for a whole batch
 * @param present [batch, points], 1 for points that are there and 0 for those that only fill up
 */
export function neighbourhood(
  positions: tf.Tensor,
  { nearest, ...radialOptions }: NeighbourhoodOptions = {},
  present?: tf.Tensor,
): Neighbourhood {
  if (positions.shape.length !== 3 || positions.shape[2] !== 3) {
    throw new ShapeError(
      `neighbourhood: got positions of shape [${positions.shape}]; expected [batch, points, 3].`,
    );
  }
  const points = positions.shape[1] as number;
  if (points < 2) {
    throw new ShapeError("neighbourhood: got clouds of one point; expected two or more.");
  }
  if (nearest !== undefined && !(Number.isInteger(nearest) && nearest >= 1)) {
    throw new DomainError(
      `neighbourhood: nearest is ${nearest}; expected a whole number from 1 on.`,
    );
  }
  const functions = radialFunctions(radialOptions);
  return nearest === undefined || nearest >= points - 1
    ? allPairs(positions, functions, present)
    : nearestPairs(positions, functions, nearest, present);
}

function allPairs(positions: tf.Tensor, functions: RadialFunctions, present?: tf.Tensor) {
  const [batch, points] = positions.shape;
  const columns = tf.transpose(positions, [0, 2, 1]);
  // [batch, points, 3, points]
  const r = tf.sub(tf.expandDims(columns, 1), tf.expandDims(positions, 3));
  const others = diagonal(points, 1, 0);
  const shares =
    present === undefined
      ? tf.broadcastTo(tf.div(others, points - 1), [batch, points, points])
      : sharesOf(tf.mul(others, tf.reshape(present, [batch, 1, points])));
  const near = fromPairs(r, tf.expandDims(shares, 2), functions, (matrices, f) => {
    const [samples, , channels] = f.shape as [number, number, number];
    const rows = tf.reshape(matrices, [batch, -1, points]);
    const each =
      samples === batch ? rows : tf.broadcastTo(rows, [samples, rows.shape[1] as number, points]);
    return tf.reshape(tf.matMul(each, f), [samples, points, -1, channels]);
  });
  return points > functions.count ? near : { ...near, filtered: pairwise(near.weights) };
}

/** `filtered` with a number for each pair and channel: less where there are fewer points than φ. */
function pairwise(weights: tf.Tensor): Neighbourhood["filtered"] {
  const [batch, points, radial] = weights.shape;
  const rows = tf.reshape(tf.transpose(weights, [0, 1, 3, 2]), [-1, radial]);
  return (f, R) => {
    const [samples, , channels] = f.shape as [number, number, number];
    const gates = tf.matMul(rows as tf.Tensor2D, R as tf.Tensor2D);
    const pairs = tf.reshape(gates, [batch, points, points, channels]);
    return tf.sum(tf.mul(pairs, tf.reshape(f, [samples, 1, points, channels])), 2);
  };
}

function nearestPairs(
  positions: tf.Tensor,
  functions: RadialFunctions,
  count: number,
  present?: tf.Tensor,
) {
  const [batch, points] = positions.shape;
  const rows = nearestOf(positions, count, present);
  const gathered = (f: tf.Tensor): tf.Tensor =>
    tf.gather(tf.reshape(f, [batch * points, f.shape[2] as number]), rows);
  const from = tf.reshape(positions, [batch * points, 1, 3]);
  const r = tf.transpose(tf.sub(gathered(positions), from), [0, 2, 1]);
  const pairs = tf.reshape(r, [batch, points, 3, count]);
  const there = present && gathered(tf.reshape(present, [batch, points, 1]));
  const shares = nearShares(
    tf.sum(tf.square(pairs), 2, true),
    there && tf.reshape(there, [batch, points, 1, count]),
  );
  return fromPairs(pairs, shares, functions, (matrices, f) => {
    const each = tf.reshape(matrices, [batch * points, -1, count]);
    return tf.reshape(tf.matMul(each, gathered(f)), [batch, points, -1, f.shape[2] as number]);
  });
}

/**
 * @param r [batch, points, 3, neighbours]
 * @param shares [batch, points, 1, neighbours]
 * @param mixed sums of f over neighbours with matrices [batch, points, m, neighbours]
 */
function fromPairs(
  r: tf.Tensor,
  shares: tf.Tensor,
  functions: RadialFunctions,
  mixed: (matrices: tf.Tensor, f: tf.Tensor) => tf.Tensor,
) {
  const weights = tf.mul(functions.of(tf.sum(tf.square(r), 2, true)), shares);
  const sharedR = tf.mul(r, shares);
  const flat = ([batch, points, , neighbours]: number[], rows: number): number[] => [
    batch * points,
    rows,
    neighbours,
  ];
  const [batch, points] = r.shape;
  const moments = tf.matMul(
    tf.reshape(r, flat(r.shape, 3)),
    tf.reshape(weights, flat(r.shape, functions.count)),
    false,
    true,
  );
  return {
    weights,
    mean: (f: tf.Tensor): tf.Tensor => tf.reshape(mixed(shares, f), f.shape),
    filtered: (f: tf.Tensor, R: tf.Tensor): tf.Tensor => tf.sum(tf.mul(mixed(weights, f), R), 2),
    displaced: (f: tf.Tensor): tf.Tensor => mixed(sharedR, f),
    meanDisplacements: tf.sum(sharedR, 3, true),
    filteredDisplacements: tf.reshape(moments, [batch, points, 3, functions.count]),
  };
}

/** Weights that fall to 0 at the farthest neighbour, with sum 1. */
function nearShares(squares: tf.Tensor, there: tf.Tensor | undefined): tf.Tensor {
  const counted = (values: tf.Tensor): tf.Tensor =>
    there === undefined ? values : tf.mul(values, there);
  const farthest = tf.maximum(tf.max(counted(squares), -1, true), 1e-12);
  const envelope = counted(tf.square(tf.sub(1, tf.div(squares, farthest))));
  return tf.div(envelope, tf.maximum(tf.sum(envelope, -1, true), 1e-3));
}

/** [batch · points, count]. */
function nearestOf(positions: tf.Tensor, count: number, present?: tf.Tensor): tf.Tensor1D {
  const [batch, points] = positions.shape;
  return tf.tidy(() => {
    const columns = tf.transpose(positions, [0, 2, 1]);
    const r = tf.sub(tf.expandDims(columns, 1), tf.expandDims(positions, 3));
    const squares = tf.sum(tf.square(r), 2);
    const absent =
      present === undefined
        ? squares
        : tf.add(squares, tf.reshape(tf.mul(tf.sub(1, present), FAR), [batch, 1, points]));
    const rows = nearestRows(absent, diagonal(points, 0, 2 * FAR), count);
    return tf.reshape(rows, [batch * points, count]) as unknown as tf.Tensor1D;
  });
}

/** [points, points]. */
function diagonal(points: number, off: number, on: number): tf.Tensor {
  const numbers = new Float32Array(points * points).fill(off);
  for (let i = 0; i < points; i++) numbers[i * (points + 1)] = on;
  return tf.tensor(numbers, [points, points]);
}

/** Rows that sum to 1; rows of zeros stay. */
function sharesOf(counts: tf.Tensor): tf.Tensor {
  return tf.div(counts, tf.maximum(tf.sum(counts, -1, true), 1));
}
