export {
  type ConvexHull,
  convexHull,
  hullVolume,
  LARGEST_HULL_DIMENSION,
} from "./convex-hull.js";
export { type HullCloudOptions, type HullClouds, hullClouds } from "./hull-data.js";
