/**
 * The cylinder x² + y² = radius², |z| ≤ height / 2, uniform. As a piece of the infinite cylinder
 * it keeps turns about and shifts along the axis among the rigid motions (2), and z ↦ any
 * affine function besides the turns among the affine maps (5).
 */
import type { RandomStream } from "../../numerics/index.js";
import {
  requirePositive,
  type SurfaceOptions,
  type SurfaceSample,
  sampleSurface,
} from "./surface-sample.js";

export interface CylinderOptions extends SurfaceOptions {
  /** 1 unless given. */
  radius?: number;
  /** 2 unless given. */
  height?: number;
}

/** `count` uniform points. @throws DomainError */
export function cylinder(
  count: number,
  random: RandomStream,
  options: CylinderOptions = {},
): SurfaceSample {
  const { radius = 1, height = 2 } = options;
  requirePositive("cylinder", "radius", radius);
  requirePositive("cylinder", "height", height);
  return sampleSurface("cylinder", count, random, options, (stream) => {
    const angle = 2 * Math.PI * stream.uniform();
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const z = height * (stream.uniform() - 0.5);
    return { point: [radius * c, radius * s, z], normals: [[c, s, 0]] };
  });
}
