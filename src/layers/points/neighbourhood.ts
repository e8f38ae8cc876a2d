/**
 * Who is near whom in clouds, and means over neighbours. It is made once for a cloud and serves all
 * layers of a network.
 *
 * | symbol | name here    | shape                            |
 * | m_ij   |              | share of j among the neighbours of i; 0 where it is none |
 * | φ_k    |              | radial functions of ‖r_ij‖, r_ij = x_j − x_i |
 *
 *   mean(f)_i        = Σ_j m_ij f_j
 *   filtered(f, R)_i = Σ_j m_ij (Σ_k φ_k(‖r_ij‖) R_k) ⊙ f_j
 *
 * The sums over j are products of matrices, and R comes after them, so that no number is kept for a pair
 * and a channel. Neighbours are all other points, or the nearest few; of these one at distance d
 * counts in proportion to (1 − d²/d_k²)², d_k the distance of the farthest, so that nothing jumps when two change
 * places.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import { FAR, nearestRows } from "./nearest.js";
import { type RadialOptions, radialFunctions } from "./radial-functions.js";
import { mapVectors, squaredLengths, type Vectors, vectorsOf } from "./vectors.js";

export interface NeighbourhoodOptions extends RadialOptions {
  /** How many nearest points are neighbours; default all. */
  readonly nearest?: number;
}

export interface Neighbourhood {
  readonly batch: number;
  readonly points: number;
  /** For each component [batch, points, 1]. */
  readonly coordinates: Vectors;
  /** How many φ_k. */
  readonly radial: number;
  /** [batch, points, channels] to the same. */
  mean(content: tf.Tensor): tf.Tensor;
  /** The same with weights R [radial, channels], or [radial, 1]. */
  filtered(content: tf.Tensor, weights: tf.Tensor): tf.Tensor;
  /** Σ_j m_ij φ_k r_ij, for each component [batch, points, radial]. */
  readonly filteredDisplacements: Vectors;
  /** Σ_j m_ij r_ij, for each component [batch, points, 1]. */
  readonly meanDisplacements: Vectors;
}

/**
 * @param positions [batch, points, 3]
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

type Functions = ReturnType<typeof radialFunctions>;

function allPairs(
  positions: tf.Tensor,
  functions: Functions,
  present: tf.Tensor | undefined,
): Neighbourhood {
  const [batch, points] = positions.shape;
  const pairs = [batch, points, points];
  const coordinates = vectorsOf(positions);
  const displacements = mapVectors(coordinates, (x) =>
    tf.sub(tf.reshape(x, [batch, 1, points]), x),
  );
  const others = offDiagonal(points, 1 / (points - 1), 0);
  const means =
    present === undefined
      ? tf.tile(tf.reshape(others, [1, points, points]), [batch, 1, 1])
      : sharesOf(tf.mul(offDiagonal(points, 1, 0), tf.reshape(present, [batch, 1, points])));
  const squares = tf.reshape(squaredLengths(displacements), [batch, points, 1, points]);
  const weights = tf.mul(functions.of(squares), tf.reshape(means, [batch, points, 1, points]));
  const rows = tf.reshape(weights, [batch, points * functions.count, points]);
  return {
    ...{ batch, points, coordinates, radial: functions.count },
    mean: (content) => tf.matMul(means, content),
    filtered: (content, R) => {
      const channels = content.shape[2] as number;
      const sums = tf.reshape(tf.matMul(rows, content), [batch, points, -1, channels]);
      return tf.sum(tf.mul(sums, R), 2);
    },
    filteredDisplacements: mapVectors(displacements, (r) =>
      tf.sum(tf.mul(weights, tf.reshape(r, [batch, points, 1, points])), 3),
    ),
    meanDisplacements: mapVectors(displacements, (r) =>
      tf.sum(tf.mul(means, tf.reshape(r, pairs)), 2, true),
    ),
  };
}

function nearestPairs(
  positions: tf.Tensor,
  functions: Functions,
  count: number,
  present: tf.Tensor | undefined,
): Neighbourhood {
  const [batch, points] = positions.shape;
  const coordinates = vectorsOf(positions);
  const rows = nearestOf(coordinates, count, present);
  const gathered = (content: tf.Tensor): tf.Tensor =>
    tf.gather(tf.reshape(content, [batch * points, content.shape[2] as number]), rows);
  const displacements = mapVectors(coordinates, (x) =>
    tf.reshape(tf.sub(gathered(x), tf.reshape(x, [batch * points, 1, 1])), [-1, 1, count]),
  );
  const squares = squaredLengths(displacements);
  const there =
    present === undefined
      ? undefined
      : tf.reshape(gathered(tf.reshape(present, [batch, points, 1])), [-1, 1, count]);
  const means = nearShares(squares, there);
  const weights = tf.mul(functions.of(squares), means);
  const mixed = (matrices: tf.Tensor, content: tf.Tensor): tf.Tensor =>
    tf.reshape(tf.matMul(matrices, gathered(content)), [batch, points, -1, content.shape[2]!]);
  return {
    ...{ batch, points, coordinates, radial: functions.count },
    mean: (content) => tf.reshape(mixed(means, content), [batch, points, -1]),
    filtered: (content, R) => tf.sum(tf.mul(mixed(weights, content), R), 2),
    filteredDisplacements: mapVectors(displacements, (r) =>
      tf.reshape(tf.sum(tf.mul(weights, r), 2), [batch, points, functions.count]),
    ),
    meanDisplacements: mapVectors(displacements, (r) =>
      tf.reshape(tf.sum(tf.mul(means, r), 2), [batch, points, 1]),
    ),
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
function nearestOf(
  coordinates: Vectors,
  count: number,
  present: tf.Tensor | undefined,
): tf.Tensor1D {
  const [batch, points] = coordinates[0].shape;
  return tf.tidy(() => {
    const squares = squaredLengths(
      mapVectors(coordinates, (x) => tf.sub(tf.reshape(x, [batch, 1, points]), x)),
    );
    const itself = offDiagonal(points, 0, 2 * FAR);
    const absent =
      present === undefined
        ? squares
        : tf.add(squares, tf.reshape(tf.mul(tf.sub(1, present), FAR), [batch, 1, points]));
    const rows = nearestRows(absent, itself, count);
    return tf.reshape(rows, [batch * points, count]) as unknown as tf.Tensor1D;
  });
}

/** [points, points]. */
function offDiagonal(points: number, off: number, on: number): tf.Tensor {
  const numbers = new Float32Array(points * points).fill(off);
  for (let i = 0; i < points; i++) numbers[i * (points + 1)] = on;
  return tf.tensor(numbers, [points, points]);
}

/** Rows that sum to 1; rows of zeros stay. */
function sharesOf(counts: tf.Tensor): tf.Tensor {
  return tf.div(counts, tf.maximum(tf.sum(counts, -1, true), 1));
}
