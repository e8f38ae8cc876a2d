/**
 * The best weights of given symbols, min Σ_t w_t − Σ_a p(a) log Σ_t w_t b(a,t) over w ≥ 0.
 *
 * | symbol | name here | meaning                                                       |
 * | b(a,t) | gains     | n × m, how well symbol t serves letter a                      |
 * | c_t    |           | Σ_a p(a) b(a,t) / Σ_s w_s b(a,s); c − 1 is the descent        |
 * | K      | columns   | √p(a) b(a,t) / Σ_s w_s b(a,s); the Hessian is Kᵀ K            |
 */
import { Matrix, type Vector } from "../../../../numerics/index.js";
import { type ConvexState, interiorPoint } from "./interior-point.js";

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
  const stateAt = (weights: Vector) => derivatives(law, gains, weights);
  const { weights } = interiorPoint(stateAt, start, { complementarity });
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

function derivatives(law: Vector, gains: Matrix, weights: Vector): ConvexState {
  const { rows: n, columns: m } = gains;
  const served = gains.apply(weights);
  const columns = new Matrix(n, m);
  const descent = new Float64Array(m).fill(-1);
  for (let a = 0; a < n; a++) {
    if (law[a] === 0) continue;
    const root = Math.sqrt(law[a]);
    for (let t = 0; t < m; t++) {
      const entry = (root * gains.data[a * m + t]) / served[a];
      columns.data[a * m + t] = entry;
      descent[t] += root * entry;
    }
  }
  return { columns, descent };
}
