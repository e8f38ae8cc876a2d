/**
 * Whole Jacobians and Hessians of functions of one tensor, from products along unit vectors: as many
 * as there are outputs, or inputs where these are fewer.
 */
import * as tf from "@tensorflow/tfjs-core";
import { hessianVectorProduct, jacobianVectorProduct, vectorJacobianProduct } from "./products.js";

/** ∂f/∂x, of shape [...f(x).shape, ...x.shape]. @throws as `jacobianVectorProduct` */
export function jacobian(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const { shape, size } = f(x);
    const rows =
      size <= x.size
        ? tf.stack(units(size, shape).map((u) => vectorJacobianProduct(f, [x], u)[0].flatten()))
        : tf.stack(
            units(x.size, x.shape).map((v) => jacobianVectorProduct(f, [x], [v]).product.flatten()),
            1,
          );
    return tf.reshape(rows, [...shape, ...x.shape]);
  });
}

/** ∂²f/∂x² of a scalar function, of shape [...x.shape, ...x.shape]. @throws as `hessianVectorProduct` */
export function hessian(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const rows = units(x.size, x.shape).map((v) => hessianVectorProduct(f, [x], [v])[0].flatten());
    return tf.reshape(tf.stack(rows), [...x.shape, ...x.shape]);
  });
}

function units(count: number, shape: readonly number[]): tf.Tensor[] {
  return tf.unstack(tf.eye(count)).map((row) => tf.reshape(row, [...shape]));
}
