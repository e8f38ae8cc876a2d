export {
  type ExactAssignment,
  exactAssignment,
  exactCloudAssignment,
} from "./assignment.js";
export { Matrix, type Vector } from "./matrix.js";
export { RandomStream } from "./random/random-stream.js";
export type { Key } from "./random/threefry.js";
