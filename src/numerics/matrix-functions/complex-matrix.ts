/**
 * Complex matrices, and the scalar functions that functions of triangular matrices are
 * made of.
 *
 * | symbol | name here             | shape                                     |
 * | Z      | ComplexMatrix         | rows × columns, Z = real + i imaginary    |
 * | z      | Complex               | [Re z, Im z]                              |
 * | Z*     | conjugateTranspose()  | columns × rows                            |
 * |        | realForm()            | 2 rows × 2 columns, (X, −Y; Y, X)         |
 */
import { ShapeError } from "../../errors.js";
import { Matrix } from "../matrix.js";

export type Complex = readonly [real: number, imaginary: number];

export class ComplexMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly real: Matrix;
  readonly imaginary: Matrix;

  /** @throws ShapeError when the parts differ in shape */
  constructor(real: Matrix, imaginary: Matrix = Matrix.zeros(real.rows, real.columns)) {
    if (real.rows !== imaginary.rows || real.columns !== imaginary.columns) {
      throw new ShapeError(
        `ComplexMatrix: got a real part of ${real.rows} × ${real.columns} and an imaginary part of ${imaginary.rows} × ${imaginary.columns}; expected one shape.`,
      );
    }
    this.rows = real.rows;
    this.columns = real.columns;
    this.real = real;
    this.imaginary = imaginary;
  }

  at(i: number, j: number): Complex {
    return [this.real.data[i * this.columns + j], this.imaginary.data[i * this.columns + j]];
  }

  set(i: number, j: number, [real, imaginary]: Complex): void {
    this.real.data[i * this.columns + j] = real;
    this.imaginary.data[i * this.columns + j] = imaginary;
  }

  clone(): ComplexMatrix {
    return new ComplexMatrix(this.real.clone(), this.imaginary.clone());
  }

  multiply(other: ComplexMatrix): ComplexMatrix {
    const { real: a, imaginary: b } = this;
    const { real: c, imaginary: d } = other;
    return new ComplexMatrix(
      a.multiply(c).subtract(b.multiply(d)),
      a.multiply(d).add(b.multiply(c)),
    );
  }

  transpose(): ComplexMatrix {
    return new ComplexMatrix(this.real.transpose(), this.imaginary.transpose());
  }

  conjugateTranspose(): ComplexMatrix {
    return new ComplexMatrix(this.real.transpose(), this.imaginary.transpose().scale(-1));
  }

  /** (X, −Y; Y, X), which acts on (x, y) as X + iY acts on x + iy. */
  realForm(): Matrix {
    const { rows, columns, real, imaginary } = this;
    const out = new Matrix(2 * rows, 2 * columns);
    for (let i = 0; i < rows; i++) {
      out.row(i).set(real.row(i));
      out.row(rows + i).set(imaginary.row(i));
      out.row(rows + i).set(real.row(i), columns);
      for (let j = 0; j < columns; j++) {
        out.data[i * 2 * columns + columns + j] = 0 - imaginary.at(i, j);
      }
    }
    return out;
  }

  /** X + iY from the left half of (X, −Y; Y, X). @throws ShapeError for an odd number of rows or columns */
  static fromRealForm(form: Matrix): ComplexMatrix {
    if (form.rows % 2 !== 0 || form.columns % 2 !== 0) {
      throw new ShapeError(
        `ComplexMatrix.fromRealForm: got ${form.rows} × ${form.columns}; expected (X, −Y; Y, X), with even numbers of both.`,
      );
    }
    const [rows, columns] = [form.rows / 2, form.columns / 2];
    const [real, imaginary] = [new Matrix(rows, columns), new Matrix(rows, columns)];
    for (let i = 0; i < rows; i++) {
      real.row(i).set(form.row(i).subarray(0, columns));
      imaginary.row(i).set(form.row(rows + i).subarray(0, columns));
    }
    return new ComplexMatrix(real, imaginary);
  }
}

export const add = (a: Complex, b: Complex): Complex => [a[0] + b[0], a[1] + b[1]];
export const subtract = (a: Complex, b: Complex): Complex => [a[0] - b[0], a[1] - b[1]];
export const scale = (a: Complex, factor: number): Complex => [factor * a[0], factor * a[1]];
export const modulus = (a: Complex): number => Math.hypot(a[0], a[1]);

export function times(a: Complex, b: Complex): Complex {
  return [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
}

/** a / b, scaled so that |b|² neither overflows nor underflows. */
export function quotient(a: Complex, b: Complex): Complex {
  const size = Math.max(Math.abs(b[0]), Math.abs(b[1]));
  const [c, d] = [b[0] / size, b[1] / size];
  const square = c * c + d * d;
  const [p, q] = [a[0] / size, a[1] / size];
  return [(p * c + q * d) / square, (q * c - p * d) / square];
}

/** The root in the right half plane; on the negative axis i√|z|. */
export function squareRoot([x, y]: Complex): Complex {
  const size = Math.hypot(x, y);
  if (size === 0) return [0, 0];
  const half = Math.sqrt((size + Math.abs(x)) / 2);
  if (x >= 0) return [half, y / (2 * half)];
  return [Math.abs(y) / (2 * half), y < 0 ? -half : half];
}

/** The principal logarithm, imaginary part in (−π, π]; near z = 1 without cancellation. */
export function logarithm([x, y]: Complex): Complex {
  const phase = Math.atan2(y, x);
  const excess = x - 1;
  if (Math.abs(excess) < 0.5 && Math.abs(y) < 0.5) {
    return [0.5 * Math.log1p(excess * (x + 1) + y * y), phase];
  }
  return [Math.log(Math.hypot(x, y)), phase];
}

/** exp z − 1 without cancellation near 0. */
export function exponentialMinusOne([x, y]: Complex): Complex {
  const half = Math.sin(y / 2);
  return [Math.expm1(x) * Math.cos(y) - 2 * half * half, Math.exp(x) * Math.sin(y)];
}

export function exponential([x, y]: Complex): Complex {
  return scale([Math.cos(y), Math.sin(y)], Math.exp(x));
}

/** (exp z − exp −z) / 2, accurate near 0. */
export function hyperbolicSine([x, y]: Complex): Complex {
  return [Math.sinh(x) * Math.cos(y), Math.cosh(x) * Math.sin(y)];
}

/** artanh z = ½ log((1 + z) / (1 − z)), accurate near 0. */
export function inverseHyperbolicTangent(z: Complex): Complex {
  const [x, y] = z;
  const below = (1 - x) * (1 - x) + y * y;
  return [0.25 * Math.log1p((4 * x) / below), 0.5 * Math.atan2(2 * y, (1 - x) * (1 + x) - y * y)];
}
