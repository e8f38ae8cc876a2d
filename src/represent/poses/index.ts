export type { BatchAction, BatchPoses, Pose, PoseSpace } from "./pose-space.js";
