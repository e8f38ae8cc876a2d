/**
 * The isometries that carry out permutations of a form's points.
 *
 * | symbol | name here  | shape | meaning                                                |
 * | c      | form       | n × d | points in canonical order and axes                     |
 * | σ      | permutation | n    | an automorphism of the pair graph, place k ↦ σ(k)      |
 * | h_σ    | of(σ)      | d × d | h_σ c_k = c_σ(k)                                       |
 * | r      | rank       |       | dimension of the span of the points                    |
 *
 * On the span h_σ is unique: least squares over all points, then brought back to hᵀ η h = η.
 * Beyond it h_σ is 0 where the form's pointwise stabiliser averages to 0; where that is
 * trivial and one coordinate is left (SO, r = d − 1), it is det h_σ there.
 */
import { determinant, inverseMatrix, Matrix, thinQR } from "../../../numerics/index.js";
import type { LinearPose } from "../../minimal/linear-pose.js";

export class PlaceIsometries {
  readonly dimension: number;
  /** Coordinates that the span of the form takes up. */
  readonly span: readonly number[];
  /** The coordinate outside the span that no stabiliser moves, if there is one. */
  readonly #single: number | undefined;
  readonly signature: Float64Array;
  readonly #form: Matrix;
  #pseudoInverse: Matrix | undefined;

  constructor(pose: LinearPose, signature: Float64Array) {
    const { form, stabiliser } = pose;
    this.dimension = signature.length;
    this.signature = signature;
    this.#form = form;
    this.span = usedColumns(form);
    const left = Array.from(signature.keys()).filter(
      (a) => !this.span.includes(a) && !stabiliser.moved.includes(a),
    );
    this.#single = left[0];
  }

  /** The coordinates on which outputs survive: those of the span, and a single one more. */
  get kept(): readonly number[] {
    return this.#single === undefined ? this.span : [...this.span, this.#single];
  }

  /** 1 on the kept coordinates. */
  get identity(): Matrix {
    const out = new Matrix(this.dimension, this.dimension);
    for (const a of this.kept) out.data[a * (this.dimension + 1)] = 1;
    return out;
  }

  of(permutation: Int32Array): Matrix {
    const { span } = this;
    const images = new Matrix(permutation.length, span.length);
    permutation.forEach((image, k) => {
      span.forEach((a, j) => {
        images.data[k * span.length + j] = this.#form.at(image, a);
      });
    });
    const small = this.#restored(this.#solve().multiply(images).transpose());
    const out = new Matrix(this.dimension, this.dimension);
    span.forEach((a, i) => {
      span.forEach((b, j) => {
        out.data[a * this.dimension + b] = small.at(i, j);
      });
    });
    if (this.#single !== undefined) {
      out.data[this.#single * (this.dimension + 1)] =
        span.length === 0 ? 1 : Math.sign(determinant(small));
    }
    return out;
  }

  /** η hᵀ η, the inverse on the kept coordinates. */
  inverse(h: Matrix): Matrix {
    const out = h.transpose();
    const [d, signs] = [this.dimension, this.signature];
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) out.data[i * d + j] *= signs[i] * signs[j];
    }
    return out;
  }

  /** The largest |h c_k − c_σ(k)|, relative to the largest entry of the form. */
  residual(permutation: Int32Array, h: Matrix): number {
    const moved = this.#form.multiply(h.transpose());
    let largest = 0;
    permutation.forEach((image, k) => {
      for (const a of this.span) {
        largest = Math.max(largest, Math.abs(moved.at(k, a) - this.#form.at(image, a)));
      }
    });
    return largest / (this.#form.maxAbs() || 1);
  }

  /** r × n, the pseudo-inverse of the form's columns of the span. */
  #solve(): Matrix {
    if (this.#pseudoInverse === undefined) {
      const { Q, R } = thinQR(columnsOf(this.#form, this.span));
      this.#pseudoInverse =
        R.rows === 0 ? new Matrix(0, this.#form.rows) : inverseMatrix(R).multiply(Q.transpose());
    }
    return this.#pseudoInverse;
  }

  /** Two Newton steps h (3 − η hᵀ η h) / 2 towards the isometries of the span. */
  #restored(h: Matrix): Matrix {
    const signs = Matrix.diagonal(this.span.map((a) => this.signature[a]));
    let out = h;
    for (let step = 0; step < 2; step++) {
      const defect = signs.multiply(out.transpose()).multiply(signs).multiply(out);
      out = out.multiply(Matrix.identity(h.rows).scale(1.5).add(defect, -0.5));
    }
    return out;
  }
}

/** Coordinates in which some point is not 0: what lies outside the span is 0 exactly. */
function usedColumns(form: Matrix): number[] {
  return Array.from({ length: form.columns }, (_, a) => a).filter((a) =>
    form.column(a).some((value) => value !== 0),
  );
}

/**
 * Whether the span of the form holds light-like directions orthogonal to all of it: the form
 * writes each of them with two coordinates.
 */
export function isDegenerate({ form, rank }: LinearPose): boolean {
  return usedColumns(form).length > rank;
}

function columnsOf(form: Matrix, columns: readonly number[]): Matrix {
  const out = new Matrix(form.rows, columns.length);
  for (let i = 0; i < form.rows; i++) {
    columns.forEach((a, j) => {
      out.data[i * columns.length + j] = form.at(i, a);
    });
  }
  return out;
}
