/**
 * When may one say that noisy data show a symmetry? Not when a test fails to reject it, which little
 * data always do, but when the data rule out a larger defect: an equivalence test, for models
 * F = Σ w_a φ_a that are fitted by least squares.
 *
 * | symbol   | name here              | shape                                                 |
 * | ŵ, Σ, ν  | fit                    | P; P × P, the covariance of ŵ; degrees of freedom of its scale |
 * | W        |                        | { w : (w − ŵ)ᵀ Σ⁻¹ (w − ŵ) ≤ r F_{r,ν}(level) }, r = rank Σ  |
 * | ρ(w)²    |                        | wᵀ N w / wᵀ D w: mean ‖DF v − B F‖² over mean ‖DF‖²|v|² + |B F|² |
 * | [ρ₋, ρ₊] | lower, upper           | the least and the largest ρ on W                        |
 *
 * Both ends are exact: ρ² ≤ λ on all of W when max over W of wᵀ(N − λ D)w ≤ 0, one trust-region problem for
 * each λ, and this is monotone in λ.
 *
 * Law: with normal errors, and F in the space, the true w lies in W with probability `level`. Then
 * ρ₋ ≤ ρ ≤ ρ₊ for every generator at once, so that the bounds also hold for one that was chosen
 * after looking at the same data, as discovery does.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { ActionGenerator, ModelSpace } from "../../lie-derivative/index.js";
import {
  dot,
  fisherQuantile,
  Matrix,
  requireFinite,
  symmetricEigen,
} from "../../numerics/index.js";

import { largestOnBall } from "./trust-region.js";

/** A fitted model with the covariance of its parameters. */
export interface FittedModel {
  /** ŵ, P. */
  readonly parameters: ArrayLike<number>;
  /** Σ, P × P, positive semidefinite. */
  readonly covariance: Matrix;
  /** ν: of the estimate of Σ's scale; Infinity (the default) for a known Σ. */
  readonly freedom?: number;
}

export interface CertifyOptions {
  /** The largest defect that still counts as a symmetry for the purpose at hand; no default, since no number fits all. */
  readonly margin: number;
  /** 0.95 unless given. */
  readonly level?: number;
}

export interface SymmetryCertificate {
  /** ρ at ŵ. */
  readonly defect: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly margin: number;
  /** "symmetric": no w that the data admit has a larger defect than the margin. "broken": all have. "open": the data do not say. */
  readonly verdict: "symmetric" | "broken" | "open";
}

/** Halvings of [0, 2] for ρ². */
const STEPS = 60;

/**
 * @param points where ρ is measured, M × m; as many as make the mean that is meant
 * @throws ShapeError for parameters, covariance or points of other sizes; DomainError for NaN,
 *   a covariance that is not positive semidefinite, or a margin or level out of range
 */
export function certifySymmetry(
  space: ModelSpace,
  generator: Pick<ActionGenerator, "input" | "output">,
  fit: FittedModel,
  points: Matrix,
  options: CertifyOptions,
): SymmetryCertificate {
  const { margin, level = 0.95 } = options;
  if (!(margin > 0) || !(level > 0 && level < 1)) {
    throw new DomainError(
      `certifySymmetry: got margin ${margin} and level ${level}; expected a positive margin and a level between 0 and 1.`,
    );
  }
  const w = Float64Array.from(fit.parameters);
  const P = space.parameters;
  if (w.length !== P || fit.covariance.rows !== P || fit.covariance.columns !== P) {
    throw new ShapeError(
      `certifySymmetry: got ${w.length} parameters with a ${fit.covariance.rows} × ${fit.covariance.columns} covariance; expected ${P}, as "${space.name}" has.`,
    );
  }
  requireFinite("certifySymmetry", "parameters", new Matrix(1, P, w));
  const { broken, size } = quadraticForms(space, generator, points);
  const root = ellipsoidRoot(fit, level);
  const onBall = (form: Matrix) => {
    const image = form.apply(w);
    const H = root.transpose().multiply(form.multiply(root));
    return {
      H: H.add(H.transpose()).scale(0.5),
      g: root.transpose().apply(image),
      c: dot(w, image),
    };
  };
  const [N, D] = [onBall(broken), onBall(size)];
  /** The largest value of s wᵀNw + t wᵀDw on W. */
  const largest = (s: number, t: number) =>
    largestOnBall(
      N.H.scale(s).add(D.H, t),
      N.g.map((value, k) => s * value + t * D.g[k]),
      s * N.c + t * D.c,
    );
  const upper = Math.sqrt(leastTrue(2, (value) => largest(1, -value) <= 0));
  const lower = Math.sqrt(2 - leastTrue(2, (value) => largest(-1, 2 - value) <= 0));
  return {
    defect: Math.sqrt(Math.max(0, N.c) / D.c),
    lower,
    upper,
    level,
    margin,
    verdict: upper <= margin ? "symmetric" : lower > margin ? "broken" : "open",
  };
}

