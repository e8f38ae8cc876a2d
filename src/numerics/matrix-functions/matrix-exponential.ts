/**
 * exp A by scaling and squaring with Padé approximants (Higham, The scaling and
 * squaring method for the matrix exponential revisited, 2005).
 *
 * | symbol    | name here | meaning                                              |
 * | r_m = p/q | pade      | diagonal Padé approximant of degree m to exp         |
 * | θ_m       | degrees   | ‖A‖₁ up to which r_m is exact to the unit roundoff    |
 * | s         | squarings | exp A = r₁₃(A / 2ˢ)^(2ˢ)                             |
 *
 * Law: exp(A + B) = exp A · exp B when A B = B A; exp(S A S⁻¹) = S exp(A) S⁻¹.
 */
import { DomainError } from "../../errors.js";
import { Matrix } from "../matrix.js";
import { linearSolve, requireSquare } from "./linear-solve.js";

/** Degree m and θ_m, Table 2.3 there. */
const DEGREES: readonly (readonly [number, number])[] = [
  [3, 1.495585217958292e-2],
  [5, 2.53939833006323e-1],
  [7, 9.504178996162932e-1],
  [9, 2.097847961257068],
  [13, 5.371920351148152],
];
const LARGEST = DEGREES[DEGREES.length - 1][1];

/**
 * exp A for a square matrix.
 * @throws ShapeError unless A is square; DomainError for NaN, Infinity, or a result
 *   beyond the largest number
 */
export function matrixExponential(matrix: Matrix): Matrix {
  const size = requireSquare("matrixExponential", matrix);
  const norm = oneNorm(matrix);
  if (norm === 0) return Matrix.identity(size);
  const known = DEGREES.find(([, theta]) => norm <= theta);
  if (known !== undefined) return pade(matrix, known[0]);
  const squarings = Math.max(0, Math.ceil(Math.log2(norm / LARGEST)));
  let result = pade(matrix.scale(2 ** -squarings), 13);
  for (let k = 0; k < squarings; k++) result = result.multiply(result);
  if (!result.data.every(Number.isFinite)) {
    throw new DomainError(
      `matrixExponential: the exponential of a matrix of norm ${norm.toPrecision(3)} passes the largest number; expected a smaller one.`,
    );
  }
  return result;
}

/** ‖A‖₁, the largest sum of absolute values of a column. */
export function oneNorm(matrix: Matrix): number {
  const { rows, columns, data } = matrix;
  let largest = 0;
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += Math.abs(data[i * columns + j]);
    largest = Math.max(largest, sum);
  }
  return largest;
}

/**
 * I + 2 (V − U)⁻¹ U with q(A) = V − U, p(A) = V + U: so that the small part of
 * exp A keeps its own relative accuracy.
 */
function pade(matrix: Matrix, degree: number): Matrix {
  const size = matrix.rows;
  const square = matrix.multiply(matrix);
  const coefficients = padeCoefficients(degree);
  let even = Matrix.identity(size).scale(coefficients[0]);
  let odd = Matrix.identity(size).scale(coefficients[1]);
  let power = square;
  for (let k = 2; k <= degree; k += 2) {
    even = even.add(power, coefficients[k]);
    odd = odd.add(power, coefficients[k + 1]);
    if (k + 2 <= degree) power = power.multiply(square);
  }
  const numerator = matrix.multiply(odd);
  return Matrix.identity(size).add(linearSolve(even.subtract(numerator), numerator), 2);
}

/** c_k = (2m − k)! m! / ((2m)! (m − k)! k!), with c_0 = 1. */
function padeCoefficients(degree: number): number[] {
  const out = [1];
  for (let k = 1; k <= degree; k++) {
    out.push((out[k - 1] * (degree - k + 1)) / (k * (2 * degree - k + 1)));
  }
  return out;
}
