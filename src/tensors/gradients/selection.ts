/**
 * Derivatives of what picks or places numbers, for which TensorFlow.js 4.22 has none. Picking is
 * linear, and its derivative places: each is the transpose of the other.
 */
import * as tf from "@tensorflow/tfjs-core";

type Attributes = Record<string, unknown>;

/** Σ over equal indices: what `gatherND` transposes to. */
function placed(indices: tf.Tensor, updates: tf.Tensor, shape: number[]): tf.Tensor {
  return tf.scatterND(indices, updates, shape);
}

export function repairSelection(): void {
  tf.registerGradient({
    kernelName: "GatherNd",
    inputsToSave: ["params", "indices"],
    gradFunc: (dy, [params, indices]) => ({
      params: () => placed(indices, dy as tf.Tensor, params.shape),
      indices: () => tf.zeros(indices.shape),
    }),
  });
  tf.registerGradient({
    kernelName: "ScatterNd",
    inputsToSave: ["indices"],
    gradFunc: (dy, [indices]) => ({
      indices: () => tf.zeros(indices.shape),
      updates: () => tf.gatherND(dy as tf.Tensor, indices),
    }),
  });
  tf.registerGradient({
    kernelName: "TensorScatterUpdate",
    inputsToSave: ["tensor", "indices", "updates"],
    gradFunc: (dy, [tensor, indices, updates]) => ({
      tensor: () =>
        tf.mul(
          dy as tf.Tensor,
          tf.tensorScatterUpdate(tf.ones(tensor.shape), indices, tf.zeros(updates.shape)),
        ),
      indices: () => tf.zeros(indices.shape),
      updates: () => tf.gatherND(dy as tf.Tensor, indices),
    }),
  });
  tf.registerGradient({
    kernelName: "TopK",
    inputsToSave: ["x"],
    outputsToSave: [false, true],
    gradFunc: (dy, [x, indices]) => ({
      x: () => {
        const [slopes] = dy as tf.Tensor[];
        const length = x.shape[x.rank - 1];
        const places = tf.oneHot(tf.cast(indices, "int32"), length);
        return tf.sum(tf.mul(tf.expandDims(slopes, -1), tf.cast(places, "float32")), x.rank - 1);
      },
    }),
  });
  tf.registerGradient({
    kernelName: "StridedSlice",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => ({ x: () => spread(dy as tf.Tensor, x, attributes) }),
  });
}

/** The transpose of a strided slice: the numbers' own places, picked in the same way. */
function spread(dy: tf.Tensor, x: tf.Tensor, attributes: Attributes): tf.Tensor {
  const own = tf.reshape(tf.range(0, x.size, 1, "int32"), x.shape);
  const a = attributes as Record<string, number[]> & Record<string, number>;
  const places = tf.stridedSlice(
    ...([own, a.begin, a.end, a.strides, a.beginMask, a.endMask] as const),
    ...([a.ellipsisMask, a.newAxisMask, a.shrinkAxisMask] as const),
  );
  const flat = placed(tf.reshape(places, [-1, 1]), tf.reshape(dy, [-1]), [x.size]);
  return tf.reshape(flat, x.shape);
}
