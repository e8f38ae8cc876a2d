export { complexVectorOutput, pointOutput, vectorOutput } from "./linear-output.js";
export { representationOutput, stabiliserProjector } from "./representation-output.js";
