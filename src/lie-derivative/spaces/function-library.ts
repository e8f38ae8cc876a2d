/**
 * Maps F = Σ w φ on any functions with a gradient, differentiated at points. Here the
 * coefficients of L_ξF are its values at the points, times the square roots of the weights.
 *
 * | symbol | name here   | shape                                                        |
 * | φ_k    | functions   | M functions ℝᵐ → ℝ with gradients                            |
 * | x_s    | points      | N × m: samples, or nodes of a quadrature                     |
 * | ω_s    | weights     | N, sum 1; default 1/N                                        |
 * | w      |             | P = n M, w[a M + k] is the coefficient of φ_k in output a    |
 * |        | image       | K = N n, row s n + c is √ω_s (L_ξF)_c(x_s)                    |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix, requireFinite, type SparseEntry, SparseMatrix } from "../../numerics/index.js";
import type { Differentiated, ModelSpace } from "../model-space.js";
import { requireOutputs, requireSizes } from "./polynomial-maps.js";

export interface LibraryFunction {
  readonly name: string;
  value(x: Float64Array): number;
  /** ∇φ(x), m numbers. */
  gradient(x: Float64Array): ArrayLike<number>;
}

export interface FunctionLibraryOptions {
  /** n; default 1. */
  readonly outputs?: number;
  /** Of the points, positive; they are divided by their sum. Default: all equal. */
  readonly weights?: ArrayLike<number>;
  /** Whether F is a vector field, n = m, whose B_ξ is Dv_ξ(x); default false. */
  readonly vectorField?: boolean;
}

/**
 * The maps on these functions. What is found out about them holds at the points: take at least
 * as many as there are functions, where the claim is made.
 * @throws DomainError without functions or points, for weights that are not positive, and where
 *   values or gradients are not finite; ShapeError for a gradient of another length
 */
export function functionLibrary(
  functions: readonly LibraryFunction[],
  points: Matrix,
  options: FunctionLibraryOptions = {},
): ModelSpace {
  const m = points.columns;
  const { vectorField = false } = options;
  const n = options.outputs ?? (vectorField ? m : 1);
  const M = functions.length;
  const name = `library of ${M} functions ℝ^${m} → ℝ^${n} at ${points.rows} points`;
  requireOutputs(name, n);
  if (M === 0 || points.rows === 0) {
    throw new DomainError(
      `functionLibrary: got ${M} functions and ${points.rows} points; expected at least one of each.`,
    );
  }
  if (vectorField && n !== m) {
    throw new ShapeError(`functionLibrary: a vector field on ℝ^${m} has ${m} outputs; got ${n}.`);
  }
  requireFinite("functionLibrary", "points", points);
  const roots = weightRoots(points.rows, options.weights);
  const valuesAt = (caller: string, at: Matrix): Matrix => functionValues(caller, functions, at, m);
  const gradientsAt = (at: Matrix): Matrix => functionGradients(functions, at);
  const size = points.rows * n;

  /** The sparse matrix from what stands at (point, output c, output a, function k). */
  const sampled = (
    entry: (s: number, c: number, a: number) => ((k: number) => number) | undefined,
  ): SparseMatrix => {
    const entries = function* (): Generator<SparseEntry> {
      for (let s = 0; s < points.rows; s++) {
        for (let c = 0; c < n; c++) {
          for (let a = 0; a < n; a++) {
            const at = entry(s, c, a);
            if (at === undefined) continue;
            for (let k = 0; k < M; k++) yield [s * n + c, a * M + k, roots[s] * at(k)];
          }
        }
      }
    };
    return SparseMatrix.fromEntries(size, n * M, entries());
  };

  return {
    name,
    inputs: m,
    outputs: n,
    parameters: n * M,
    parameterName: (index) =>
      n === 1
        ? functions[index].name
        : `${functions[index % M].name} in output ${Math.floor(index / M) + 1}`,
    design: (at) => {
      const values = valuesAt("ModelSpace.design", at);
      const out = new Matrix(at.rows * n, n * M);
      for (let i = 0; i < at.rows; i++) {
        for (let a = 0; a < n; a++) out.row(i * n + a).set(values.row(i), a * M);
      }
      return out;
    },
    model: (w) => {
      if (w.length !== n * M) {
        throw new ShapeError(
          `ModelSpace.model: got ${w.length} parameters; expected ${n * M}, as "${name}" has.`,
        );
      }
      const W = new Matrix(n, M, Float64Array.from(w));
      return {
        inputs: m,
        outputs: n,
        values: (at) => valuesAt("model", at).multiply(W.transpose()),
        jacobians: (at) => {
          const gradients = gradientsAt(at);
          const out = new Float64Array(at.rows * n * m);
          for (let i = 0; i < at.rows; i++) {
            const here = new Matrix(M, m, gradients.data.subarray(i * M * m, (i + 1) * M * m));
            out.set(W.multiply(here).data, i * n * m);
          }
          return out;
        },
      };
    },
    differentiate: (action): Differentiated => {
      requireSizes(name, vectorField ? { ...action, outputs: n } : action, m, n);
      const values = valuesAt("functionLibrary", points);
      const gradients = gradientsAt(points);
      const blocks = action.generators.map((generator) => {
        const { input, output } = generator.unscaled ?? generator;
        return sampled((s, c, a) => {
          const x = points.row(s).slice();
          const turn = (vectorField ? input.jacobian(x) : output).at(c, a);
          if (a !== c) return turn === 0 ? undefined : (k) => -turn * values.at(s, k);
          const v = input.at(x);
          return (k) => inner(gradients.row(s * M + k), v) - turn * values.at(s, k);
        });
      });
      const discrete = action.discrete.map(({ linear, offset, outputInverse, linearInverse }) => {
        const factor = vectorField ? linearInverse : outputInverse;
        const moved = points.multiply(linear.transpose());
        for (let s = 0; s < moved.rows; s++) {
          for (let i = 0; i < m; i++) moved.data[s * m + i] += offset[i];
        }
        const there = valuesAt("functionLibrary", moved);
        return sampled(
          (s, c, a) => (k) => factor.at(c, a) * there.at(s, k) - (a === c ? values.at(s, k) : 0),
        );
      });
      return {
        blocks,
        discrete,
        image: {
          size,
          rowName: (index) => `output ${(index % n) + 1} at points[${Math.floor(index / n)}]`,
          leaving: [],
          root: (measure) => {
            if (measure === undefined) return Matrix.identity(size);
            throw new DomainError(
              `LieDerivative.root: "${name}" is known at its own points only; leave the measure out.`,
            );
          },
        },
      };
    },
  };
}

