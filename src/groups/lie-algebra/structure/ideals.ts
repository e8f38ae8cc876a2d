/**
 * Decomposition of a Lie algebra into a direct sum of ideals that do not decompose.
 *
 * 1. The centre outside [𝔤, 𝔤] is an abelian factor; a complement that contains
 *    [𝔤, 𝔤] is the rest.
 * 2. Simple ideals of the Levi complement that commute with the radical are factors.
 * 3. What is left splits along the eigenspaces of a generic T in the centroid,
 *    { T : T ad_x = ad_x T for all x }: a local ring for an algebra that does not split.
 *
 * In a large semisimple algebra a simple ideal is found as the ideal that one eigenvector
 * of ad_x generates, x generic: roots of different ideals never share an eigenvalue then.
 */
import {
  eigenvalueClusters,
  eigenvalues,
  invariantSubspace,
  Matrix,
  RandomStream,
  singularValues,
} from "../../../numerics/index.js";
import { type AbstractAlgebra, genericVector } from "../abstract-algebra.js";
import { beside, complement, type Decisions } from "../decisions.js";
import { killingScale } from "./radical.js";
import { clusterReach } from "./weights.js";

/** The largest algebra whose centroid is computed: it is a null space in d² unknowns. */
const LARGEST_CENTROID = 32;

/** Up to here the centroid finds simple ideals too: it stands more noise than the roots do. */
const CENTROID_FOR_SIMPLE = 16;

/** Orthonormal columns of the abelian factor and of the rest, in 𝔤's coordinates. */
export function splitAbelianFactor(
  centre: Matrix,
  derived: Matrix,
  decisions: Decisions,
): { abelian: Matrix; rest: Matrix } {
  const outside = complement(derived).transpose();
  const beyond = outside.multiply(centre);
  // Columns of the centre that stay independent modulo [𝔤, 𝔤].
  const kept = complement(decisions.kernel("centre outside [g, g]", beyond));
  const abelian = centre.multiply(kept);
  const both = decisions.span("centre and [g, g]", beside(derived, abelian));
  const rest = decisions.span(
    "complement of the abelian factor",
    beside(derived, complement(both)),
  );
  return { abelian, rest };
}

/** The simple ideals of a semisimple algebra, each as orthonormal columns. */
export function simpleIdeals(algebra: AbstractAlgebra, decisions: Decisions): Matrix[] {
  if (algebra.dimension === 0) return [];
  if (algebra.dimension <= CENTROID_FOR_SIMPLE) return centroidIdeals(algebra, decisions);
  const killing = algebra.killing();
  const scale = killingScale(algebra);
  const found: Matrix[] = [];
  let remaining = Matrix.identity(algebra.dimension);
  while (remaining.columns > 0) {
    const part = algebra.compressed(remaining);
    const own = generatedIdeal(part, rootPlane(part, decisions.tolerance), decisions);
    const ideal = remaining.multiply(own);
    found.push(ideal);
    const orthogonal = ideal.transpose().multiply(killing).multiply(remaining);
    const rest = decisions.kernel("complement of a simple ideal", orthogonal, scale);
    if (rest.columns >= remaining.columns) break;
    remaining = remaining.multiply(rest);
  }
  return found;
}

/** Ideals 𝔤_j with 𝔤 = ⊕ 𝔤_j that do not split further; 𝔤 itself where it is too large to tell. */
export function centroidIdeals(algebra: AbstractAlgebra, decisions: Decisions): Matrix[] {
  const d = algebra.dimension;
  const whole = Matrix.identity(d);
  if (d < 2 || d > LARGEST_CENTROID) return [whole];
  const space = decisions.gramKernel("centroid", centroidGram(algebra));
  if (space.columns === 1) return [whole];
  const random = RandomStream.fromSeed(0).split("centroid");
  const splits = Array.from({ length: 6 }, () => {
    const T = new Matrix(d, d, genericVector(space, random));
    const values = eigenvalues(T);
    const reach = clusterReach(decisions.tolerance) * T.frobeniusNorm();
    return { T, clusters: eigenvalueClusters(values, reach) };
  });
  const best = splits.reduce((a, b) => (b.clusters.length > a.clusters.length ? b : a));
  const parts = best.clusters.map((cluster) => invariantSubspace(best.T, cluster));
  // Noise may hold a T that does not quite commute: its eigenspaces are no ideals then.
  const ideals = parts.every((part) => leak(algebra, part) <= 3 * decisions.tolerance);
  return ideals ? parts : [whole];
}

/** The largest singular value of what [𝔤, part] has outside the part. */
function leak(algebra: AbstractAlgebra, part: Matrix): number {
  const products = algebra.products(Matrix.identity(algebra.dimension), part);
  const outside = complement(part).transpose().multiply(products);
  return singularValues(outside)[0] ?? 0;
}

/** The eigenvectors of the best separated nonzero eigenvalue of a generic ad_x. */
function rootPlane(algebra: AbstractAlgebra, tolerance: number): Matrix {
  const random = RandomStream.fromSeed(0).split("root plane");
  const whole = Matrix.identity(algebra.dimension);
  let best = { isolation: -1, plane: whole };
  for (let attempt = 0; attempt < 4; attempt++) {
    const ad = algebra.ad(genericVector(whole, random));
    const clusters = eigenvalueClusters(eigenvalues(ad), Math.sqrt(tolerance) * ad.frobeniusNorm());
    for (const cluster of clusters) {
      if (cluster.count !== (cluster.imaginary > 0 ? 2 : 1)) continue;
      const isolation = Math.min(
        Math.hypot(cluster.real, cluster.imaginary),
        ...clusters
          .filter((other) => other !== cluster)
          .map((other) =>
            Math.hypot(other.real - cluster.real, other.imaginary - cluster.imaginary),
          ),
      );
      if (isolation > best.isolation) best = { isolation, plane: invariantSubspace(ad, cluster) };
    }
  }
  return best.plane;
}

function generatedIdeal(algebra: AbstractAlgebra, start: Matrix, decisions: Decisions): Matrix {
  const whole = Matrix.identity(algebra.dimension);
  for (let ideal = start; ; ) {
    const products = algebra.products(whole, ideal);
    const larger = decisions.span("ideal of a root", beside(ideal, products));
    if (larger.columns <= ideal.columns) return ideal;
    ideal = larger;
  }
}

/** Σ_i MᵢᵀMᵢ with Mᵢ = 1 ⊗ Aᵢᵀ − Aᵢ ⊗ 1, Aᵢ = ad_i, on row-major T. */
function centroidGram(algebra: AbstractAlgebra): Matrix {
  const d = algebra.dimension;
  const out = Matrix.zeros(d * d);
  const add = (term: Matrix, factor: number): void => {
    for (let e = 0; e < out.data.length; e++) out.data[e] += factor * term.data[e];
  };
  let [outer, inner] = [Matrix.zeros(d), Matrix.zeros(d)];
  for (const A of algebra.adjoint()) {
    const turned = A.transpose();
    outer = outer.add(A.multiply(turned));
    inner = inner.add(turned.multiply(A));
    add(A.kronecker(A), -1);
    add(turned.kronecker(turned), -1);
  }
  add(Matrix.identity(d).kronecker(outer), 1);
  add(inner.kronecker(Matrix.identity(d)), 1);
  return out;
}
