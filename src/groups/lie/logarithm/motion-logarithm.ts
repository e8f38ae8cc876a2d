/**
 * Logarithms of motions and of Galilei maps, by the logarithm Ω of their rotation R.
 *
 * | symbol  | name here | value                                              |
 * | φ_1(Ω)  | first     | Σ Ω^k / (k + 1)!, so that Ω φ_1(Ω) = exp Ω − I     |
 * | φ_2(Ω)  | second    | Σ Ω^k / (k + 2)!                                   |
 *
 * exp(Ω, b; 0, 0) = (exp Ω, φ_1 b; 0, 1), and exp of a Galilei generator with rate Ω,
 * boost w, shift c and time s has v = φ_1 w, a = φ_1 c + s φ_2 w. φ_1 is invertible
 * for angles in [0, π].
 */
import { DomainError } from "../../../errors.js";
import { linearSolve, Matrix, matrixExponential } from "../../../numerics/index.js";
import { homogeneousMatrix, homogeneousParts } from "../homogeneous.js";
import { rotationLogarithm } from "./rotation-logarithm.js";

/** (Ω, φ_1⁻¹ b; 0, 0) for (R, b; 0, 1). @throws DomainError when R is no rotation */
export function motionLogarithm(g: Matrix): Matrix {
  const { linear, offset } = homogeneousParts(g);
  const rate = rotationLogarithm(linear);
  return homogeneousMatrix(rate, linearSolve(phiFunctions(rate).first, columnOf(offset)).data, 0);
}

/** For (1, 0, s; v, R, a; 0, 0, 1). @throws DomainError when R is no rotation, or time runs backward */
export function galileiLogarithm(g: Matrix): Matrix {
  const size = g.rows;
  const n = size - 2;
  if (g.at(0, 0) < 0) throw new DomainError("it reverses time, which no exp does");
  const block = (row: number, column: number, rows: number, width: number): Matrix => {
    const out = new Matrix(rows, width);
    for (let i = 0; i < rows; i++) {
      out.data.set(g.row(row + i).subarray(column, column + width), i * width);
    }
    return out;
  };
  const time = g.at(0, size - 1);
  const rate = rotationLogarithm(block(1, 1, n, n));
  const { first, second } = phiFunctions(rate);
  const boost = linearSolve(first, block(1, 0, n, 1));
  const shift = linearSolve(first, block(1, size - 1, n, 1).add(second.multiply(boost), -time));
  const out = Matrix.zeros(size);
  out.data[size - 1] = time;
  for (let i = 0; i < n; i++) {
    const row = (i + 1) * size;
    out.data[row] = boost.data[i];
    out.data.set(rate.row(i), row + 1);
    out.data[row + size - 1] = shift.data[i];
  }
  return out;
}

/** φ_1 and φ_2, read off exp(Ω, I, 0; 0, 0, I; 0, 0, 0) = (exp Ω, φ_1, φ_2; …). */
function phiFunctions(rate: Matrix): { readonly first: Matrix; readonly second: Matrix } {
  const n = rate.rows;
  const block = Matrix.zeros(3 * n);
  for (let i = 0; i < n; i++) {
    block.data.set(rate.row(i), i * 3 * n);
    block.data[i * 3 * n + n + i] = 1;
    block.data[(n + i) * 3 * n + 2 * n + i] = 1;
  }
  const result = matrixExponential(block);
  const first = new Matrix(n, n);
  const second = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    first.data.set(result.row(i).subarray(n, 2 * n), i * n);
    second.data.set(result.row(i).subarray(2 * n), i * n);
  }
  return { first, second };
}

function columnOf(values: Float64Array): Matrix {
  return new Matrix(values.length, 1, values.slice());
}
