export { SOLID_CLASSES, type SolidClass } from "./solid-classes.js";
export {
  type SolidCloudOptions,
  type SolidOptions,
  type SolidVoxelOptions,
  type SolidVoxels,
  solidClouds,
  solidVoxels,
} from "./solid-data.js";
