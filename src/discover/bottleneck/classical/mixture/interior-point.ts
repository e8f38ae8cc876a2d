/**
 * min F(w) over w ≥ 0 for a convex F whose Hessian is a Gram matrix, by a primal–dual interior point
 * method (S. Mehrotra, SIAM J. Optim. 2, 1992, without his corrector): where sweeps crawl along a
 * flat valley, Newton's steps do not.
 *
 * | symbol | name here | meaning                                                        |
 * | K      | columns   | n × m; the Hessian is Kᵀ K                                     |
 * | −∇F    | descent   | m                                                              |
 * | s      | slack     | −descent ≥ 0, and w_t s_t = 0 at the minimum                   |
 * | μ      | target    | what all w_t s_t are to be next                                |
 * | spread |           | max descent − Σ w descent / Σ w; above zero by what w can gain |
 *
 * A step solves (Kᵀ K + S W⁻¹) Δ = r. In the unknowns W^(−1/2) Δ its matrix is W^(1/2) Kᵀ K W^(1/2) + S,
 * whose entries are of one size however small a weight becomes. Of many more symbols than rows the
 * n × n matrix 1 + K W S⁻¹ Kᵀ is solved instead, less exactly.
 */
import { cholesky, Matrix, product, type Vector } from "../../../../numerics/index.js";

const MOST_STEPS = 80;
/** How far towards a bound a step may go. */
const TO_THE_BOUND = 0.99;
/** So many symbols, or so many for each row, cost little in the exact form. */
const FEW = 400;
const FEW_A_ROW = 4;
/** Added to the diagonal, relative to it and to what rounding leaves of a pivot: columns may be all but the same. */
const RIDGE = 4;

export interface ConvexState {
  readonly columns: Matrix;
  readonly descent: Vector;
}

export interface InteriorOptions {
  /** Rests where the spread, or Σ w s and the largest |descent + s|, are no more than this. */
  readonly complementarity: number;
  /** Called before each step, and may throw. */
  readonly check?: () => void;
}

export interface InteriorPoint {
  /** m, all positive: of all that were met, those of the least spread. */
  readonly weights: Vector;
  readonly steps: number;
}

/** @param start m, all positive */
export function interiorPoint(
  stateAt: (weights: Vector) => ConvexState,
  start: Vector,
  { complementarity, check }: InteriorOptions,
): InteriorPoint {
  const m = start.length;
  const weights = start.slice();
  const slack = new Float64Array(m);
  let best = { weights: start.slice() as Vector, spread: Infinity };
  let steps = 0;
  for (; steps < MOST_STEPS; steps++) {
    check?.();
    const { columns, descent } = stateAt(weights);
    if (steps === 0) for (let t = 0; t < m; t++) slack[t] = Math.max(-descent[t], 0.1);
    const spread = spreadOf(weights, descent);
    if (spread < best.spread) best = { weights: weights.slice(), spread };
    if (spread <= complementarity) break;
    let complementary = 0;
    let residual = 0;
    for (let t = 0; t < m; t++) {
      complementary += weights[t] * slack[t];
      residual = Math.max(residual, Math.abs(descent[t] + slack[t]));
    }
    if (complementary <= complementarity && residual <= complementarity) break;
    const target = (complementary / m) * (residual > 0.1 ? 0.3 : 0.05);
    const right = weights.map((w, t) => descent[t] + target / w);
    const direction = newtonStep(columns, weights, slack, right);
    if (!direction) break;
    const slackDirection = direction.map(
      (change, t) => (target - slack[t] * change) / weights[t] - slack[t],
    );
    const primal = longestStep(weights, direction);
    const dual = longestStep(slack, slackDirection);
    for (let t = 0; t < m; t++) {
      weights[t] += primal * direction[t];
      slack[t] += dual * slackDirection[t];
    }
  }
  return { weights: best.weights, steps };
}

/** max descent − Σ w descent / Σ w. */
export function spreadOf(weights: Vector, descent: Vector): number {
  let most = -Infinity;
  let mean = 0;
  let total = 0;
  for (let t = 0; t < weights.length; t++) {
    most = Math.max(most, descent[t]);
    if (weights[t] > 0) mean += weights[t] * descent[t];
    total += weights[t];
  }
  return most - mean / total;
}

/** (Kᵀ K + S W⁻¹)⁻¹ r; nothing where rounding leaves no positive definite matrix. */
function newtonStep(
  columns: Matrix,
  weights: Vector,
  slack: Vector,
  right: Vector,
): Vector | undefined {
  const step =
    columns.columns <= Math.max(FEW, FEW_A_ROW * columns.rows) ? stepOfSymbols : stepOfRows;
  try {
    return step(columns, weights, slack, right);
  } catch {
    return undefined;
  }
}

function stepOfSymbols(columns: Matrix, weights: Vector, slack: Vector, right: Vector): Vector {
  const { rows: n, columns: m } = columns;
  const roots = weights.map(Math.sqrt);
  const scaled = new Matrix(
    n,
    m,
    columns.data.map((entry, k) => entry * roots[k % m]),
  );
  const gram = symmetricGram(scaled.transpose(), scaled);
  for (let t = 0; t < m; t++) {
    gram.data[t * m + t] += slack[t] + RIDGE * m * Number.EPSILON * gram.data[t * m + t];
  }
  const scaledRight = new Matrix(
    m,
    1,
    right.map((r, t) => roots[t] * r),
  );
  return cholesky(gram)
    .solve(scaledRight)
    .data.map((change, t) => roots[t] * change);
}

function stepOfRows(columns: Matrix, weights: Vector, slack: Vector, right: Vector): Vector {
  const { rows: n, columns: m } = columns;
  const inverse = weights.map((w, t) => w / slack[t]);
  const weighted = new Matrix(
    n,
    m,
    columns.data.map((entry, k) => entry * inverse[k % m]),
  );
  const gram = symmetricGram(weighted, columns.transpose());
  for (let a = 0; a < n; a++) gram.data[a * n + a] += 1;
  const inner = cholesky(gram).solve(new Matrix(n, 1, weighted.apply(right)));
  const back = columns.transpose().apply(inner.data);
  return right.map((r, t) => inverse[t] * (r - back[t]));
}

/** A B where it is symmetric but for rounding. */
function symmetricGram(A: Matrix, B: Matrix): Matrix {
  const gram = product(A, B);
  for (let a = 0; a < gram.rows; a++) {
    for (let b = 0; b < a; b++) gram.data[b * gram.rows + a] = gram.data[a * gram.rows + b];
  }
  return gram;
}

function longestStep(values: Vector, direction: Vector): number {
  let step = 1;
  for (let t = 0; t < values.length; t++) {
    if (direction[t] < 0) step = Math.min(step, (-TO_THE_BOUND * values[t]) / direction[t]);
  }
  return step;
}
