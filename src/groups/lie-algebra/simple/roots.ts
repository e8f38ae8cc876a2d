/**
 * The root system of a simple real Lie algebra, after complexification, from one
 * generic element.
 *
 * | symbol  | meaning                                                              |
 * | x       | generic; 𝔥 = ker ad_x is a Cartan subalgebra of dimension r            |
 * | α       | root: ad_h v = α(h) v for h ∈ 𝔥; a complex number for each basis vector |
 * | (α, β)  | αᵀ K_𝔥⁻¹ β, with the Killing form on 𝔥                                |
 *
 * Law: Σ_α (α, α) = r, which is tr K_𝔥⁻¹K_𝔥. Roots of different simple ideals of the
 * complexification are orthogonal: two such parts mean that the algebra is a complex
 * one, seen as real.
 */

import {
  type EigenvalueCluster,
  eigenvalueClusters,
  eigenvalues,
  invariantSubspace,
  inverseMatrix,
  Matrix,
  RandomStream,
} from "../../../numerics/index.js";
import { type AbstractAlgebra, genericVector } from "../abstract-algebra.js";
import { Decisions } from "../decisions.js";
import type { ComplexType } from "./complex-type.js";

interface Root {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

const TRIES = 8;

/** The Cartan type of a simple algebra by its roots; undefined when they cannot be told apart or fit no type. */
export function typeFromRoots(
  algebra: AbstractAlgebra,
  tolerance: number,
): ComplexType | undefined {
  const found = bestCartan(algebra, tolerance);
  if (found === undefined) return undefined;
  const { ad, cartan, clusters } = found;
  const roots = clusters.flatMap((cluster) => rootsOf(algebra, ad, cartan, cluster));
  const inverse = inverseMatrix(cartan.transpose().multiply(algebra.killing()).multiply(cartan));
  const product = (a: Root, b: Root): number => {
    const [re, im] = [inverse.apply(b.real), inverse.apply(b.imaginary)];
    return a.real.reduce((sum, x, k) => sum + x * re[k] - a.imaginary[k] * im[k], 0);
  };
  const lengths = roots.map((root) => product(root, root));
  const longest = Math.max(...lengths);
  const parts = connectedParts(roots, (a, b) => Math.abs(product(a, b)) > 0.1 * longest);
  if (parts > 2) return undefined;
  const shortCount = lengths.filter((length) => length < 0.75 * longest).length / parts;
  const thirds = lengths.some((length) => length < 0.42 * longest);
  const type = fromCounts(cartan.columns / parts, roots.length / parts, shortCount, thirds);
  return type === undefined ? undefined : { ...type, twice: parts === 2 };
}

/** Rank, number of roots, number of short ones, and whether they are shorter by √3. */
function fromCounts(
  rank: number,
  roots: number,
  short: number,
  thirds: boolean,
): Pick<ComplexType, "letter" | "rank"> | undefined {
  if (short === 0) {
    if (roots === rank * (rank + 1)) return { letter: "A", rank };
    if (rank >= 4 && roots === 2 * rank * (rank - 1)) return { letter: "D", rank };
    const exceptional = { 6: 72, 7: 126, 8: 240 }[rank];
    return roots === exceptional ? { letter: "E", rank } : undefined;
  }
  if (thirds) return rank === 2 && roots === 12 ? { letter: "G", rank } : undefined;
  if (rank === 4 && roots === 48) return { letter: "F", rank };
  if (roots !== 2 * rank * rank) return undefined;
  if (short === 2 * rank) return { letter: "B", rank };
  return short === 2 * rank * (rank - 1) ? { letter: "C", rank } : undefined;
}

/** The Cartan subalgebra whose roots are best separated, of several. */
function bestCartan(
  algebra: AbstractAlgebra,
  tolerance: number,
): { ad: Matrix; cartan: Matrix; clusters: EigenvalueCluster[] } | undefined {
  const random = RandomStream.fromSeed(0).split("cartan");
  const whole = Matrix.identity(algebra.dimension);
  let best: { ad: Matrix; cartan: Matrix; clusters: EigenvalueCluster[] } | undefined;
  let separation = 0;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const ad = algebra.ad(genericVector(whole, random));
    const cartan = new Decisions(tolerance).kernel("Cartan subalgebra", ad);
    const reach = Math.min(1e-2, 10 * tolerance) * ad.frobeniusNorm();
    const all = eigenvalueClusters(eigenvalues(ad), reach);
    const clusters = all.slice(0, -1);
    const simple = clusters.every(({ count, imaginary }) => count === (imaginary > 0 ? 2 : 1));
    const nilpart = all[all.length - 1];
    if (!simple || nilpart.count !== cartan.columns) continue;
    const smallest = smallestDistance(all) / ad.frobeniusNorm();
    if (smallest > separation) {
      separation = smallest;
      best = { ad, cartan, clusters };
    }
  }
  return best;
}

function smallestDistance(clusters: readonly EigenvalueCluster[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  clusters.forEach((a, i) => {
    for (const b of clusters.slice(i + 1)) {
      smallest = Math.min(smallest, Math.hypot(a.real - b.real, a.imaginary - b.imaginary));
    }
  });
  return smallest;
}

/** α on the basis of 𝔥, and its conjugate for a pair. */
function rootsOf(
  algebra: AbstractAlgebra,
  ad: Matrix,
  cartan: Matrix,
  cluster: EigenvalueCluster,
): Root[] {
  const E = invariantSubspace(ad, cluster);
  const turned = E.transpose();
  const within = (M: Matrix): Matrix => turned.multiply(M).multiply(E);
  const actions = Array.from({ length: cartan.columns }, (_, i) =>
    within(algebra.ad(cartan.column(i))),
  );
  const real = Float64Array.from(actions, (action) => action.trace() / E.columns);
  if (cluster.imaginary === 0) return [{ real, imaginary: new Float64Array(real.length) }];
  const turn = within(ad)
    .add(Matrix.identity(2), -cluster.real)
    .scale(1 / cluster.imaginary);
  const imaginary = Float64Array.from(actions, (action) => -action.multiply(turn).trace() / 2);
  return [
    { real, imaginary },
    { real, imaginary: imaginary.map((value) => -value) },
  ];
}

function connectedParts(roots: readonly Root[], linked: (a: Root, b: Root) => boolean): number {
  const open = new Set(roots);
  let parts = 0;
  for (const start of roots) {
    if (!open.delete(start)) continue;
    parts++;
    const members = [start];
    for (const here of members) {
      for (const other of open) {
        if (!linked(here, other)) continue;
        open.delete(other);
        members.push(other);
      }
    }
  }
  return parts;
}
