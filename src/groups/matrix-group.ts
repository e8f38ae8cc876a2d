/**
 * Finite groups of matrices.
 *
 * Products of rounded entries never come back exactly, so two matrices count as
 * one element when all entries agree within τ = 10⁻⁸ · max(1, largest entry of a
 * generator). Rounding along a word of 10^5 letters stays near 10⁻¹¹, and
 * generators that were typed with fewer than about nine digits do not close
 * and are refused by the limit on the order.
 *
 * Elements are found again by a hash that has no seams: the sum Σ c_k a_k with
 * fixed weights |c_k| ≤ 1, Σ|c_k| ≤ 1, moves by at most τ when the entries do, so
 * that equal elements lie in the same cell of width τ or in neighbours.
 */
import { DomainError, ShapeError } from "../errors.js";
import { Matrix, rank } from "../numerics/index.js";
import { finiteGroup } from "./finite-group.js";
import type { FiniteGroup } from "./group.js";

/** Entries that differ by less, relative to the generators' largest entry, are the same. */
export const MATRIX_ELEMENT_TOLERANCE = 1e-8;

/**
 * The group that the matrices generate, all n × n. For the trivial group give
 * the identity matrix.
 * @throws ShapeError for matrices that are not square or differ in size;
 *   DomainError for no generator, a NaN, a matrix without inverse or of infinite
 *   order, and more than 10^5 elements
 */
export function matrixGroup(name: string, generators: readonly Matrix[]): FiniteGroup<Matrix> {
  if (generators.length === 0) {
    throw new DomainError(
      `matrixGroup: got no generator for "${name}"; expected at least one, for the size. The identity matrix alone makes the trivial group.`,
    );
  }
  const size = generators[0].rows;
  generators.forEach((generator, k) => {
    requireGenerator(generator, `generators[${k}]`, size);
  });
  const largest = Math.max(1, ...generators.map((generator) => generator.maxAbs()));
  const keys = new MatrixKeys(MATRIX_ELEMENT_TOLERANCE * largest);
  const group = finiteGroup<Matrix>({
    name,
    identity: Matrix.identity(size),
    generators: generators.map((generator) => generator.clone()),
    compose: (a, b) => a.multiply(b),
    key: (element) => keys.of(element),
  });
  keys.complete = true;
  return group;
}

function requireGenerator(generator: Matrix, argument: string, size: number): void {
  const { rows, columns, data } = generator;
  if (rows !== columns || rows !== size || rows === 0) {
    throw new ShapeError(
      `matrixGroup: ${argument} is ${rows} × ${columns}; expected square matrices of one size, at least 1 × 1.`,
    );
  }
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `matrixGroup: entry (${Math.floor(bad / columns)}, ${bad % columns}) of ${argument} is ${data[bad]}; expected a finite number.`,
    );
  }
  const independent = rank(generator);
  if (independent < size) {
    throw new DomainError(
      `matrixGroup: ${argument} has rank ${independent} of ${size} and therefore no inverse; expected an invertible matrix.`,
    );
  }
}

/** Gives the same key to matrices that agree within the tolerance. */
class MatrixKeys {
  /** Once set, matrices that are not known are no longer remembered. */
  complete = false;
  readonly #tolerance: number;
  readonly #cells = new Map<number, { readonly element: Matrix; readonly key: string }[]>();
  #count = 0;

  constructor(tolerance: number) {
    this.#tolerance = tolerance;
  }

  of(element: Matrix): string {
    const cell = Math.round(fingerprint(element) / this.#tolerance);
    for (const neighbour of [cell, cell - 1, cell + 1]) {
      for (const entry of this.#cells.get(neighbour) ?? []) {
        if (sameWithin(entry.element, element, this.#tolerance)) return entry.key;
      }
    }
    if (this.complete) return `unknown ${element.data.join()}`;
    if (!Number.isFinite(cell)) {
      throw new DomainError(
        "matrixGroup: products of the generators grow beyond all bounds; expected matrices of finite order.",
      );
    }
    const key = String(this.#count++);
    const here = this.#cells.get(cell);
    if (here === undefined) this.#cells.set(cell, [{ element, key }]);
    else here.push({ element, key });
    return key;
  }
}

function sameWithin(a: Matrix, b: Matrix, tolerance: number): boolean {
  return a.rows === b.rows && a.columns === b.columns && a.maxDifference(b) <= tolerance;
}

/** Σ c_k a_k with c_k = cos(k + 1) / (number of entries), a value that few elements share. */
function fingerprint(element: Matrix): number {
  let sum = 0;
  element.data.forEach((value, k) => {
    sum += Math.cos(k + 1) * value;
  });
  return sum / element.data.length;
}
