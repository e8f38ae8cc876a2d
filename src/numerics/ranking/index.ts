export { areaUnderCurve, backgroundRejection } from "./receiver-operating-curve.js";
