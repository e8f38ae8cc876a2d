/**
 * The rank of a Lie algebra: the dimension of its Cartan subalgebras, which is the
 * multiplicity of the eigenvalue 0 of ad_x for a generic x. The multiplicity is
 * counted by kernels of successive quotients, which noise ε moves by ε; the
 * eigenvalues of a nilpotent block of size k would move by ε^(1/k).
 */
import { Matrix, RandomStream } from "../../../numerics/index.js";
import { type AbstractAlgebra, genericVector } from "../abstract-algebra.js";
import { complement, Decisions } from "../decisions.js";

/** Random elements, of which the one with the smallest multiplicity counts. */
const TRIES = 4;

export function algebraRank(algebra: AbstractAlgebra, decisions: Decisions): number {
  const random = RandomStream.fromSeed(0).split("rank");
  const whole = Matrix.identity(algebra.dimension);
  let best = { rank: algebra.dimension + 1, trial: new Decisions(decisions.tolerance) };
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const trial = new Decisions(decisions.tolerance);
    const rank = zeroMultiplicity(algebra.ad(genericVector(whole, random)), trial);
    const better =
      rank < best.rank ||
      (rank === best.rank && (trial.weakest?.gap ?? 0) > (best.trial.weakest?.gap ?? 0));
    if (better) best = { rank, trial };
  }
  decisions.evidence.push(...best.trial.evidence);
  return best.rank;
}

/** Multiplicity of the eigenvalue 0. */
function zeroMultiplicity(M: Matrix, decisions: Decisions): number {
  let count = 0;
  for (let rest = M; rest.rows > 0; ) {
    const kernel = decisions.kernel("rank", rest);
    if (kernel.columns === 0) break;
    count += kernel.columns;
    const others = complement(kernel);
    rest = others.transpose().multiply(rest.multiply(others));
  }
  return count;
}
