/**
 * Functions ℝᵐ → ℝ with symmetries that one knows, and noisy samples of them.
 *
 * | symbol | name    | meaning                                         |
 * | f      | at      |                                                 |
 * | x_i    | points  | uniform in the box [−1, 1]ᵐ                     |
 * | y_i    | targets | f(x_i) + noise · normal                         |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix, RandomStream } from "../../numerics/index.js";

export interface TargetFunction {
  readonly name: string;
  /** m */
  readonly inputs: number;
  at(x: Float64Array): number;
}

export interface FunctionSample {
  /** N × m. */
  readonly points: Matrix;
  /** N × 1. */
  readonly targets: Matrix;
}

/** f at each row, N × 1. @throws ShapeError for points of another dimension */
export function targetValues(target: TargetFunction, points: Matrix): Matrix {
  if (points.columns !== target.inputs) {
    throw new ShapeError(
      `targetValues: got points with ${points.columns} coordinates; "${target.name}" has ${target.inputs}.`,
    );
  }
  const values = new Matrix(points.rows, 1);
  for (let i = 0; i < points.rows; i++) values.data[i] = target.at(points.row(i));
  return values;
}

/**
 * N points uniform in [−1, 1]ᵐ with noisy values. The first points of a larger sample with the
 * same seed are those of a smaller one.
 * @throws DomainError for a count that is no whole number from 0 on, or noise that is negative
 */
export function sampleTarget(
  target: TargetFunction,
  options: { readonly count: number; readonly seed: number; readonly noise?: number },
): FunctionSample {
  const { count, seed, noise = 0 } = options;
  if (!Number.isSafeInteger(count) || count < 0 || !(noise >= 0)) {
    throw new DomainError(
      `sampleTarget: got count ${count} and noise ${noise}; expected a whole number and a number, neither negative.`,
    );
  }
  const random = RandomStream.fromSeed(seed).split("sample");
  const positions = random.split("points");
  const points = new Matrix(count, target.inputs);
  for (let k = 0; k < points.data.length; k++) points.data[k] = 2 * positions.uniform() - 1;
  const targets = targetValues(target, points);
  const errors = random.split("noise").normals(count);
  for (let i = 0; i < count; i++) targets.data[i] += noise * errors[i];
  return { points, targets };
}

/**
 * ‖F(X) − f(X)‖ / ‖f(X)‖ at the points: the relative root mean square error of a model.
 * @throws DomainError where f vanishes at all of them
 */
export function relativeTargetError(
  model: { values(points: Matrix): Matrix },
  target: TargetFunction,
  points: Matrix,
): number {
  const expected = targetValues(target, points);
  const size = expected.frobeniusNorm();
  if (!(size > 0)) {
    throw new DomainError(
      `relativeTargetError: "${target.name}" is 0 at all ${points.rows} points; expected points where it is not.`,
    );
  }
  return model.values(points).subtract(expected).frobeniusNorm() / size;
}
