/**
 * Points on a smooth surface of ℝᵐ, with the normals that it has there.
 *
 * | symbol | name here      | shape                                                     |
 * | N      | points.rows    |                                                           |
 * | x_i    | points.row(i)  | N × m; with noise, off the surface                        |
 * | c      | codimension    | m − dimension of the surface                              |
 * | N_i    | normals        | (N · c) × m; rows i·c … of it are orthonormal and belong to x_i |
 *
 * The law without noise: the normals at x_i span the orthogonal complement of the tangent space
 * at x_i. With noise they are those of the point on the surface that was moved.
 */
import { DomainError } from "../../errors.js";
import { Matrix, type RandomStream } from "../../numerics/index.js";

export interface SurfaceSample {
  readonly name: string;
  /** N × m. */
  readonly points: Matrix;
  /** (N · codimension) × m. */
  readonly normals: Matrix;
  readonly codimension: number;
}

export interface SurfaceOptions {
  /** Standard deviation of the normal noise that is added to every coordinate; 0 unless given. */
  noise?: number;
}

/** One point and an orthonormal basis of its normal space. */
export interface SurfacePoint {
  readonly point: ArrayLike<number>;
  readonly normals: readonly ArrayLike<number>[];
}

/**
 * `count` draws from a surface. Points and noise come from streams of their own, so that the same
 * seed gives the same points with and without noise.
 * @throws DomainError for a count below 1 or a noise that is negative or not finite
 */
export function sampleSurface(
  name: string,
  count: number,
  random: RandomStream,
  options: SurfaceOptions,
  draw: (random: RandomStream) => SurfacePoint,
): SurfaceSample {
  const noise = options.noise ?? 0;
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new DomainError(`${name}: got the count ${count}; expected a whole number from 1 on.`);
  }
  if (!(noise >= 0 && noise < Number.POSITIVE_INFINITY)) {
    throw new DomainError(`${name}: noise is ${noise}; expected a finite number from 0 on.`);
  }
  const [places, errors] = [random.split("points"), random.split("noise")];
  const drawn = Array.from({ length: count }, () => draw(places));
  const codimension = drawn[0].normals.length;
  const m = drawn[0].point.length;
  const points = new Matrix(count, m);
  const normals = new Matrix(count * codimension, m);
  drawn.forEach((one, i) => {
    points.row(i).set(one.point);
    one.normals.forEach((normal, c) => {
      normals.row(i * codimension + c).set(normal);
    });
  });
  if (noise > 0) {
    const shifts = errors.normals(count * m);
    for (let k = 0; k < shifts.length; k++) points.data[k] += noise * shifts[k];
  }
  return { name, points, normals, codimension };
}

/** @throws DomainError unless `value` is a positive finite number */
export function requirePositive(caller: string, argument: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new DomainError(`${caller}: ${argument} is ${value}; expected a positive finite number.`);
  }
}
