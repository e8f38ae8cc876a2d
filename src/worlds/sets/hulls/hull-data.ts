/**
 * Clouds of normal points and the volume of their hull: the task in 5 dimensions with 16 points
 * of the Clifford-group networks (Ruhe et al., arXiv 2305.11141), a function that no motion
 * and no order of the points changes. Each cloud depends on the seed, the part and its own
 * number alone.
 */
import { DomainError } from "../../../errors.js";
import { Matrix, RandomStream } from "../../../numerics/index.js";
import { hullVolume } from "./convex-hull.js";

export interface HullCloudOptions {
  /** A whole number; 0 unless given. */
  readonly seed?: number;
  /** Name of the part of the data, whose clouds are its own; "train" unless given. */
  readonly part?: string;
  /** n; 16 unless given. */
  readonly points?: number;
  /** d; 5 unless given. */
  readonly dimension?: number;
}

export interface HullClouds {
  /** S */
  readonly clouds: number;
  /** n */
  readonly pointsPerCloud: number;
  /** d */
  readonly dimension: number;
  /** S × n × d, standard normal. */
  readonly points: Float64Array;
  /** S */
  readonly volumes: Float64Array;
}

/** `count` clouds; 16 384 of 16 points in 5 dimensions take seconds. @throws DomainError */
export function hullClouds(count: number, options: HullCloudOptions = {}): HullClouds {
  const { seed = 0, part = "train", points: n = 16, dimension: d = 5 } = options;
  if (![count, n, d].every((value) => Number.isSafeInteger(value) && value >= 0) || d < 1) {
    throw new DomainError(
      `hullClouds: got ${count} clouds of ${n} points in dimension ${d}; expected whole numbers from 0 on, and d ≥ 1.`,
    );
  }
  const stream = RandomStream.fromSeed(seed).split("convex hulls").split(part);
  const points = new Float64Array(count * n * d);
  const volumes = new Float64Array(count);
  for (let s = 0; s < count; s++) {
    const cloud = stream.split(s).normals(n * d);
    points.set(cloud, s * n * d);
    volumes[s] = hullVolume(new Matrix(n, d, cloud));
  }
  return { clouds: count, pointsPerCloud: n, dimension: d, points, volumes };
}
