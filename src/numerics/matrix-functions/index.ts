export { type Complex, ComplexMatrix } from "./complex-matrix.js";
export { type ComplexSchur, complexSchur } from "./complex-schur.js";
export { determinant, inverseMatrix, linearSolve } from "./linear-solve.js";
export { matrixExponential } from "./matrix-exponential.js";
export { LOGARITHM_TOLERANCE, matrixLogarithm } from "./matrix-logarithm.js";
