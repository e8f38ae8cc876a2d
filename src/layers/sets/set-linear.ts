/**
 * All linear maps of sets that follow permutations of the members (M. Zaheer and others, NeurIPS 2017,
 * lemma 3): y_j = x_j A + mean_k(x_k) B + b. Law: y(Πx) = Π y(x).
 */
import * as tf from "@tensorflow/tfjs-core";
import type { RandomStream } from "../../numerics/index.js";
import { type Layer, together } from "../layer.js";
import { linear } from "../linear.js";
import { poolMembers } from "./pool-members.js";

/** [batch, N, inputs] to [batch, N, outputs], for any N. */
export function setLinear(stream: RandomStream, inputs: number, outputs: number): Layer {
  const own = linear(stream.split("own"), inputs, outputs);
  const all = linear(stream.split("all"), inputs, outputs, { bias: false });
  return {
    ...together({ own, all }),
    apply: (x, phase) =>
      tf.tidy(() => {
        const shared = all.apply(poolMembers(x, "mean"), phase);
        return tf.add(own.apply(x, phase), tf.expandDims(shared, 1));
      }),
  };
}
