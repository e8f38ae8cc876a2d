export { type CircleHeadOptions, circleHeadPoses } from "./circle-head-poses.js";
export { type FinitePoseOptions, finitePoses } from "./finite-poses.js";
export { LEAST_LENGTH, LEAST_SINE } from "./frames/frame.js";
export { motionPoses } from "./motion-poses.js";
export { type PermutationPoseOptions, permutationPoses } from "./permutation-poses.js";
export type { BatchAction, BatchPoses, Pose, PoseSpace } from "./pose-space.js";
export { productPoses } from "./product-poses.js";
export { circlePoses, rotationPoses } from "./rotation-poses.js";
export { translationPoses } from "./translation-poses.js";
