export { INDEPENDENCE_TOLERANCE } from "./bases.js";
export { CLASS_TOLERANCE, type KeyRule, type NodeClasses, nodeClasses } from "./node-classes.js";
export { canonicalSign, negatingPermutation, type SignDecision } from "./signs.js";
export { type MatrixSymmetry, matrixStabiliser } from "./stabiliser.js";
