/**
 * Derivatives along directions, without forming a Jacobian or a Hessian.
 *
 * | symbol   | name here              | meaning                                              |
 * | uᵀ J     | vectorJacobianProduct  | one backward pass                                    |
 * | J v      | jacobianVectorProduct  | uᵀJ is linear in u, and its derivative along v is Jv |
 * | H v      | hessianVectorProduct   | the derivative of ∇f · v                             |
 *
 * J = ∂f/∂x at x, all inputs together. Laws: u · (J v) = (uᵀ J) · v; H is symmetric.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import { repairGradients } from "../gradients/index.js";

/** Any function of tensors that is made of TensorFlow.js operations. */
export type TensorFunction = (...inputs: tf.Tensor[]) => tf.Tensor;

export interface ProductWithValue {
  readonly value: tf.Tensor;
  readonly product: tf.Tensor;
}

/**
 * f(x) and J v, of the shape of f(x).
 * @param directions v, one for each input, of its shape
 * @throws ShapeError; DomainError when f does not depend on its inputs
 */
export function jacobianVectorProduct(
  f: TensorFunction,
  inputs: readonly tf.Tensor[],
  directions: readonly tf.Tensor[],
): ProductWithValue {
  requireDirections("jacobianVectorProduct", inputs, directions);
  repairGradients();
  return tf.tidy(() => {
    const value = f(...inputs);
    const along = (u: tf.Tensor) =>
      totalProduct(slopes("jacobianVectorProduct", weighted(f, u), inputs), directions);
    return { value, product: tf.grad(along)(tf.zerosLike(value)) };
  });
}

/**
 * uᵀ J, one tensor for each input.
 * @param covector u, of the shape of f(x)
 * @throws ShapeError; DomainError when f does not depend on its inputs
 */
export function vectorJacobianProduct(
  f: TensorFunction,
  inputs: readonly tf.Tensor[],
  covector: tf.Tensor,
): tf.Tensor[] {
  repairGradients();
  return tf.tidy(() => slopes("vectorJacobianProduct", weighted(f, covector), inputs));
}

/**
 * H v of a scalar function, one tensor for each input.
 * @throws ShapeError when f is no scalar or directions do not fit; DomainError as above
 */
export function hessianVectorProduct(
  f: TensorFunction,
  inputs: readonly tf.Tensor[],
  directions: readonly tf.Tensor[],
): tf.Tensor[] {
  requireDirections("hessianVectorProduct", inputs, directions);
  repairGradients();
  return tf.tidy(() => {
    const along: TensorFunction = (...x) =>
      totalProduct(slopes("hessianVectorProduct", scalar(f), x), directions);
    return slopes("hessianVectorProduct", along, inputs);
  });
}

/** @throws ShapeError unless f has one number */
function scalar(f: TensorFunction): TensorFunction {
  return (...x) => {
    const value = f(...x);
    if (value.size !== 1) {
      throw new ShapeError(
        `hessianVectorProduct: f has shape [${value.shape}]; expected one number. Sum it, or take one entry at a time.`,
      );
    }
    return value;
  };
}

/** u · f. */
function weighted(f: TensorFunction, u: tf.Tensor): TensorFunction {
  return (...x) => {
    const value = f(...x);
    if (value.shape.join() !== u.shape.join()) {
      throw new ShapeError(
        `vectorJacobianProduct: f has shape [${value.shape}] and the covector [${u.shape}]; expected the same.`,
      );
    }
    return tf.sum(tf.mul(value, u));
  };
}

function slopes(caller: string, f: TensorFunction, inputs: readonly tf.Tensor[]): tf.Tensor[] {
  try {
    return tf.grads((...x: tf.Tensor[]) => tf.sum(f(...x)))([...inputs]);
  } catch (cause) {
    if (!(cause instanceof Error) || !cause.message.includes("encloses all operations")) {
      throw cause;
    }
    throw new DomainError(
      `${caller}: f does not depend on its inputs by operations that have a derivative; compute it from its arguments, without reading numbers out of tensors.`,
      { cause },
    );
  }
}

function totalProduct(a: readonly tf.Tensor[], b: readonly tf.Tensor[]): tf.Tensor {
  return tf.addN(a.map((tensor, k) => tf.sum(tf.mul(tensor, b[k]))));
}

function requireDirections(
  caller: string,
  inputs: readonly tf.Tensor[],
  directions: readonly tf.Tensor[],
): void {
  const shapes = (tensors: readonly tf.Tensor[]) =>
    tensors.map(({ shape }) => `[${shape}]`).join(", ");
  if (shapes(inputs) === shapes(directions)) return;
  throw new ShapeError(
    `${caller}: got inputs of shape ${shapes(inputs)} and directions of shape ${shapes(directions)}; expected the same.`,
  );
}
