export type { BasisChoice, LinearPose, Stabiliser } from "./linear-pose.js";
export type { PermutationPose } from "./permutation-pose.js";
