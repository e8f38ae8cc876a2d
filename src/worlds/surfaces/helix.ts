/**
 * The helix (radius cos t, radius sin t, rise · t), |t| ≤ π · turns, uniform by length. Its only
 * connected affine symmetry is the screw: a turn by t about the axis with a shift by rise · t.
 */
import type { RandomStream } from "../../numerics/index.js";
import {
  requirePositive,
  type SurfaceOptions,
  type SurfaceSample,
  sampleSurface,
} from "./surface-sample.js";

export interface HelixOptions extends SurfaceOptions {
  /** 1 unless given. */
  radius?: number;
  /** Height gained for each radian; 0.3 unless given. */
  rise?: number;
  /** 3 unless given. */
  turns?: number;
}

/** `count` uniform points, with two normals each. @throws DomainError */
export function helix(
  count: number,
  random: RandomStream,
  options: HelixOptions = {},
): SurfaceSample {
  const { radius = 1, rise = 0.3, turns = 3 } = options;
  requirePositive("helix", "radius", radius);
  requirePositive("helix", "rise", rise);
  requirePositive("helix", "turns", turns);
  const speed = Math.hypot(radius, rise);
  return sampleSurface("helix", count, random, options, (stream) => {
    const t = 2 * Math.PI * turns * (stream.uniform() - 0.5);
    const [c, s] = [Math.cos(t), Math.sin(t)];
    return {
      point: [radius * c, radius * s, rise * t],
      normals: [
        [c, s, 0],
        [(-rise * -s) / speed, (-rise * c) / speed, radius / speed],
      ],
    };
  });
}
