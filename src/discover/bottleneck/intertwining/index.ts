export type { LevelLaws } from "./letters.js";
export {
  type IntertwiningOptions,
  iibSolve,
  intertwiningBottleneck,
  intertwiningPath,
} from "./solve.js";
