export {
  type ClassifiedClouds,
  type CloudPrecision,
  cloudSet,
  type OwnClouds,
  someClouds,
} from "./classified-clouds.js";
export * from "./digits/index.js";
export * from "./hulls/index.js";
export * from "./multisets/index.js";
export * from "./polyhedra/index.js";
