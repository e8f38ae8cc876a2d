export { type BinaryScores, binaryScores } from "./binary-scores.js";
export { areaUnderCurve, backgroundRejection } from "./receiver-operating-curve.js";
