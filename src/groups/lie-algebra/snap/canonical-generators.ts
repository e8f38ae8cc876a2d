/**
 * Generators with the usual commutation relations, as combinations of a given basis.
 *
 * | algebra  | generators | relations                                    |
 * | so(3)    | X, Y, Z    | [X,Y] = Z, [Y,Z] = X, [Z,X] = Y               |
 * | sl(2,ℝ)  | H, E, F    | [H,E] = 2E, [H,F] = −2F, [E,F] = H            |
 * | se(2)    | J, P, Q    | [J,P] = Q, [J,Q] = −P, [P,Q] = 0              |
 * | e(1,1)   | B, P, Q    | [B,P] = P, [B,Q] = −Q, [P,Q] = 0              |
 * | heis(3)  | X, Y, Z    | [X,Y] = Z, [X,Z] = [Y,Z] = 0                  |
 * | aff(1)   | A, B       | [A,B] = B                                    |
 */
import {
  dot,
  eigenvalues,
  invariantSubspace,
  type Matrix,
  symmetricEigen,
} from "../../../numerics/index.js";
import { AbstractAlgebra } from "../abstract-algebra.js";
import { basisBrackets, bracket } from "../bracket.js";
import { complement, Decisions, fromColumns } from "../decisions.js";
import type { AlgebraIdentity } from "../identify/algebra-identity.js";
import { combination, type MatrixBasis } from "../matrix-basis.js";
import { centre, derivedSeries } from "../structure/series.js";

export interface CanonicalGenerators {
  readonly names: readonly string[];
  readonly generators: readonly Matrix[];
  /** "[X,Y] = Z" and so on. */
  readonly relations: readonly string[];
  /** The largest ‖[g_i, g_j] − its canonical value‖ / (‖g_i‖ ‖g_j‖). */
  readonly relationError: number;
}

/** Coordinates of generators, names, and the nonzero brackets as [i, j, k, factor]. */
interface Recipe {
  readonly names: string;
  readonly find: (algebra: AbstractAlgebra, decisions: Decisions) => Float64Array[];
  readonly brackets: readonly (readonly [number, number, number, number])[];
}

const RECIPES: Readonly<Record<string, Recipe>> = {
  "so(3)": {
    names: "XYZ",
    find: compact,
    brackets: [
      [0, 1, 2, 1],
      [1, 2, 0, 1],
      [2, 0, 1, 1],
    ],
  },
  "sl(2,ℝ)": {
    names: "HEF",
    find: split,
    brackets: [
      [0, 1, 1, 2],
      [0, 2, 2, -2],
      [1, 2, 0, 1],
    ],
  },
  "se(2)": {
    names: "JPQ",
    find: turning,
    brackets: [
      [0, 1, 2, 1],
      [0, 2, 1, -1],
    ],
  },
  "e(1,1)": {
    names: "BPQ",
    find: boosting,
    brackets: [
      [0, 1, 1, 1],
      [0, 2, 2, -1],
    ],
  },
  "heis(3)": { names: "XYZ", find: heisenberg, brackets: [[0, 1, 2, 1]] },
  "aff(1)": { names: "AB", find: affine, brackets: [[0, 1, 1, 1]] },
};

/** For the algebras of the table and their isomorphic names; undefined for others and for spans that do not close. */
export function canonicalGenerators(identity: AlgebraIdentity): CanonicalGenerators | undefined {
  if (!identity.closes) return undefined;
  const name = [identity.name, ...identity.aliases].find((each) => each in RECIPES);
  if (name === undefined) return undefined;
  const recipe = RECIPES[name];
  const span: MatrixBasis = {
    size: identity.basis[0].rows,
    elements: identity.basis,
    columns: fromColumns(
      identity.basis[0].data.length,
      identity.basis.map((X) => X.data),
    ),
  };
  const algebra = new AbstractAlgebra(identity.dimension, basisBrackets(span).constants);
  const generators = recipe
    .find(algebra, new Decisions(identity.tolerance))
    .map((x) => combination(identity.basis, x));
  return {
    names: [...recipe.names],
    generators,
    relations: recipe.brackets.map(([i, j, k, factor]) => {
      const coefficient = factor === 1 ? "" : factor === -1 ? "−" : `${factor}`.replace("-", "−");
      return `[${recipe.names[i]},${recipe.names[j]}] = ${coefficient}${recipe.names[k]}`;
    }),
    relationError: relationError(generators, recipe),
  };
}

