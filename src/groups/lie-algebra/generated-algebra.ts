/**
 * The Lie algebra that matrices generate: brackets are added until nothing new
 * comes. It is finite, of dimension n² at most.
 */
import { Matrix } from "../../numerics/index.js";
import { bracket } from "./bracket.js";
import { Decisions, requireFraction } from "./decisions.js";
import { type MatrixBasis, matrixBasis } from "./matrix-basis.js";

export interface GeneratedAlgebra {
  readonly dimension: number;
  /** Orthonormal in the Frobenius product. */
  readonly basis: readonly Matrix[];
}

export interface GeneratedAlgebraOptions {
  /** Parts of brackets (of unit matrices) outside the span that count as noise; default 1e-8. */
  readonly tolerance?: number;
}

/**
 * The smallest Lie algebra that contains the matrices.
 * @throws ShapeError, DomainError as `identifyAlgebra`
 */
export function generatedAlgebra(
  generators: readonly Matrix[],
  options: GeneratedAlgebraOptions = {},
): GeneratedAlgebra {
  const start = matrixBasis("generatedAlgebra", generators);
  const decisions = new Decisions(
    requireFraction("generatedAlgebra", "tolerance", options.tolerance ?? 1e-8),
  );
  return grow(start, decisions);
}

function grow(start: MatrixBasis, decisions: Decisions): GeneratedAlgebra {
  const { size } = start;
  const seeds = start.elements;
  const span: Matrix[] = [...seeds];
  let fresh: readonly Matrix[] = seeds;
  while (fresh.length > 0 && span.length < size * size) {
    const rows: Matrix[] = [];
    for (const seed of seeds) {
      for (const element of fresh) rows.push(outsideOf(span, bracket(seed, element)));
    }
    const stacked = new Matrix(size * size, rows.length);
    rows.forEach((row, j) => {
      row.data.forEach((value, e) => {
        stacked.data[e * rows.length + j] = value;
      });
    });
    const directions = decisions.span("new brackets", stacked);
    fresh = Array.from(
      { length: Math.min(directions.columns, size * size - span.length) },
      (_, k) => new Matrix(size, size, directions.column(k)),
    );
    span.push(...fresh);
  }
  return { dimension: span.length, basis: span };
}

/** The part of A that is orthogonal to orthonormal matrices; twice, against cancellation. */
function outsideOf(span: readonly Matrix[], A: Matrix): Matrix {
  const out = A.clone();
  for (let round = 0; round < 2; round++) {
    for (const element of span) {
      let inner = 0;
      for (let e = 0; e < out.data.length; e++) inner += element.data[e] * out.data[e];
      for (let e = 0; e < out.data.length; e++) out.data[e] -= inner * element.data[e];
    }
  }
  return out;
}
