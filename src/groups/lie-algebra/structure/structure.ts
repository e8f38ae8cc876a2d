/**
 * What can be said of a Lie algebra without naming it, and its decomposition.
 */
import { Matrix, symmetricEigen } from "../../../numerics/index.js";
import type { AbstractAlgebra } from "../abstract-algebra.js";
import { beside, type Decisions } from "../decisions.js";
import { centroidIdeals, simpleIdeals, splitAbelianFactor } from "./ideals.js";
import { leviComplement } from "./levi.js";
import {
  type KillingSignature,
  killingScale,
  killingSignature,
  nilradical,
  radical,
} from "./radical.js";
import { algebraRank } from "./rank.js";
import { centre, derivedSeries, lowerCentralSeries } from "./series.js";

/** Subspaces are orthonormal columns in the algebra's coordinates. */
export interface AlgebraStructure {
  readonly algebra: AbstractAlgebra;
  readonly derivedSeries: readonly Matrix[];
  readonly lowerCentralSeries: readonly Matrix[];
  readonly centre: Matrix;
  readonly radical: Matrix;
  readonly nilradical: Matrix;
  /** A Levi complement of the radical. */
  readonly levi: Matrix;
  readonly killing: KillingSignature;
  readonly rank: number;
}

export function algebraStructure(algebra: AbstractAlgebra, decisions: Decisions): AlgebraStructure {
  const series = derivedSeries(algebra, decisions);
  const derived = series[1] ?? series[0];
  const rad = radical(algebra, derived, decisions);
  const eigen = symmetricEigen(algebra.killing());
  return {
    algebra,
    derivedSeries: series,
    lowerCentralSeries: lowerCentralSeries(algebra, decisions),
    centre: centre(algebra, decisions),
    radical: rad,
    nilradical: nilradical(algebra, rad, decisions),
    levi: leviComplement(algebra, rad, decisions),
    killing: killingSignature(eigen.values, killingScale(algebra), decisions),
    rank: algebraRank(algebra, decisions),
  };
}

/** 𝔤 = abelian ⊕ simple ideals ⊕ others, as orthonormal columns in 𝔤's coordinates. */
export interface IdealDecomposition {
  readonly abelian: Matrix;
  readonly simple: readonly Matrix[];
  /** Neither abelian nor simple, and not a direct sum. */
  readonly others: readonly Matrix[];
}

export function decompose(
  { algebra, derivedSeries: series, centre, radical: rad, levi }: AlgebraStructure,
  decisions: Decisions,
): IdealDecomposition {
  const d = algebra.dimension;
  const derived = series[1] ?? series[0];
  const { abelian, rest } = splitAbelianFactor(centre, derived, decisions);
  const ideals = simpleIdeals(algebra.compressed(levi), decisions).map((own) => levi.multiply(own));
  const alone = ideals.map(
    (ideal) => decisions.span("action on the radical", algebra.products(ideal, rad)).columns === 0,
  );
  const simple = ideals.filter((_, k) => alone[k]);
  if (rest.columns === simple.reduce((sum, ideal) => sum + ideal.columns, 0)) {
    return { abelian, simple, others: [] };
  }
  // The radical of the rest: what of 𝔯 lies in it. Then the ideals that move it.
  const shadow = rad.transpose().multiply(rest).multiply(rest.transpose()).multiply(rad);
  const insideSize = rest.columns - ideals.reduce((sum, ideal) => sum + ideal.columns, 0);
  const eigen = symmetricEigen(shadow.add(shadow.transpose()).scale(0.5));
  const top = new Matrix(rad.columns, insideSize);
  for (let i = 0; i < top.rows; i++) {
    top.data.set(eigen.vectors.row(i).subarray(rad.columns - insideSize), i * insideSize);
  }
  const acting = ideals.filter((_, k) => !alone[k]).reduce(beside, new Matrix(d, 0));
  const mixed = decisions.span("ideal that does not split", beside(rad.multiply(top), acting));
  const others = centroidIdeals(algebra.compressed(mixed), decisions);
  return { abelian, simple, others: others.map((own) => mixed.multiply(own)) };
}
