export { determinant, inverseMatrix, linearSolve } from "./linear-solve.js";
export { matrixExponential } from "./matrix-exponential.js";
