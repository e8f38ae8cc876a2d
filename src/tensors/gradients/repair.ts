/**
 * Derivatives that TensorFlow.js 4.22 lacks or has wrong, mended for every backend:
 * second ones through tanh, sigmoid, exp, elu, softmax, logSoftmax, pow and pools; first ones
 * through comparisons (so through `where`, selu, relu6, leakyRelu, qr), gatherND, scatterND,
 * tensorScatterUpdate, topk, stridedSlice, einsum, cumprod; that of floorDiv.
 *
 * Still without: complex numbers and Fourier transforms, sparse tensors, second derivatives of
 * `losses.softmaxCrossEntropy` (take `crossEntropy` from here), batchNorm without a scale.
 */
import { repairElu } from "./elu.js";
import { repairPiecewiseConstant } from "./piecewise-constant.js";
import { repairPools } from "./pools.js";
import { repairProducts } from "./products.js";
import { repairSelection } from "./selection.js";
import { repairTape } from "./tape.js";

let done = false;

/** Once is enough; `useDevice` does it, and so do Jacobians, Hessians and their products. */
export function repairGradients(): void {
  if (done) return;
  done = true;
  repairTape();
  repairElu();
  repairPiecewiseConstant();
  repairSelection();
  repairProducts();
  repairPools();
}
