export { type CylinderOptions, cylinder } from "./cylinder.js";
export { type HelixOptions, helix } from "./helix.js";
export { type QuadricOptions, quadric } from "./quadric.js";
export { type SphereOptions, sphere } from "./sphere.js";
export type { SurfaceOptions, SurfaceSample } from "./surface-sample.js";
export { type TorusOptions, torus } from "./torus.js";
