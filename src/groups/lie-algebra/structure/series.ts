/**
 * Subspaces that come with a Lie algebra, as orthonormal columns in its coordinates.
 *
 * | symbol           | name               | meaning                              |
 * | D₀ ⊃ D₁ ⊃ …      | derivedSeries      | D₀ = 𝔤, D_{t+1} = [D_t, D_t]          |
 * | C₀ ⊃ C₁ ⊃ …      | lowerCentralSeries | C₀ = 𝔤, C_{t+1} = [𝔤, C_t]            |
 * | Z                | centre             | { x : [x, y] = 0 for all y }         |
 *
 * A series ends with the first term that repeats, or with {0}.
 */
import { Matrix } from "../../../numerics/index.js";
import type { AbstractAlgebra } from "../abstract-algebra.js";
import type { Decisions } from "../decisions.js";

export function derivedSeries(
  algebra: AbstractAlgebra,
  decisions: Decisions,
  start: Matrix = Matrix.identity(algebra.dimension),
): Matrix[] {
  return descend("derived series", start, decisions, (D) => algebra.products(D, D));
}

export function lowerCentralSeries(algebra: AbstractAlgebra, decisions: Decisions): Matrix[] {
  const whole = Matrix.identity(algebra.dimension);
  return descend("lower central series", whole, decisions, (C) => algebra.products(whole, C));
}

export function centre(algebra: AbstractAlgebra, decisions: Decisions): Matrix {
  const d = algebra.dimension;
  const stacked = new Matrix(d * d, d);
  algebra.adjoint().forEach((ad, i) => {
    stacked.data.set(ad.data, i * d * d);
  });
  return decisions.kernel("centre", stacked);
}

function descend(
  what: string,
  start: Matrix,
  decisions: Decisions,
  next: (term: Matrix) => Matrix,
): Matrix[] {
  const series = [start];
  for (let term = start; term.columns > 0; ) {
    const lower = decisions.span(what, next(term));
    if (lower.columns >= term.columns) break;
    series.push(lower);
    term = lower;
  }
  return series;
}
