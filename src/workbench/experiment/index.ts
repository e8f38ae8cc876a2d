export { combinations } from "./combinations.js";
export { linesOverSeeds, overSeeds } from "./over-seeds.js";
