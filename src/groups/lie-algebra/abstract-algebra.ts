/**
 * A Lie algebra given by structure constants alone.
 *
 * | symbol  | name      | shape                                            |
 * | c_ij^k  | constants | d³, at (i d + j) d + k: [e_i, e_j] = Σ_k c_ij^k e_k |
 * | ad_x    | ad(x)     | d × d, column j = [x, e_j]                       |
 * | K       | killing() | d × d, K_ij = tr ad_i ad_j                        |
 */
import { Matrix, product, type RandomStream } from "../../numerics/index.js";

export class AbstractAlgebra {
  readonly dimension: number;
  readonly constants: Float64Array;

  constructor(dimension: number, constants: Float64Array) {
    this.dimension = dimension;
    this.constants = constants;
  }

  bracket(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
    return this.ad(x).apply(y);
  }

  /** The matrix of y ↦ [x, y]. */
  ad(x: ArrayLike<number>): Matrix {
    const d = this.dimension;
    const out = Matrix.zeros(d);
    for (let i = 0; i < d; i++) {
      if (x[i] === 0) continue;
      for (let j = 0; j < d; j++) {
        for (let k = 0; k < d; k++) {
          out.data[k * d + j] += x[i] * this.constants[(i * d + j) * d + k];
        }
      }
    }
    return out;
  }

  /** ad of each basis vector. */
  adjoint(): Matrix[] {
    const identity = Matrix.identity(this.dimension);
    return Array.from({ length: this.dimension }, (_, i) => this.ad(identity.row(i)));
  }

  /** tr ad_i ad_j, d × d. */
  killing(): Matrix {
    const turned = new Matrix(this.dimension, this.dimension ** 2);
    this.adjoint().forEach((ad, i) => {
      turned.data.set(ad.data, i * turned.columns);
    });
    const form = product(this.#rows(), turned.transpose());
    return form.add(form.transpose()).scale(0.5);
  }

  /** tr ad_iᵀ ad_j, d × d. */
  gram(): Matrix {
    return product(this.#rows(), this.#rows().transpose());
  }

  /** ad_iᵀ, row after row, in row i: d × d². */
  #rows(): Matrix {
    return new Matrix(this.dimension, this.dimension ** 2, this.constants);
  }

  /** Columns [u_i, v_j] for all columns u_i of U and v_j of V, d × (U.columns · V.columns). */
  products(U: Matrix, V: Matrix): Matrix {
    const out = new Matrix(this.dimension, U.columns * V.columns);
    for (let i = 0; i < U.columns; i++) {
      const block = this.ad(U.column(i)).multiply(V);
      for (let k = 0; k < this.dimension; k++) {
        out.data.set(block.row(k), k * out.columns + i * V.columns);
      }
    }
    return out;
  }

  /**
   * The algebra on the span of orthonormal columns B, brackets projected on it: the
   * subalgebra when it is one, the quotient by its complement when that is an ideal.
   */
  compressed(B: Matrix): AbstractAlgebra {
    const k = B.columns;
    const constants = new Float64Array(k ** 3);
    const turned = B.transpose();
    for (let i = 0; i < k; i++) {
      const block = turned.multiply(this.ad(B.column(i)).multiply(B));
      for (let j = 0; j < k; j++) {
        for (let m = 0; m < k; m++) constants[(i * k + j) * k + m] = block.at(m, j);
      }
    }
    return new AbstractAlgebra(k, constants);
  }

  /** The largest singular value of (x, y) ↦ [x, y] as a map from antisymmetric tensors. */
  scale(): number {
    const d = this.dimension;
    const gram = Matrix.zeros(d);
    for (const ad of this.adjoint()) {
      const square = ad.multiply(ad.transpose());
      for (let e = 0; e < d * d; e++) gram.data[e] += square.data[e] / 2;
    }
    // The norm of the Gram matrix is within √d of its largest eigenvalue.
    return Math.sqrt(gram.frobeniusNorm());
  }

  /** Constants in the basis (e_i · factor): all multiplied by the factor. */
  scaled(factor: number): AbstractAlgebra {
    return new AbstractAlgebra(
      this.dimension,
      this.constants.map((c) => c * factor),
    );
  }
}

/** A vector of norm one in the span of orthonormal columns, as generic as a normal draw. */
export function genericVector(B: Matrix, random: RandomStream): Float64Array {
  const weights = random.normals(B.columns);
  const norm = Math.hypot(...weights) || 1;
  return B.apply(weights.map((weight) => weight / norm));
}