function functionValues(
  caller: string,
  functions: readonly LibraryFunction[],
  points: Matrix,
  m: number,
): Matrix {
  if (points.columns !== m) {
    throw new ShapeError(
      `${caller}: got points with ${points.columns} coordinates; expected ${m}.`,
    );
  }
  const out = new Matrix(points.rows, functions.length);
  for (let s = 0; s < points.rows; s++) {
    const x = points.row(s).slice();
    functions.forEach((phi, k) => {
      out.data[s * functions.length + k] = phi.value(x);
    });
  }
  requireFinite(caller, "values of the library", out);
  return out;
}

/** (N · M) × m, row s · M + k. */
function functionGradients(functions: readonly LibraryFunction[], points: Matrix): Matrix {
  const m = points.columns;
  const out = new Matrix(points.rows * functions.length, m);
  for (let s = 0; s < points.rows; s++) {
    const x = points.row(s).slice();
    functions.forEach((phi, k) => {
      const gradient = phi.gradient(x);
      if (gradient.length !== m) {
        throw new ShapeError(
          `functionLibrary: the gradient of "${phi.name}" has ${gradient.length} entries; expected ${m}.`,
        );
      }
      out.row(s * functions.length + k).set(gradient);
    });
  }
  requireFinite("functionLibrary", "gradients of the library", out);
  return out;
}

function weightRoots(count: number, weights?: ArrayLike<number>): Float64Array {
  if (weights === undefined) return new Float64Array(count).fill(1 / Math.sqrt(count));
  if (weights.length !== count) {
    throw new ShapeError(
      `functionLibrary: got ${weights.length} weights for ${count} points; expected one for each.`,
    );
  }
  const given = Float64Array.from(weights);
  const bad = given.findIndex((weight) => !(weight > 0 && weight < Number.POSITIVE_INFINITY));
  if (bad >= 0) {
    throw new DomainError(
      `functionLibrary: weights[${bad}] is ${given[bad]}; expected a positive number.`,
    );
  }
  const total = given.reduce((sum, weight) => sum + weight, 0);
  return given.map((weight) => Math.sqrt(weight / total));
}

function inner(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
