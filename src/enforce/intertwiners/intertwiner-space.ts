/**
 * A space of linear maps with an orthonormal basis, block by block: each pair of summands
 * has a range of basis maps that are zero outside its rows and columns.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { Representation } from "../../groups/index.js";
import { Matrix, type RankGap, SparseMatrix } from "../../numerics/index.js";
import type { InvariantEvidence } from "./invariant-tensors.js";

/** `basis` is made only up to this many entries, one gigabyte. */
export const LARGEST_DENSE_BASIS = 2 ** 27;

/** The equivariant maps between two kinds of summands. */
export interface MapBlock {
  /** Invariant tensors in columns, orthonormal. */
  readonly basis: SparseMatrix;
  /** Coordinate t of a tensor is entry (⌊places[t] / width⌋, places[t] mod width) of the map. */
  readonly places: Int32Array;
  readonly width: number;
  readonly dimension: number;
}

/** A block at its rows and columns. */
export interface PlacedBlock {
  readonly block: MapBlock;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

export class IntertwinerSpace<Element = unknown> {
  readonly from: Representation<Element>;
  readonly to: Representation<Element>;
  /** Number of independent equivariant maps. */
  readonly dimension: number;
  /** One for each set of tensor factors that was solved. */
  readonly evidence: readonly InvariantEvidence[];
  readonly #placed: readonly PlacedBlock[];
  #sparse: SparseMatrix | undefined;
  #dense: Matrix | undefined;

  constructor(
    from: Representation<Element>,
    to: Representation<Element>,
    placed: readonly PlacedBlock[],
    evidence: readonly InvariantEvidence[],
  ) {
    this.from = from;
    this.to = to;
    this.evidence = evidence;
    this.#placed = placed.filter(({ block }) => block.dimension > 0);
    this.dimension = placed.reduce((sum, { block }) => sum + block.dimension, 0);
  }

  /** Whether every part of the dimension is proved. */
  get exact(): boolean {
    return this.evidence.every(({ method }) => method === "exact");
  }

  /** The narrowest gap that a dimension in Float64 rests on; undefined when all are exact. */
  get gap(): RankGap | undefined {
    return this.evidence
      .flatMap(({ gap }) => (gap === undefined ? [] : [gap]))
      .reduce<RankGap | undefined>(
        (a, b) => (a === undefined || b.ratio < a.ratio ? b : a),
        undefined,
      );
  }

  /** Largest ‖σ(ξ) Z − Z ρ(ξ)‖ (‖ξ‖ = 1), or of σ(h) Z ρ(h)⁻¹ − Z, over the basis maps, ‖Z‖ = 1. */
  get residual(): number {
    return this.evidence.reduce((largest, { residual }) => Math.max(largest, residual), 0);
  }

  /** The basis maps, flattened row by row, in columns: n·m × dimension. */
  sparseBasis(): SparseMatrix {
    this.#sparse ??= SparseMatrix.fromEntries(
      this.to.dimension * this.from.dimension,
      this.dimension,
      this.#entries(),
    );
    return this.#sparse;
  }

  /** The same densely. @throws DomainError beyond LARGEST_DENSE_BASIS entries */
  get basis(): Matrix {
    const size = this.to.dimension * this.from.dimension * this.dimension;
    if (size > LARGEST_DENSE_BASIS) {
      throw new DomainError(
        `IntertwinerSpace.basis: ${this.to.dimension * this.from.dimension} × ${this.dimension} has ${size} entries; expected at most ${LARGEST_DENSE_BASIS}. Use sparseBasis(), map(k), combine or project.`,
      );
    }
    this.#dense ??= this.sparseBasis().toDense();
    return this.#dense;
  }

  /** Z_k, n × m. @throws ShapeError */
  map(k: number): Matrix {
    if (!(Number.isInteger(k) && k >= 0 && k < this.dimension)) {
      throw new ShapeError(
        `IntertwinerSpace.map: got ${k}; expected a whole number from 0 to ${this.dimension - 1}.`,
      );
    }
    const unit = new Float64Array(this.dimension);
    unit[k] = 1;
    return this.combine(unit);
  }

  /** Σ_k coefficients[k] Z_k, n × m. @throws ShapeError for another number of coefficients */
  combine(coefficients: ArrayLike<number>): Matrix {
    if (coefficients.length !== this.dimension) {
      throw new ShapeError(
        `IntertwinerSpace.combine: got ${coefficients.length} coefficients; expected ${this.dimension}.`,
      );
    }
    const out = new Matrix(this.to.dimension, this.from.dimension);
    this.#visit((place, vector, value) => {
      out.data[place] += value * coefficients[vector];
    });
    return out;
  }

  /** ⟨Z_k, W⟩ for each k. @throws ShapeError unless W is n × m */
  coordinates(W: Matrix): Float64Array {
    if (W.rows !== this.to.dimension || W.columns !== this.from.dimension) {
      throw new ShapeError(
        `IntertwinerSpace.coordinates: got ${W.rows} × ${W.columns}; expected ${this.to.dimension} × ${this.from.dimension}, from ${this.from} to ${this.to}.`,
      );
    }
    const out = new Float64Array(this.dimension);
    this.#visit((place, vector, value) => {
      out[vector] += value * W.data[place];
    });
    return out;
  }

  /** The equivariant map next to W in the Frobenius norm. @throws ShapeError unless W is n × m */
  project(W: Matrix): Matrix {
    return this.combine(this.coordinates(W));
  }

  /** Entry `value` at `place` = row · m + column of basis map `vector`, for all entries. */
  #visit(entry: (place: number, vector: number, value: number) => void): void {
    const m = this.from.dimension;
    let offset = 0;
    for (const { block, rows, columns } of this.#placed) {
      const { basis, places, width } = block;
      for (let t = 0; t < basis.rows; t++) {
        const row = rows[Math.floor(places[t] / width)];
        const place = row * m + columns[places[t] % width];
        for (let k = basis.rowStarts[t]; k < basis.rowStarts[t + 1]; k++) {
          entry(place, offset + basis.columnIndices[k], basis.values[k]);
        }
      }
      offset += block.dimension;
    }
  }

  #entries(): [number, number, number][] {
    const entries: [number, number, number][] = [];
    this.#visit((place, vector, value) => {
      entries.push([place, vector, value]);
    });
    return entries;
  }
}
