export { hessian, jacobian } from "./matrices.js";
export {
  hessianVectorProduct,
  jacobianVectorProduct,
  type ProductWithValue,
  type TensorFunction,
  vectorJacobianProduct,
} from "./products.js";
