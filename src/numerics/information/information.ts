/**
 * Informations of finite laws, in nats.
 *
 * | symbol   | name here                | value                          |
 * | H(p)     | entropy(p)               | −Σ p log p                     |
 * | D(p‖q)   | relativeEntropy(p, q)    | Σ p log(p/q)                   |
 * | I(X;Y)   | mutualInformation(joint) | D(p_XY ‖ p_X ⊗ p_Y)            |
 *
 * 0 log 0 = 0 and 0 log(0/q) = 0; p log(p/0) = Infinity for p > 0. Entries need not sum to one,
 * so that parts of a law can be measured too; the informations then are those sums.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { Matrix } from "../matrix.js";
import { excessOverLogarithm } from "./itakura-saito.js";

/** H(p) = −Σ p log p. @throws DomainError for an entry that is negative, NaN or Infinity */
export function entropy(p: ArrayLike<number>): number {
  requireMasses("entropy", "p", p);
  let sum = 0;
  for (let a = 0; a < p.length; a++) if (p[a] > 0) sum -= p[a] * Math.log(p[a]);
  return sum;
}

/**
 * D(p‖q) = Σ p log(p/q), without cancellation where p and q nearly agree.
 * @throws ShapeError for unequal lengths, DomainError for an entry that is negative, NaN or Infinity
 */
export function relativeEntropy(p: ArrayLike<number>, q: ArrayLike<number>): number {
  if (p.length !== q.length) {
    throw new ShapeError(
      `relativeEntropy: p has ${p.length} entries and q has ${q.length}; give laws on the same alphabet.`,
    );
  }
  requireMasses("relativeEntropy", "p", p);
  requireMasses("relativeEntropy", "q", q);
  let sum = 0;
  let difference = 0;
  for (let a = 0; a < p.length; a++) {
    if (p[a] === 0) continue;
    if (q[a] === 0) return Infinity;
    // p log(p/q) = p d(p, q) + p − q with the Itakura–Saito d, which is never negative.
    sum += p[a] * excessOverLogarithm(p[a], q[a]);
    difference += p[a] - q[a];
  }
  return sum + difference;
}

/**
 * I(X;Y) of the law with the entries of `joint`, |X| × |Y|.
 * @throws DomainError for an entry that is negative, NaN or Infinity
 */
export function mutualInformation(joint: Matrix): number {
  requireMasses("mutualInformation", "joint", joint.data);
  const first = new Float64Array(joint.rows);
  const second = new Float64Array(joint.columns);
  let total = 0;
  for (let x = 0; x < joint.rows; x++) {
    const row = joint.row(x);
    for (let y = 0; y < row.length; y++) {
      first[x] += row[y];
      second[y] += row[y];
    }
    total += first[x];
  }
  if (total === 0) return 0;
  const product = new Float64Array(joint.data.length);
  for (let x = 0; x < joint.rows; x++) {
    for (let y = 0; y < joint.columns; y++) {
      product[x * joint.columns + y] = (first[x] / total) * second[y];
    }
  }
  return Math.max(0, relativeEntropy(joint.data, product));
}

function requireMasses(caller: string, name: string, values: ArrayLike<number>): void {
  for (let a = 0; a < values.length; a++) {
    if (!(values[a] >= 0 && values[a] < Infinity)) {
      throw new DomainError(
        `${caller}: ${name}[${a}] is ${values[a]}; expected a finite number from 0 on.`,
      );
    }
  }
}
