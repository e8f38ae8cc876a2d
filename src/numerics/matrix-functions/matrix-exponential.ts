/**
 * exp A by scaling and squaring with Padé approximants (Higham, The scaling and
 * squaring method for the matrix exponential revisited, 2005), with the scaling
 * chosen by the sizes of powers of A (Al-Mohy and Higham, A new scaling and squaring
 * algorithm for the matrix exponential, 2009, Algorithm 3.1), so that a matrix far
 * from normal is not scaled too much.
 *
 * | symbol    | name here | meaning                                              |
 * | r_m = p/q | pade      | diagonal Padé approximant of degree m to exp         |
 * | θ_m       | DEGREES   | size up to which r_m is exact to the unit roundoff    |
 * | η         | reach     | max(‖A^k‖^(1/k), ‖A^(k+2)‖^(1/(k+2))), at most ‖A‖    |
 * | s         | squarings | exp A = r₁₃(A / 2ˢ)^(2ˢ)                             |
 * | μ         | shift     | tr A / n; exp A = e^μ exp(A − μ I)                   |
 *
 * Law: exp(A + B) = exp A · exp B when A B = B A; exp(S A S⁻¹) = S exp(A) S⁻¹.
 */
import { DomainError } from "../../errors.js";
import { requireSquare } from "../linear-algebra/finite-matrix.js";
import { Matrix } from "../matrix.js";
import { linearSolve } from "./linear-solve.js";

/** Degree m and θ_m; 4.25 for m = 13 keeps q(A) well conditioned (2009, section 3). */
const DEGREES: readonly (readonly [degree: number, theta: number])[] = [
  [3, 1.495585217958292e-2],
  [5, 2.53939833006323e-1],
  [7, 9.504178996162932e-1],
  [9, 2.097847961257068],
];
const HIGHEST = 13;
const HIGHEST_THETA = 4.25;
/** Beyond η ε = 1e-6 a matrix is refused: rounding it changes its exponential by as much. */
const LARGEST_ROUNDING = 1e-6;

/**
 * exp A for a square matrix.
 * @throws ShapeError unless A is square; DomainError for NaN, Infinity, a result
 *   beyond the largest number, or a matrix so large that rounding decides
 */
export function matrixExponential(matrix: Matrix): Matrix {
  const size = requireSquare("matrixExponential", "A", matrix);
  const norm = oneNorm(matrix);
  if (norm === 0) return Matrix.identity(size);
  const shift = norm > HIGHEST_THETA ? matrix.trace() / size : 0;
  const centred = shift === 0 ? matrix : matrix.add(Matrix.identity(size), -shift);
  let result = centredExponential(centred).scale(Math.exp(shift));
  const finite = (): boolean => result.data.every(Number.isFinite);
  // About its mean an eigenvalue may pass the largest number while exp A does not.
  if (shift !== 0 && !finite()) result = centredExponential(matrix);
  if (!finite()) {
    throw new DomainError(
      `matrixExponential: the exponential of a matrix of norm ${norm.toPrecision(3)} passes the largest number; expected a smaller one.`,
    );
  }
  return result;
}

function centredExponential(matrix: Matrix): Matrix {
  const second = matrix.multiply(matrix);
  const fourth = second.multiply(second);
  const sixth = fourth.multiply(second);
  const sizes = [fourth, sixth, fourth.multiply(fourth), fourth.multiply(sixth)].map(
    (power, k) => oneNorm(power) ** (1 / (4 + 2 * k)),
  );
  const reaches = [0, 1, 2].map((k) => Math.max(sizes[k], sizes[k + 1]));
  for (const [degree, theta] of DEGREES) {
    const reach = degree <= 5 ? reaches[0] : reaches[1];
    if (reach <= theta && extraSquarings(matrix, degree) === 0) return pade(matrix, degree);
  }
  const reach = Math.min(reaches[1], reaches[2]);
  if (reach * Number.EPSILON > LARGEST_ROUNDING) {
    throw new DomainError(
      `matrixExponential: the exponential of a matrix of size ${reach.toPrecision(3)} is lost in rounding; expected a smaller one, such as an angle within a few turns.`,
    );
  }
  let squarings = Math.max(0, Math.ceil(Math.log2(reach / HIGHEST_THETA)));
  if (!Number.isFinite(squarings)) squarings = Math.max(0, Math.ceil(Math.log2(oneNorm(matrix))));
  squarings += extraSquarings(matrix.scale(2 ** -squarings), HIGHEST);
  let result = pade(matrix.scale(2 ** -squarings), HIGHEST);
  for (let k = 0; k < squarings; k++) result = result.multiply(result);
  return result;
}

/**
 * How many more squarings keep the backward error of r_m below the unit roundoff u:
 * ⌈log₂(|c_{2m+1}| ‖|A|^(2m+1)‖₁ / (‖A‖₁ u)) / 2m⌉, c_{2m+1} = 1 / (C(2m, m) (2m + 1)!).
 */
function extraSquarings(matrix: Matrix, degree: number): number {
  const size = matrix.rows;
  let row = new Float64Array(size).fill(1);
  let logarithm = 0;
  for (let k = 0; k < 2 * degree + 1; k++) {
    const next = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) next[j] += row[i] * Math.abs(matrix.data[i * size + j]);
    }
    const largest = Math.max(...next);
    if (largest === 0) return 0;
    logarithm += Math.log2(largest);
    row = next.map((value) => value / largest);
  }
  for (let k = 1; k <= 2 * degree + 1; k++) logarithm -= Math.log2(k);
  for (let k = 1; k <= degree; k++) logarithm -= Math.log2((degree + k) / k);
  const excess = logarithm - Math.log2(oneNorm(matrix)) + 53;
  return Math.max(0, Math.ceil(excess / (2 * degree)));
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
