/**
 * Linear maps of spectra, one for each frequency: with c + i s for the vector (c, s),
 *
 *   c' + i s' = (A_m + i B_m)(c + i s),
 *
 * all that there are which follow turns.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import { normalInitialiser } from "../../tensors/index.js";
import type { Layer } from "../layer.js";

export interface FrequencyLinearOptions {
  /** How many. */
  readonly frequencies: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** [frequencies, 2, batch, inputs] to [frequencies, 2, batch, outputs]. */
export function frequencyLinear(
  stream: RandomStream,
  { frequencies, inputs, outputs }: FrequencyLinearOptions,
): Layer {
  const draw = normalInitialiser(0, Math.sqrt(1 / inputs));
  // A next to B.
  const maps = tf.tidy(() => tf.variable(draw(stream, [frequencies, inputs, 2 * outputs])));
  return {
    weights: { maps },
    statistics: {},
    apply: (x) => {
      const batch = x.shape[2]!;
      if (`${x.shape}` !== `${[frequencies, 2, batch, inputs]}`) {
        throw new ShapeError(
          `frequencyLinear: got a spectrum of shape [${x.shape}]; expected [${frequencies}, 2, batch, ${inputs}].`,
        );
      }
      return tf.tidy(() => {
        const rows = tf.reshape(x, [frequencies, 2 * batch, inputs]);
        const products = tf.matMul(rows, maps as tf.Tensor);
        const parts = tf.reshape(products, [frequencies, 2, batch, 2 * outputs]);
        const [ofC, ofS] = tf.split(parts, 2, 1);
        const [ac, bc] = tf.split(ofC, 2, 3);
        const [as, bs] = tf.split(ofS, 2, 3);
        return tf.concat([tf.sub(ac, bs), tf.add(as, bc)], 1);
      });
    },
  };
}
