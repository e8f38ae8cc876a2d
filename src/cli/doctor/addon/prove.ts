/** node prove.js <folder>: loads the addon there and computes what is known beforehand. */
import * as tf from "@tensorflow/tfjs-core";
import { EnvironmentError } from "../../../errors.js";
import { openNative } from "../../../tensors/devices/native/open.js";

async function prove(folder: string): Promise<string> {
  const { detail } = openNative(folder);
  await tf.setBackend("tensorflow");
  // (1 2; 3 4)² = (7 10; 15 22), and d tr(A²)/dA = 2 Aᵀ.
  const matrix = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const square = tf.matMul(matrix, matrix);
  const slope = tf.grad((a) =>
    tf.sum(tf.mul(tf.matMul(a as tf.Tensor2D, a as tf.Tensor2D), tf.eye(2))),
  )(matrix);
  const largest = tf.topk(square, 1).values;
  const got = [square, slope, largest].flatMap((tensor) => [...tensor.dataSync()]);
  const expected = [7, 10, 15, 22, 2, 6, 4, 8, 10, 22];
  if (got.join() !== expected.join()) {
    throw new EnvironmentError(`computed ${got} instead of ${expected}`);
  }
  return `${detail}; products, a gradient and topk are right`;
}

prove(process.argv[2]).then(
  (line) => console.log(line),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
