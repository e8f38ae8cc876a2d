/**
 * The largest solvable and the largest nilpotent ideal.
 *
 * | symbol | name             | law                                                     |
 * | 𝔯      | radical          | x ∈ 𝔯 ⟺ K(x, y) = 0 for all y ∈ [𝔤, 𝔤] (Cartan's criterion) |
 * | 𝔫      | nilradical       | x ∈ 𝔫 ⟺ x ∈ 𝔯 and ad_x is nilpotent                      |
 * | λ_j(x) |                  | weights of 𝔯 on 𝔤, linear in x (Lie's theorem)             |
 *
 * For r ∈ 𝔯: tr ad_x ad_r^k = Σ_j λ_j(x) λ_j(r)^k, which vanishes for k = 0, 1, … and
 * all r exactly when every λ_j(x) = 0, so that 𝔫 is the kernel of these functionals.
 * They vanish on [𝔤, 𝔯] anyway, and are taken on a complement of it alone.
 */
import { Matrix, RandomStream } from "../../../numerics/index.js";
import { type AbstractAlgebra, genericVector } from "../abstract-algebra.js";
import { beside, complement, type Decisions, fromColumns } from "../decisions.js";

/** Random r whose powers test for the nilradical, and the highest power. */
const PROBES = 6;
const HIGHEST_POWER = 6;

export function radical(algebra: AbstractAlgebra, derived: Matrix, decisions: Decisions): Matrix {
  const test = derived.transpose().multiply(algebra.killing());
  return decisions.kernel("radical", test, killingScale(algebra));
}

export function nilradical(algebra: AbstractAlgebra, rad: Matrix, decisions: Decisions): Matrix {
  const whole = Matrix.identity(algebra.dimension);
  const sure = decisions.span("[g, radical]", algebra.products(whole, rad));
  const open = rad.multiply(
    complement(decisions.span("[g, radical] in the radical", rad.transpose().multiply(sure))),
  );
  const random = RandomStream.fromSeed(0).split("nilradical");
  const ads = Array.from({ length: open.columns }, (_, k) => algebra.ad(open.column(k)));
  const rows: Float64Array[] = [];
  for (let probe = 0; probe < PROBES && open.columns > 0; probe++) {
    const r = algebra.ad(genericVector(rad, random));
    let power = Matrix.identity(algebra.dimension);
    for (let k = 0; k <= HIGHEST_POWER; k++) {
      rows.push(Float64Array.from(ads, (ad) => ad.multiply(power).trace()));
      power = power.multiply(r);
    }
  }
  const functionals = fromColumns(open.columns, rows)
    .transpose()
    .scale(1 / Math.sqrt(PROBES));
  const further = open.multiply(decisions.kernel("nilradical", functionals));
  return decisions.span("nilradical with [g, radical]", beside(sure, further));
}

/** Numbers of positive, negative and zero eigenvalues of the Killing form. */
export interface KillingSignature {
  readonly positive: number;
  readonly negative: number;
  readonly zero: number;
}

/** From the eigenvalues of K, measured against the largest that the norms of ad allow. */
export function killingSignature(
  eigenvalues: Float64Array,
  scale: number,
  decisions: Decisions,
): KillingSignature {
  const sizes = eigenvalues.map(Math.abs).sort().reverse();
  const rank = decisions.rank("Killing form", sizes, scale);
  const smallest = sizes[rank - 1] ?? Number.POSITIVE_INFINITY;
  const positive = eigenvalues.filter((value) => value >= smallest).length;
  return { positive, negative: rank - positive, zero: eigenvalues.length - rank };
}

/** The norm of the Gram matrix tr ad_iᵀ ad_j, which bounds the Killing form; 1 for an abelian algebra. */
export function killingScale(algebra: AbstractAlgebra): number {
  return algebra.gram().frobeniusNorm() || 1;
}
