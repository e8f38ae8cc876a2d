/**
 * Whether samples lie on a lower-dimensional set: polynomials of degree at most two that vanish
 * on all of them. A model that is only known there says nothing of motions that leave the set,
 * and these look like symmetries when F happens not to change along them.
 *
 * | symbol | name here  | shape                                                          |
 * | p_k    | relations  | coefficients over monomials of degree ≤ 2 in standardised x    |
 * |        | off        | rows ∇p_k(x_i) · v_ξ(x_i), unit gradients, for each relation   |
 */
import type { LieAction } from "../../lie-derivative/index.js";
import {
  binomial,
  Matrix,
  MonomialBasis,
  monomialGradients,
  nullSpace,
  orthonormalBasis,
} from "../../numerics/index.js";
import { type Finding, velocities } from "../evidence/lie-evidence.js";

/** More samples than this do not change which polynomials vanish. */
const MOST_SAMPLES = 4000;
/** Quadratic relations are looked for up to this many monomials. */
const MOST_UNKNOWNS = 300;
/** Relative to the design's largest singular value: coordinates carry rounding, powers a little more. */
const RELATION_TOLERANCE = 1e-9;

/** Share of its motion up to which a direction counts as staying on the set. */
const STAYING_TOLERANCE = 1e-6;

export interface Relations {
  /** Highest degree of those that were found: 0 for none, 1 for an affine hull. */
  readonly degree: 0 | 1 | 2;
  readonly count: number;
  readonly finding: Finding | undefined;
  /** The samples at which gradients are given: all, or evenly spread ones. */
  readonly points: Matrix;
  /** Of each relation, N × m; the mean square of |∇p| is 1. */
  readonly gradients: readonly Matrix[];
}

/** Affine relations when there are any, else quadratic ones, else none. */
export function vanishingRelations(samples: Matrix): Relations {
  const points = evenly(samples);
  const { scaled, spread } = standardised(points);
  for (const degree of [1, 2] as const) {
    const unknowns = binomial(points.columns + degree, degree);
    if (points.rows < 2 * unknowns || unknowns > MOST_UNKNOWNS) break;
    const basis = new MonomialBasis(points.columns, degree);
    const kernel = nullSpace(basis.values(scaled), { tolerance: RELATION_TOLERANCE }).basis;
    if (kernel.columns === 0) continue;
    return {
      degree,
      count: kernel.columns,
      finding: finding(degree, kernel.columns, points.columns),
      points,
      gradients: gradientsOf(basis, kernel, scaled, spread),
    };
  }
  return { degree: 0, count: 0, finding: undefined, points, gradients: [] };
}

/** Rows ∇p · v / √N for each relation: what of a motion leaves the set. (relations · N) × q. */
export function motionOff({ points, gradients }: Relations, action: LieAction): Matrix {
  const { rows: N, columns: m } = points;
  const q = action.generators.length;
  const out = new Matrix(gradients.length * N, q);
  if (gradients.length === 0) return out;
  const motion = velocities(action, points, 1 / Math.sqrt(N));
  gradients.forEach((gradient, r) => {
    for (let i = 0; i < N; i++) {
      const row = out.row(r * N + i);
      for (let a = 0; a < m; a++) {
        const factor = gradient.at(i, a);
        for (let p = 0; p < q; p++) row[p] += factor * motion.at(i * m + a, p);
      }
    }
  });
  return out;
}

function gradientsOf(
  basis: MonomialBasis,
  kernel: Matrix,
  scaled: Matrix,
  spread: Float64Array,
): Matrix[] {
  const derivatives = monomialGradients(basis, scaled);
  const [N, m] = [scaled.rows, scaled.columns];
  return Array.from({ length: kernel.columns }, (_, r) => {
    const out = new Matrix(N, m);
    for (let i = 0; i < N; i++) {
      for (let a = 0; a < m; a++) {
        let sum = 0;
        for (let k = 0; k < basis.size; k++) {
          sum += derivatives[(i * basis.size + k) * m + a] * kernel.at(k, r);
        }
        out.data[i * m + a] = sum / spread[a];
      }
    }
    return out.scale(Math.sqrt(N) / Math.max(out.frobeniusNorm(), Number.MIN_VALUE));
  });
}

function finding(degree: 1 | 2, count: number, m: number): Finding {
  return degree === 1
    ? {
        kind: "affine hull",
        message: `The samples lie in an affine subspace of dimension ${m - count} of ${m}. Symmetries that leave it were not tested and are listed apart; sample off it, or discover on coordinates within it.`,
      }
    : {
        kind: "algebraic set",
        message: `The samples satisfy ${count === 1 ? "a quadratic equation" : `${count} quadratic equations`}. Symmetries that leave that set were not tested and are listed apart; sample off it.`,
      };
}

/** Mean 0 and standard deviation 1 in every coordinate, so that degrees can be compared. */
function standardised(points: Matrix): { scaled: Matrix; spread: Float64Array } {
  const { rows: N, columns: m } = points;
  const scaled = points.clone();
  const spread = new Float64Array(m);
  for (let a = 0; a < m; a++) {
    const column = points.column(a);
    const centre = column.reduce((sum, value) => sum + value, 0) / N;
    const variance = column.reduce((sum, value) => sum + (value - centre) ** 2, 0) / N;
    spread[a] = Math.sqrt(variance) || Math.abs(centre) || 1;
    for (let i = 0; i < N; i++) scaled.data[i * m + a] = (column[i] - centre) / spread[a];
  }
  return { scaled, spread };
}

/** Evenly spread rows, at most MOST_SAMPLES. */
function evenly(points: Matrix): Matrix {
  if (points.rows <= MOST_SAMPLES) return points;
  const out = new Matrix(MOST_SAMPLES, points.columns);
  for (let i = 0; i < MOST_SAMPLES; i++) {
    out.row(i).set(points.row(Math.floor((i * points.rows) / MOST_SAMPLES)));
  }
  return out;
}

/** Orthonormal columns spanning the part of `basis` (q × d) that stays on the set, and the rest. */
export function splitByMotion(
  basis: Matrix,
  off: Matrix,
  motion: Matrix,
): { staying: Matrix; leaving: Matrix } {
  if (off.rows === 0 || basis.columns === 0) {
    return { staying: basis, leaving: new Matrix(basis.rows, 0) };
  }
  const across = off.multiply(basis);
  // Against the motion's own size, not against a matrix that may be all rounding.
  const threshold = STAYING_TOLERANCE * motion.multiply(basis).frobeniusNorm();
  const size = across.frobeniusNorm();
  if (size <= threshold) return { staying: basis, leaving: new Matrix(basis.rows, 0) };
  const { basis: kept } = nullSpace(across, { tolerance: Math.min(0.5, threshold / size) });
  const staying = basis.multiply(kept);
  const rest = basis.subtract(staying.multiply(staying.transpose().multiply(basis)));
  return { staying, leaving: orthonormalBasis(rest, { tolerance: STAYING_TOLERANCE }).basis };
}
