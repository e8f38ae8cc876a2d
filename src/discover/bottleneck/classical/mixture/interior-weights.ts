/**
 * The best weights of given symbols, min Σ_t w_t − Σ_a p(a) log Σ_t w_t b(a,t) over w ≥ 0, by a
 * primal–dual interior point method: where sweeps crawl along a flat valley, Newton's steps do not.
 *
 * | symbol | name here | meaning                                              |
 * | b(a,t) | gains     | n × m, how well symbol t serves letter a             |
 * | c_t    | scores    | Σ_a p(a) b(a,t) / Σ_s w_s b(a,s)                     |
 * | s_t    | slack     | 1 − c_t ≥ 0, and w_t s_t = 0 at the minimum          |
 * | K      | columns   | √p(a) b(a,t) / Σ_s w_s b(a,s); the Hessian is Kᵀ K   |
 *
 * A step solves (Kᵀ K + S W⁻¹) Δ = r through the n × n matrix 1 + K W S⁻¹ Kᵀ, so that many symbols
 * cost little.
 */
import { cholesky, Matrix, product, type Vector } from "../../../../numerics/index.js";

const MOST_STEPS = 80;
/** How far towards a bound a step may go. */
const TO_THE_BOUND = 0.99;

/**
 * @param start m, all positive, sum one
 * @returns m, ≥ 0, sum one; no worse known than `complementarity` = Σ w s and rounding allow
 */
export function interiorWeights(
  law: Vector,
  gains: Matrix,
  start: Vector,
  complementarity: number,
): Vector {
  const m = gains.columns;
  const weights = start.slice();
  const slack = new Float64Array(m);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { columns, scores } = derivatives(law, gains, weights);
    if (step === 0) {
      for (let t = 0; t < m; t++) slack[t] = Math.max(1 - scores[t], 0.1);
    }
    let complementary = 0;
    let residual = 0;
    for (let t = 0; t < m; t++) {
      complementary += weights[t] * slack[t];
      residual = Math.max(residual, Math.abs(1 - scores[t] - slack[t]));
    }
    if (complementary <= complementarity && residual <= complementarity) break;
    const target = (complementary / m) * (residual > 0.1 ? 0.3 : 0.05);
    const right = weights.map((w, t) => scores[t] - 1 + target / w);
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
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

function derivatives(law: Vector, gains: Matrix, weights: Vector) {
  const { rows: n, columns: m } = gains;
  const served = gains.apply(weights);
  const columns = new Matrix(n, m);
  const scores = new Float64Array(m);
  for (let a = 0; a < n; a++) {
    if (law[a] === 0) continue;
    const root = Math.sqrt(law[a]);
    for (let t = 0; t < m; t++) {
      const entry = (root * gains.data[a * m + t]) / served[a];
      columns.data[a * m + t] = entry;
      scores[t] += root * entry;
    }
  }
  return { columns, scores };
}

/** (Kᵀ K + S W⁻¹)⁻¹ r; nothing where rounding leaves no positive definite matrix. */
function newtonStep(
  columns: Matrix,
  weights: Vector,
  slack: Vector,
  right: Vector,
): Vector | undefined {
  const { rows: n, columns: m } = columns;
  const inverse = weights.map((w, t) => w / slack[t]);
  const weighted = new Matrix(
    n,
    m,
    columns.data.map((entry, k) => entry * inverse[k % m]),
  );
  const gram = product(weighted, columns.transpose());
  for (let a = 0; a < n; a++) {
    gram.data[a * n + a] += 1;
    for (let b = 0; b < a; b++) gram.data[b * n + a] = gram.data[a * n + b];
  }
  try {
    const inner = cholesky(gram).solve(new Matrix(n, 1, weighted.apply(right)));
    const back = columns.transpose().apply(inner.data);
    return right.map((r, t) => inverse[t] * (r - back[t]));
  } catch {
    return undefined;
  }
}

function longestStep(values: Vector, direction: Vector): number {
  let step = 1;
  for (let t = 0; t < values.length; t++) {
    if (direction[t] < 0) step = Math.min(step, (-TO_THE_BOUND * values[t]) / direction[t]);
  }
  return step;
}
