/** Clouds whose points were moved a little, to see what a classifier makes of it. */
import { DomainError } from "../../../errors.js";
import type { RandomStream } from "../../../numerics/index.js";
import type { ClassifiedClouds } from "../classified-clouds.js";

/** Normal noise of this deviation on each coordinate. @throws DomainError for a deviation that is negative or not finite */
export function tremblingClouds(
  clouds: ClassifiedClouds,
  deviation: number,
  random: RandomStream,
): ClassifiedClouds {
  if (!(deviation >= 0 && Number.isFinite(deviation))) {
    throw new DomainError(
      `tremblingClouds: the deviation is ${deviation}; expected a number from 0 on.`,
    );
  }
  const noise = random.normals(clouds.values.length);
  return { ...clouds, values: clouds.values.map((value, k) => value + deviation * noise[k]) };
}

/**
 * In each cloud the two points that are nearest in their first coordinate, yet not equal there,
 * exchange it: the smallest move that changes the order by that coordinate.
 * `moves` are the lengths of the moves, √2 times the gaps; 0 where all points agree in it.
 */
export function exchangedClouds(clouds: ClassifiedClouds): {
  readonly clouds: ClassifiedClouds;
  readonly moves: Float64Array;
} {
  const { count, points, dimension } = clouds;
  const values = clouds.values.slice();
  const moves = Float64Array.from({ length: count }, (_, c) => {
    const first = c * points * dimension;
    const order = Array.from({ length: points }, (_, i) => first + i * dimension).sort(
      (i, j) => values[i] - values[j],
    );
    let nearest = { gap: Number.POSITIVE_INFINITY, at: 0 };
    for (let k = 1; k < points; k++) {
      const gap = values[order[k]] - values[order[k - 1]];
      if (gap > 0 && gap < nearest.gap) nearest = { gap, at: k };
    }
    if (nearest.at === 0) return 0;
    const [i, j] = [order[nearest.at - 1], order[nearest.at]];
    [values[i], values[j]] = [values[j], values[i]];
    return Math.SQRT2 * nearest.gap;
  });
  return { clouds: { ...clouds, values }, moves };
}
