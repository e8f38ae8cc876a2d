/**
 * Messages between the points of a cloud that carry numbers and vectors (R. Winter, M. Bertolini, T. Le,
 * F. Noé, D.-A. Clevert, NeurIPS 2022, arXiv 2202.07559, and the code published with it).
 *
 * | symbol     | name here | meaning                                            |
 * | s, V, p    |           | scalars, vectors and (moved) position of a point   |
 * | a, b, c, e | gates     | one linear map of [s_i, s_j, φ(‖r_ij‖), 1]         |
 *
 *   s_i ← s_i + mean_j a ⊙ W_s s_j
 *   V_i ← V_i + mean_j b ⊙ (W_v V_i × W_v V_j) + c ⊗ r_ij
 *   p_i ← p_i + mean_j e (p_i − p_j)
 *
 * then a gated block with a residual. A gate is a sum of a part of i, a part of j and a part of their
 * distance, and the cross product is linear in V_j: so the mean over j goes to numbers of points alone,
 *
 *   mean_j gate_ij ⊙ f_j = α_i ⊙ mean(f)_i + mean(β ⊙ f)_i + filtered(f, R)_i,
 *
 * for f = [W_s s, W_v V, p, 1] at once.
 *
 * Law: rotations of the cloud rotate V and p; reflections do not, because of the cross product, so
 * that mirror images differ.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { RandomStream } from "../../numerics/index.js";
import { together } from "../layer.js";
import { linear } from "../linear.js";
import { type FeatureCounts, gatedBlock } from "./gated-block.js";
import { withinFan } from "./initial-weights.js";
import type { Neighbourhood } from "./neighbourhood.js";
import type { PointFeatures, PointLayer } from "./point-features.js";
import { crossProducts } from "./vectors.js";

export interface VectorMessageOptions extends FeatureCounts {
  /** How many φ; default 8. */
  readonly radial?: number;
  /** Whether positions are moved; default false. */
  readonly moves?: boolean;
}

export function vectorMessages(
  stream: RandomStream,
  { scalars, vectors, radial = 8, moves = false }: VectorMessageOptions,
): PointLayer {
  const rows = [scalars, scalars, radial, 1];
  const columns = [scalars, vectors, vectors, ...(moves ? [1] : [])];
  const gateShape = [2 * scalars + radial + 1, columns.reduce((sum, count) => sum + count, 0)];
  const gates = tf.tidy(() =>
    tf.variable(withinFan(2 * scalars + radial)(stream.split("gates"), gateShape)),
  );
  const parts = {
    gates: { weights: { matrix: gates }, statistics: {} },
    scalarMap: linear(stream.split("scalarMap"), scalars, scalars, {
      initialiser: withinFan(scalars),
    }),
    vectorMap: linear(stream.split("vectorMap"), vectors, vectors, {
      bias: false,
      initialiser: withinFan(vectors),
    }),
    block: gatedBlock(stream.split("block"), { scalars, vectors }, { scalars, vectors }),
  };

  const apply = ({ scalars: s, vectors: V, positions: p }: PointFeatures, near: Neighbourhood) => {
    const [batch, points] = s.shape;
    const [a, b, c, e] = tf.split(gates, columns, 1);
    const isMoving = moves && p !== undefined;
    const mapped = parts.scalarMap.apply(s, "training");
    const mixed = V && parts.vectorMap.apply(V, "training");
    const sent: Gated[] = [{ f: mapped, gates: [a] }];
    if (mixed) {
      sent.push({ f: tf.reshape(mixed, [batch, points, 3 * vectors]), gates: [b, b, b] });
    }
    if (isMoving) {
      sent.push({ f: tf.concat([p, tf.ones([batch, points, 1])], 2), gates: [e, e, e, e] });
    }
    const means = averaged(near, s, sent, rows);

    const withMessages = tf.add(s, means[0]);
    const shifts = displaced(near, s, tf.split(c, rows));
    const ofOthers = (): tf.Tensor => tf.reshape(means[1], [batch, points, 3, vectors]);
    const summed =
      V && mixed ? tf.add(tf.add(V, crossProducts(mixed, ofOthers())), shifts) : shifts;
    const block = parts.block.apply({ scalars: withMessages, vectors: summed }, near);
    const next = {
      scalars: tf.add(withMessages, block.scalars),
      vectors: tf.add(summed, block.vectors!),
    };
    if (!isMoving) return next;
    const [ofPoints, weight] = tf.split(means[means.length - 1], [3, 1], 2);
    return { ...next, positions: tf.sub(tf.add(p, tf.mul(p, weight)), ofPoints) };
  };
  return { ...together(parts), apply };
}

interface Gated {
  /** [batch, points, channels]. */
  readonly f: tf.Tensor;
  /** Columns of the matrix of gates for the channels of f. */
  readonly gates: readonly tf.Tensor[];
}

/** mean_j gate_ij ⊙ f_j of each. @param rows how many of a gate's matrix are of i, of j, of φ and of 1 */
function averaged(
  near: Neighbourhood,
  s: tf.Tensor,
  sent: readonly Gated[],
  rows: number[],
): tf.Tensor[] {
  const gates = joined(
    sent.flatMap((each) => each.gates),
    1,
  );
  const [ofTarget, ofSource, ofRadial, bias] = tf.split(gates, rows);
  const f = joined(
    sent.map((each) => each.f),
    2,
  );
  const width = f.shape[2] as number;
  const ofSources = tf.mul(times(s, ofSource), f);
  const [plain, gated] = tf.split(near.mean(tf.concat([f, ofSources], 2)), [width, width], 2);
  const target = tf.add(times(s, ofTarget), bias);
  const means = tf.add(tf.add(tf.mul(target, plain), gated), near.filtered(f, ofRadial));
  const widths = sent.map((each) => each.f.shape[2] as number);
  return widths.length === 1 ? [means] : tf.split(means, widths, 2);
}

/** mean_j gate_ij ⊗ r_ij. */
function displaced(
  near: Neighbourhood,
  s: tf.Tensor,
  [ofTarget, ofSource, ofRadial, bias]: tf.Tensor[],
): tf.Tensor {
  const target = tf.expandDims(tf.add(times(s, ofTarget), bias), 2);
  const ofDistances = times(near.filteredDisplacements, ofRadial);
  const ofSources = near.displaced(times(s, ofSource));
  return tf.add(tf.add(tf.mul(target, near.meanDisplacements), ofSources), ofDistances);
}

/** Along the last axis. */
function times(x: tf.Tensor, matrix: tf.Tensor): tf.Tensor {
  const flat = tf.reshape(x, [-1, matrix.shape[0]]);
  const product = tf.matMul(flat, matrix as tf.Tensor2D);
  return tf.reshape(product, [...x.shape.slice(0, -1), matrix.shape[1] as number]);
}

function joined(tensors: tf.Tensor[], axis: number): tf.Tensor {
  return tensors.length === 1 ? tensors[0] : tf.concat(tensors, axis);
}
