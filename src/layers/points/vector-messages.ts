/**
 * Messages between the points of a cloud that carry numbers and vectors (R. Winter, M. Bertolini, T. Le,
 * F. Noé, D.-A. Clevert, NeurIPS 2022, arXiv 2202.07559, and the code published with it).
 *
 * | symbol  | name here     | meaning                                              |
 * | s, V, p |               | scalars, vectors and (moved) position of a point     |
 * | a, b, c, e | gates      | one linear map of [s_i, s_j, φ(‖r_ij‖)]              |
 *
 *   s_i ← s_i + mean_j a ⊙ W_s s_j
 *   V_i ← V_i + mean_j b ⊙ (W_v V_i × W_v V_j) + c ⊗ r_ij
 *   p_i ← p_i + mean_j e (p_i − p_j)
 *
 * then a gated block with a residual. A gate is a sum of a part of i, a part of j and a part of their
 * distance, and the cross product is linear in V_j: so the mean over j goes to numbers of points alone,
 *
 *   mean_j gate_ij ⊙ f_j = α_i ⊙ mean(f)_i + mean(β ⊙ f)_i + filtered(f, R)_i.
 *
 * Law: rotations of the cloud rotate V and p; reflections do not, because of the cross product, so
 * that mirror images differ.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { RandomStream } from "../../numerics/index.js";
import { uniformInitialiser } from "../../tensors/index.js";
import { type Layer, type Trainable, together } from "../layer.js";
import { linear } from "../linear.js";
import { type FeatureCounts, gatedBlock } from "./gated-block.js";
import type { Neighbourhood } from "./neighbourhood.js";
import type { PointFeatures, PointLayer } from "./point-features.js";
import { addVectors, crossProducts, mapVectors } from "./vectors.js";

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
  const square = (name: string, size: number, bias: boolean): Layer =>
    linear(stream.split(name), size, size, { bias, initialiser: within(size) });
  const gate = (name: string, channels: number): Gate =>
    makeGate(stream.split(name), { scalars, radial, channels });
  const parts = {
    scalarMap: square("scalarMap", scalars, true),
    vectorMap: square("vectorMap", vectors, false),
    scalarGate: gate("scalarGate", scalars),
    crossGate: gate("crossGate", vectors),
    displacementGate: gate("displacementGate", vectors),
    ...(moves && { moveGate: gate("moveGate", 1) }),
    block: gatedBlock(stream.split("block"), { scalars, vectors }, { scalars, vectors }),
  };

  const apply = (features: PointFeatures, near: Neighbourhood): PointFeatures => {
    const { scalars: s, vectors: V } = features;
    const opened = (each: Gate): OpenGate => each.open(s);
    const average = (content: tf.Tensor, { target, source, filter }: OpenGate): tf.Tensor =>
      tf.add(
        tf.add(tf.mul(target, near.mean(content)), near.mean(tf.mul(source, content))),
        near.filtered(content, filter),
      );
    const sent = tf.add(s, average(parts.scalarMap.apply(s, "training"), opened(parts.scalarGate)));
    const moved = displaced(opened(parts.displacementGate), near);
    const crossed = (): typeof moved => {
      const mixed = mapVectors(V!, (v) => parts.vectorMap.apply(v, "training"));
      const gates = opened(parts.crossGate);
      return addVectors(
        V!,
        crossProducts(
          mixed,
          mapVectors(mixed, (v) => average(v, gates)),
        ),
      );
    };
    const summed = V === undefined ? moved : addVectors(crossed(), moved);
    const block = parts.block.apply({ scalars: sent, vectors: summed }, near);
    const next = {
      scalars: tf.add(sent, block.scalars),
      vectors: addVectors(summed, block.vectors!),
    };
    if (parts.moveGate === undefined || features.positions === undefined) return next;
    const gates = opened(parts.moveGate);
    const whole = average(tf.ones([near.batch, near.points, 1]), gates);
    const positions = mapVectors(features.positions, (p) =>
      tf.sub(tf.add(p, tf.mul(p, whole)), average(p, gates)),
    );
    return { ...next, positions };
  };
  return { ...together(parts), apply };
}

interface OpenGate {
  /** α and β, [batch, points, channels]; R, [radial, channels]. */
  readonly target: tf.Tensor;
  readonly source: tf.Tensor;
  readonly filter: tf.Tensor;
}

interface Gate extends Trainable {
  open(scalars: tf.Tensor): OpenGate;
}

function makeGate(
  stream: RandomStream,
  { scalars, radial, channels }: { scalars: number; radial: number; channels: number },
): Gate {
  const initialiser = within(2 * scalars + radial);
  const target = linear(stream.split("target"), scalars, channels, { initialiser });
  const source = linear(stream.split("source"), scalars, channels, { bias: false, initialiser });
  const filter = tf.tidy(() =>
    tf.variable(initialiser(stream.split("filter"), [radial, channels])),
  );
  const { weights, statistics } = together({ target, source });
  return {
    weights: { ...weights, filter },
    statistics,
    open: (s) => ({
      target: target.apply(s, "training"),
      source: source.apply(s, "training"),
      filter,
    }),
  };
}

/** mean_j c_ij ⊗ r_ij. */
function displaced({ target, source, filter }: OpenGate, near: Neighbourhood) {
  const channels = filter.shape[1] as number;
  return mapVectors(near.meanDisplacements, (mean, axis) => {
    const rows = tf.reshape(near.filteredDisplacements[axis], [-1, near.radial]);
    const filtered = tf.matMul(rows, filter as tf.Tensor2D);
    const shape = [near.batch, near.points, channels];
    const x = near.coordinates[axis];
    const ofSources = tf.sub(near.mean(tf.mul(source, x)), tf.mul(near.mean(source), x));
    return tf.add(tf.add(tf.mul(target, mean), ofSources), tf.reshape(filtered, shape));
  });
}

const within = (fan: number) => uniformInitialiser(-1 / Math.sqrt(fan), 1 / Math.sqrt(fan));
