/**
 * Clouds in space of which it is known how they were turned, shifted and listed: a pose to be found
 * again, up to what maps the shape to itself.
 *
 *   values[i] = R · shape[order[i]] + t + noise
 *
 * | symbol | name here | shape                    | meaning                            |
 * |        | values    | count × points × 3       | coordinates                        |
 * | R      | turns     | count × 3 × 3, by rows   | drawn by the Haar measure          |
 * | t      | shifts    | count × 3                | N(0, shift²) in each coordinate    |
 * |        | orders    | count × points           | which point of the shape is listed |
 *
 * Cloud k depends on the stream and on k alone. What is drawn for its shape, turn, shift, order and
 * noise comes from streams of their own: the same seed gives the same shapes with and without turns.
 */
import { DomainError } from "../../errors.js";
import { type RandomStream, uniformRotation } from "../../numerics/index.js";
import { type ClassifiedClouds, cloudValues } from "../sets/classified-clouds.js";

export interface PosedClouds extends ClassifiedClouds {
  readonly classNames: readonly string[];
  readonly turns: Float64Array;
  readonly shifts: Float64Array;
  readonly orders: Int32Array;
}

export interface CloudPoseOptions {
  /** Whether each is turned, by a uniform rotation; true unless given. */
  readonly turned?: boolean;
  /** Standard deviation of the shift in each coordinate; 0 unless given. */
  readonly shift?: number;
  /** Standard deviation of each coordinate's noise; 0 unless given. */
  readonly noise?: number;
  /** Whether the points of each are listed in a uniform order; false unless given. */
  readonly shuffled?: boolean;
}

/** A shape before it is posed: points × 3 coordinates, and its class. */
export interface ShapeDraw {
  readonly label: number;
  readonly points: Float64Array;
}

/** The clouds of shapes that `draw` gives. @throws DomainError for sizes or deviations that are none */
export function posedClouds(
  caller: string,
  sizes: { readonly count: number; readonly points: number },
  classNames: readonly string[],
  stream: RandomStream,
  options: CloudPoseOptions,
  draw: (k: number, random: RandomStream) => ShapeDraw,
): PosedClouds {
  const { count, points } = sizes;
  const { turned = true, shift = 0, noise = 0, shuffled = false } = options;
  if (points === 1) {
    throw new DomainError(`${caller}: points is 1; expected at least 2, as one has no turn.`);
  }
  requireDeviation(caller, "shift", shift);
  requireDeviation(caller, "noise", noise);
  const values = cloudValues(caller, { count, points, dimension: 3 }, "single") as Float32Array;
  const clouds = {
    ...{
      name: caller,
      count,
      points,
      dimension: 3,
      classes: classNames.length,
      classNames,
      values,
    },
    labels: new Uint8Array(count),
    turns: new Float64Array(9 * count),
    shifts: new Float64Array(3 * count),
    orders: new Int32Array(points * count),
  };
  for (let k = 0; k < count; k++) {
    const own = stream.split(k);
    const shape = draw(k, own.split("shape"));
    const turn = turned ? uniformRotation(own.split("turn")) : IDENTITY;
    const move = own.split("shift").normals(3);
    const order = shuffled ? own.split("order").permutation(points) : undefined;
    const errors = noise > 0 ? own.split("noise").normals(3 * points) : undefined;
    clouds.labels[k] = shape.label;
    clouds.turns.set(turn, 9 * k);
    for (let a = 0; a < 3; a++) clouds.shifts[3 * k + a] = shift * move[a];
    for (let i = 0; i < points; i++) {
      const source = order?.[i] ?? i;
      clouds.orders[k * points + i] = source;
      for (let a = 0; a < 3; a++) {
        let sum = clouds.shifts[3 * k + a] + noise * (errors?.[3 * i + a] ?? 0);
        for (let b = 0; b < 3; b++) sum += turn[3 * a + b] * shape.points[3 * source + b];
        values[3 * (k * points + i) + a] = sum;
      }
    }
  }
  return clouds;
}

const IDENTITY = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);

function requireDeviation(caller: string, argument: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new DomainError(
      `${caller}: ${argument} is ${value}; expected a finite number from 0 on, a standard deviation.`,
    );
  }
}