function relationError(generators: readonly Matrix[], { brackets }: Recipe): number {
  let largest = 0;
  generators.forEach((a, i) => {
    generators.forEach((b, j) => {
      if (j <= i) return;
      const rule = brackets.find(([p, q]) => (p === i && q === j) || (p === j && q === i));
      const sign = rule !== undefined && rule[0] === j ? -1 : 1;
      const found = bracket(a, b);
      const rest = rule === undefined ? found : found.add(generators[rule[2]], -sign * rule[3]);
      largest = Math.max(largest, rest.frobeniusNorm() / (a.frobeniusNorm() * b.frobeniusNorm()));
    });
  });
  return largest;
}

/** (−K/2)^(−1/2), the orthonormal basis nearest to the given one, with the sign that closes. */
function compact(algebra: AbstractAlgebra): Float64Array[] {
  const { values, vectors } = symmetricEigen(algebra.killing().scale(-0.5));
  const root = fromColumns(
    3,
    Array.from(values, (value, k) => vectors.column(k).map((x) => x / Math.sqrt(value))),
  ).multiply(vectors.transpose());
  const [x, y, z] = [0, 1, 2].map((k) => root.column(k));
  const sign = dot(algebra.bracket(x, y), z) < 0 ? -1 : 1;
  return [x, y, z].map((v) => v.map((entry) => sign * entry));
}

/** H along the most positive direction of K, where K(H, H) = 8; E and F are its eigenvectors. */
function split(algebra: AbstractAlgebra): Float64Array[] {
  const { values, vectors } = symmetricEigen(algebra.killing());
  const h = vectors.column(2).map((x) => x * Math.sqrt(8 / values[2]));
  const [e, f] = eigenvectors(algebra.ad(h));
  const factor = dot(h, h) / dot(algebra.bracket(e, f), h);
  return [h, e, f.map((x) => x * factor)];
}

function turning(algebra: AbstractAlgebra, decisions: Decisions): Float64Array[] {
  const { outer, ideal } = planeIdeal(algebra, decisions);
  const M = ideal.transpose().multiply(algebra.ad(outer)).multiply(ideal);
  const speed = Math.sqrt(M.at(0, 0) * M.at(1, 1) - M.at(0, 1) * M.at(1, 0));
  const j = outer.map((x) => x / speed);
  const p = ideal.column(0);
  return [j, p, algebra.bracket(j, p)];
}

function boosting(algebra: AbstractAlgebra, decisions: Decisions): Float64Array[] {
  const { outer } = planeIdeal(algebra, decisions);
  const ad = algebra.ad(outer);
  const speed = Math.max(...eigenvalues(ad).real);
  return [outer.map((x) => x / speed), ...eigenvectors(ad)];
}

function heisenberg(algebra: AbstractAlgebra, decisions: Decisions): Float64Array[] {
  const outer = complement(centre(algebra, decisions));
  const [x, y] = [outer.column(0), outer.column(1)];
  return [x, y, algebra.bracket(x, y)];
}

function affine(algebra: AbstractAlgebra, decisions: Decisions): Float64Array[] {
  const b = derivedSeries(algebra, decisions)[1].column(0);
  const a = Float64Array.of(-b[1], b[0]);
  const factor = dot(algebra.bracket(a, b), b);
  return [a.map((x) => x / factor), b];
}

/** [𝔤, 𝔤] of dimension two and a vector orthogonal to it. */
function planeIdeal(
  algebra: AbstractAlgebra,
  decisions: Decisions,
): { outer: Float64Array; ideal: Matrix } {
  const ideal = derivedSeries(algebra, decisions)[1];
  return { outer: complement(ideal).column(0), ideal };
}

/** Unit eigenvectors of the largest and of the smallest real eigenvalue of a 3 × 3 matrix. */
function eigenvectors(M: Matrix): [Float64Array, Float64Array] {
  const real = Array.from(eigenvalues(M).real).sort((a, b) => b - a);
  const vector = (value: number): Float64Array =>
    invariantSubspace(M, { real: value, imaginary: 0, count: 1 }).column(0);
  return [vector(real[0]), vector(real[2])];
}