/** The least value in [0, top] from which on `holds`, from above; `top` when it holds nowhere. */
function leastTrue(top: number, holds: (value: number) => boolean): number {
  if (holds(0)) return 0;
  let [low, high] = [0, top];
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** N and D as P × P matrices. */
function quadraticForms(
  space: ModelSpace,
  { input, output }: Pick<ActionGenerator, "input" | "output">,
  points: Matrix,
): { broken: Matrix; size: Matrix } {
  const { parameters: P, inputs: m, outputs: n } = space;
  if (points.columns !== m || input.dimension !== m || output.rows !== n) {
    throw new ShapeError(
      `certifySymmetry: got points of ℝ^${points.columns}, a field on ℝ^${input.dimension} and a ${output.rows} × ${output.rows} output matrix; expected ${m}, ${m} and ${n}.`,
    );
  }
  const M = points.rows;
  const broken = new Matrix(M * n, P);
  const size = new Matrix(M * n * (m + 1), P);
  const speeds = Array.from({ length: M }, (_, i) => input.at(points.row(i)));
  const unit = new Float64Array(P);
  for (let j = 0; j < P; j++) {
    unit[j] = 1;
    const map = space.model(unit);
    unit[j] = 0;
    const values = map.values(points);
    const jacobians = map.jacobians(points);
    for (let i = 0; i < M; i++) {
      const speed = Math.hypot(...speeds[i]);
      const turned = output.apply(values.row(i));
      for (let a = 0; a < n; a++) {
        const row = i * n + a;
        let moved = 0;
        for (let b = 0; b < m; b++) {
          const slope = jacobians[row * m + b];
          moved += slope * speeds[i][b];
          size.data[(row * (m + 1) + b) * P + j] = speed * slope;
        }
        size.data[(row * (m + 1) + m) * P + j] = turned[a];
        broken.data[row * P + j] = moved - turned[a];
      }
    }
  }
  const gram = (A: Matrix) =>
    A.transpose()
      .multiply(A)
      .scale(1 / M);
  return { broken: gram(broken), size: gram(size) };
}

/** K with W = { ŵ + K z : |z| ≤ 1 }. */
function ellipsoidRoot({ covariance, freedom }: FittedModel, level: number): Matrix {
  const { values, vectors } = symmetricEigen(covariance);
  const top = values[values.length - 1];
  if (values[0] < -1e-9 * top) {
    throw new DomainError(
      `certifySymmetry: the covariance has the eigenvalue ${values[0]}; expected a positive semidefinite matrix.`,
    );
  }
  const kept = values.map((value) => (value > 1e-13 * top ? value : 0));
  const rank = kept.filter((value) => value > 0).length;
  if (rank === 0) return Matrix.zeros(values.length);
  const radius = rank * fisherQuantile(level, rank, freedom ?? Number.POSITIVE_INFINITY);
  return vectors.multiply(Matrix.diagonal(kept.map((value) => Math.sqrt(radius * value))));
}
