/** What the peers read: weights, batches, and the loss and derivatives that ours are at the beginning. */
import * as tf from "@tensorflow/tfjs";
import { writeCase } from "../tensors/case-file.js";
import type { Numbers } from "../tensors/cases.js";
import { type CaseName, makeCase } from "./cases.js";

const numbersOf = (tensor: tf.Tensor): Numbers => ({
  shape: tensor.shape,
  values: tensor.dataSync().slice() as Float32Array,
});

const named = (tensors: Readonly<Record<string, tf.Tensor>>): Record<string, Numbers> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, numbersOf(tensor)]));

/** Writes a case to a folder, with `loss` and a derivative for each weight. */
export function handOver(folder: string, name: CaseName): void {
  const { model, batches } = makeCase(name);
  const parameters = named(model.weights);
  const x = tf.tensor(batches[0].values, [...batches[0].shape], "float32");
  const { value, grads } = tf.variableGrads(
    () => model.loss(x) as tf.Scalar,
    Object.values(model.weights),
  );
  const derivatives = Object.fromEntries(
    Object.entries(model.weights).map(([key, weight]) => [
      `derivative of ${key}`,
      // A first layer's map of vectors that are not there yet has none.
      numbersOf(grads[weight.name] ?? tf.zeros(weight.shape)),
    ]),
  );
  const fixed = { loss: numbersOf(value), ...derivatives };
  writeCase(folder, { ...name, parameters, fixed, batches: batches.map((x) => ({ x })) });
}
