export { complexVectorOutput, pointOutput, vectorOutput } from "./linear-output.js";
