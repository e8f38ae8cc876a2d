/**
 * Derivatives of a function of which only values are known.
 *
 * | symbol | name here | meaning                                                           |
 * | h      |           | ε^{1/5} · max(1, |x_j|) · step, rounded so that x_j + h is exact   |
 * | ∂_j f  | jacobians | (8 (f(x+h) − f(x−h)) − (f(x+2h) − f(x−2h))) / 12h + O(h⁴)         |
 *
 * For functions that vary on the scale of their arguments the error is about 1e-12 of the size
 * of f: between ε/h from rounding and h⁴ from the rule.
 */
import { DomainError, ShapeError } from "../errors.js";
import type { DifferentiableMap } from "./differentiable-map.js";
import { Matrix } from "./matrix.js";

export interface NumericalDerivativeOptions {
  /** The scale on which f varies, in units of max(1, |x_j|); default 1. */
  readonly step?: number;
}

/**
 * f: ℝᵐ → ℝⁿ with five-point central differences, 4m calls for a Jacobian. For a scalar f a
 * number may be returned.
 * @throws DomainError for a step that is not positive and, when it is called, where f is not
 *   finite; ShapeError for values of another length
 */
export function numericalDifferentiable(
  f: (x: Float64Array) => number | ArrayLike<number>,
  inputs: number,
  outputs: number,
  options: NumericalDerivativeOptions = {},
): DifferentiableMap {
  const { step = 1 } = options;
  if (!(step > 0 && step < Number.POSITIVE_INFINITY)) {
    throw new DomainError(`numericalDifferentiable: got step ${step}; expected a positive number.`);
  }
  const value = (x: Float64Array): ArrayLike<number> => {
    const got = f(x.slice());
    const out = typeof got === "number" ? [got] : got;
    if (out.length !== outputs) {
      throw new ShapeError(
        `numericalDifferentiable: f gave ${out.length} numbers; expected ${outputs}.`,
      );
    }
    for (let a = 0; a < outputs; a++) {
      if (!Number.isFinite(out[a])) {
        throw new DomainError(
          `numericalDifferentiable: f(${[...x].join(", ")}) is ${out[a]} at index ${a}; expected finite numbers.`,
        );
      }
    }
    return out;
  };
  const requirePoints = (points: Matrix): void => {
    if (points.columns !== inputs) {
      throw new ShapeError(
        `numericalDifferentiable: got points with ${points.columns} coordinates; expected ${inputs}.`,
      );
    }
  };
  return {
    inputs,
    outputs,
    values: (points) => {
      requirePoints(points);
      const out = new Matrix(points.rows, outputs);
      for (let i = 0; i < points.rows; i++) out.row(i).set(value(points.row(i)));
      return out;
    },
    jacobians: (points) => {
      requirePoints(points);
      const out = new Float64Array(points.rows * outputs * inputs);
      for (let i = 0; i < points.rows; i++) {
        for (let j = 0; j < inputs; j++) {
          const slope = fivePoint(value, points.row(i).slice(), j, step);
          for (let a = 0; a < outputs; a++) out[(i * outputs + a) * inputs + j] = slope[a];
        }
      }
      return out;
    },
  };
}

function fivePoint(
  value: (x: Float64Array) => ArrayLike<number>,
  x: Float64Array,
  j: number,
  step: number,
): Float64Array {
  const centre = x[j];
  const wanted = Number.EPSILON ** 0.2 * Math.max(1, Math.abs(centre)) * step;
  const h = centre + wanted - centre;
  const at = (offset: number): ArrayLike<number> => {
    x[j] = centre + offset;
    return Float64Array.from(value(x));
  };
  const [near, farther] = [h, 2 * h].map((offset) => [at(offset), at(-offset)] as const);
  return Float64Array.from(
    near[0],
    (_, a) => (8 * (near[0][a] - near[1][a]) - (farther[0][a] - farther[1][a])) / (12 * h),
  );
}
