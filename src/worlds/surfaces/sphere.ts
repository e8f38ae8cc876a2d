/**
 * The sphere |x − centre| = radius in ℝᵐ, uniform. Its symmetries among the affine maps are the
 * rotations about the centre, of dimension m (m − 1) / 2.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import {
  requirePositive,
  type SurfaceOptions,
  type SurfaceSample,
  sampleSurface,
} from "./surface-sample.js";

export interface SphereOptions extends SurfaceOptions {
  /** m, at least 2; 3 unless given. */
  dimension?: number;
  /** 1 unless given. */
  radius?: number;
  /** m numbers; the origin unless given. */
  centre?: ArrayLike<number>;
}

/** `count` uniform points. @throws DomainError, ShapeError for a centre of another dimension */
export function sphere(
  count: number,
  random: RandomStream,
  options: SphereOptions = {},
): SurfaceSample {
  const { dimension = 3, radius = 1 } = options;
  if (!Number.isInteger(dimension) || dimension < 2) {
    throw new DomainError(`sphere: got the dimension ${dimension}; expected 2 or more.`);
  }
  requirePositive("sphere", "radius", radius);
  const centre = options.centre ?? new Float64Array(dimension);
  if (centre.length !== dimension) {
    throw new ShapeError(
      `sphere: centre has ${centre.length} coordinates; expected ${dimension}, the dimension.`,
    );
  }
  return sampleSurface("sphere", count, random, options, (stream) => {
    const direction = stream.normals(dimension);
    const length = Math.hypot(...direction);
    const normal = direction.map((x) => x / length);
    return { point: normal.map((x, k) => centre[k] + radius * x), normals: [normal] };
  });
}
