export type { CloudPoseOptions, PosedClouds } from "./posed-clouds.js";
export * from "./solids/index.js";
export {
  TETRIS_SHAPES,
  type TetrisOptions,
  type TetrisShape,
  tetrisClouds,
  tetrisShape,
} from "./tetris.js";
