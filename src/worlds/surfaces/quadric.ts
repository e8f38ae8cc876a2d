/**
 * A quadric xᵀ Q x + b · x = level within a ball, met by random lines: through two uniform points
 * of the ball, each crossing inside it counts. With Q = diag(1, 1, −1), b = 0 this is a
 * hyperboloid, whose linear symmetries are so(2, 1).
 */
import { DomainError, ShapeError } from "../../errors.js";
import { dot, type Matrix, type RandomStream } from "../../numerics/index.js";
import {
  requirePositive,
  type SurfaceOptions,
  type SurfacePoint,
  type SurfaceSample,
  sampleSurface,
} from "./surface-sample.js";

/** Lines that may miss the quadric before it is taken for empty within the ball. */
const MOST_MISSES = 100_000;

export interface QuadricOptions extends SurfaceOptions {
  /** b, of length m; zero unless given. */
  linear?: ArrayLike<number>;
  /** 1 unless given. */
  level?: number;
  /** Radius of the ball about the origin; 2 unless given. */
  within?: number;
}

/**
 * `count` points of the quadric with the symmetric part of `form` as Q.
 * @throws ShapeError for a form that is not square or a linear part of another length,
 *   DomainError when the quadric has no points within the ball, or they are singular
 */
export function quadric(
  form: Matrix,
  count: number,
  random: RandomStream,
  options: QuadricOptions = {},
): SurfaceSample {
  const { level = 1, within = 2 } = options;
  const m = form.rows;
  const linear = Float64Array.from(options.linear ?? new Float64Array(m));
  if (form.columns !== m || m < 1 || linear.length !== m) {
    throw new ShapeError(
      `quadric: got a ${form.rows} × ${form.columns} form and ${linear.length} linear coefficients; expected a square form and as many coefficients.`,
    );
  }
  requirePositive("quadric", "within", within);
  const Q = form.add(form.transpose()).scale(0.5);
  let waiting: Float64Array[] = [];
  return sampleSurface("quadric", count, random, options, (stream): SurfacePoint => {
    for (let misses = 0; waiting.length === 0; misses++) {
      if (misses === MOST_MISSES) {
        throw new DomainError(
          `quadric: ${MOST_MISSES} lines through the ball of radius ${within} did not meet it; expected a quadric with points there. Change level or within.`,
        );
      }
      const [start, end] = [inBall(stream, m, within), inBall(stream, m, within)];
      waiting = crossings(Q, linear, level, start, end).filter((x) => length(x) <= within);
    }
    const point = waiting.pop()!;
    const gradient = Q.apply(point).map((value, k) => 2 * value + linear[k]);
    const size = length(gradient);
    if (size === 0) {
      throw new DomainError(
        `quadric: it has no normal at (${point.join(", ")}); expected a smooth quadric. Change level.`,
      );
    }
    return { point, normals: [gradient.map((value) => value / size)] };
  });
}

/** Where the line through a and b meets the quadric: none, one or two points. */
function crossings(
  Q: Matrix,
  linear: Float64Array,
  level: number,
  a: Float64Array,
  b: Float64Array,
): Float64Array[] {
  const step = b.map((value, k) => value - a[k]);
  const Qstep = Q.apply(step);
  const quadratic = dot(step, Qstep);
  const slope = 2 * dot(a, Qstep) + dot(linear, step);
  const constant = dot(a, Q.apply(a)) + dot(linear, a) - level;
  return realRoots(quadratic, slope, constant).map((t) => a.map((value, k) => value + t * step[k]));
}

/** Roots of p t² + q t + r, by the formula that loses no digits. */
function realRoots(p: number, q: number, r: number): number[] {
  if (p === 0) return q === 0 ? [] : [-r / q];
  const discriminant = q * q - 4 * p * r;
  if (discriminant < 0) return [];
  const w = -(q + (q < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2;
  return w === 0 ? [0] : [w / p, r / w];
}

function inBall(random: RandomStream, m: number, radius: number): Float64Array {
  const direction = random.normals(m);
  const scale = (radius * random.uniform() ** (1 / m)) / length(direction);
  return direction.map((x) => x * scale);
}

function length(x: Float64Array): number {
  return Math.hypot(...x);
}
