/**
 * The torus of revolution (√(x² + y²) − ring)² + z² = tube², uniform by area: the angle around the
 * tube has a density in proportion to ring + tube cos φ. Turns about the axis are its only
 * connected affine symmetry.
 */
import { DomainError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import {
  requirePositive,
  type SurfaceOptions,
  type SurfaceSample,
  sampleSurface,
} from "./surface-sample.js";

export interface TorusOptions extends SurfaceOptions {
  /** From the axis to the middle of the tube; 2 unless given. */
  ring?: number;
  /** Radius of the tube, below `ring`; 0.7 unless given. */
  tube?: number;
}

/** `count` uniform points. @throws DomainError */
export function torus(
  count: number,
  random: RandomStream,
  options: TorusOptions = {},
): SurfaceSample {
  const { ring = 2, tube = 0.7 } = options;
  requirePositive("torus", "ring", ring);
  requirePositive("torus", "tube", tube);
  if (tube >= ring) {
    throw new DomainError(
      `torus: the tube's radius ${tube} reaches the axis; expected less than ring = ${ring}.`,
    );
  }
  return sampleSurface("torus", count, random, options, (stream) => {
    const around = 2 * Math.PI * stream.uniform();
    const tubeAngle = drawTubeAngle(stream, ring, tube);
    const [c, s] = [Math.cos(around), Math.sin(around)];
    const [out, up] = [Math.cos(tubeAngle), Math.sin(tubeAngle)];
    const distance = ring + tube * out;
    return { point: [distance * c, distance * s, tube * up], normals: [[out * c, out * s, up]] };
  });
}

/** By rejection from the uniform angle. */
function drawTubeAngle(random: RandomStream, ring: number, tube: number): number {
  for (;;) {
    const angle = 2 * Math.PI * random.uniform();
    if (random.uniform() * (ring + tube) <= ring + tube * Math.cos(angle)) return angle;
  }
}
