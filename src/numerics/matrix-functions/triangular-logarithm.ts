/**
 * log T for an upper triangular T by inverse scaling and squaring (Al-Mohy and
 * Higham, Improved inverse scaling and squaring algorithms for the matrix logarithm,
 * 2012): log T = 2ˢ log T^(1/2ˢ), the latter by a Padé approximant of log(1 + x).
 *
 * | symbol  | name here | meaning                                                |
 * | s       | roots     | square roots taken until T^(1/2ˢ) is near I            |
 * | X       | rest      | T^(1/2ˢ) − I                                           |
 * | r_m(X)  |           | Σ_j w_j X (I + x_j X)⁻¹, Gauss–Legendre on [0, 1]      |
 *
 * The diagonal and the entries beside it, of X and of log T, come from their closed
 * formulas (Higham and Lin, A Schur–Padé algorithm for fractional powers, 2011, 5.5–5.6).
 */
import { gaussLegendre } from "../gauss-legendre.js";
import {
  add,
  type Complex,
  ComplexMatrix,
  exponential,
  exponentialMinusOne,
  hyperbolicSine,
  inverseHyperbolicTangent,
  logarithm,
  modulus,
  quotient,
  scale,
  squareRoot,
  subtract,
  times,
} from "./complex-matrix.js";

/** Up to ‖X‖₁ = 0.264 the approximant of degree 7 is exact to the unit roundoff (Higham, Functions of Matrices, Table 11.1). */
export const NEAR_IDENTITY = 0.264;
export const PADE_DEGREE = 7;
const MOST_ROOTS = 100;

/** log T, principal on the diagonal, which must not hold 0. */
export function triangularLogarithm(triangle: ComplexMatrix): ComplexMatrix {
  const { rows: size } = triangle;
  const logs = Array.from({ length: size }, (_, k) => logarithm(triangle.at(k, k)));
  let root = triangle;
  let roots = 0;
  while (distanceFromIdentity(root) > NEAR_IDENTITY && roots < MOST_ROOTS) {
    root = triangularSquareRoot(root);
    roots++;
  }
  const rest = root.clone();
  const power = 2 ** -roots;
  for (let k = 0; k < size; k++) {
    rest.set(k, k, exponentialMinusOne(scale(logs[k], power)));
    if (k + 1 < size && roots > 0) rest.set(k, k + 1, powerBeside(triangle, logs, k, power));
  }
  const out = padeSum(rest, 2 ** roots);
  for (let k = 0; k < size; k++) {
    out.set(k, k, logs[k]);
    if (k + 1 < size) out.set(k, k + 1, logarithmBeside(triangle, logs, k));
  }
  return out;
}

/** R with R² = T, upper triangular, by columns (Björck and Hammarling 1983). */
function triangularSquareRoot(triangle: ComplexMatrix): ComplexMatrix {
  const { rows: size } = triangle;
  const out = new ComplexMatrix(triangle.real.scale(0));
  for (let j = 0; j < size; j++) {
    out.set(j, j, squareRoot(triangle.at(j, j)));
    for (let i = j - 1; i >= 0; i--) {
      let sum = triangle.at(i, j);
      for (let k = i + 1; k < j; k++) sum = subtract(sum, times(out.at(i, k), out.at(k, j)));
      out.set(i, j, quotient(sum, add(out.at(i, i), out.at(j, j))));
    }
  }
  return out;
}

/** factor · r_7(X). */
function padeSum(rest: ComplexMatrix, factor: number): ComplexMatrix {
  const { nodes, weights } = gaussLegendre(PADE_DEGREE);
  const out = new ComplexMatrix(rest.real.scale(0));
  nodes.forEach((node, j) => {
    const x = (node + 1) / 2;
    const part = solveShifted(rest, x);
    const weight = factor * weights[j];
    for (let k = 0; k < part.real.data.length; k++) {
      out.real.data[k] += weight * part.real.data[k];
      out.imaginary.data[k] += weight * part.imaginary.data[k];
    }
  });
  return out;
}

/** (I + x X)⁻¹ X for upper triangular X, by back substitution. */
function solveShifted(rest: ComplexMatrix, x: number): ComplexMatrix {
  const { rows: size } = rest;
  const out = rest.clone();
  for (let j = 0; j < size; j++) {
    for (let i = j; i >= 0; i--) {
      let sum = rest.at(i, j);
      for (let k = i + 1; k <= j; k++) {
        sum = subtract(sum, scale(times(rest.at(i, k), out.at(k, j)), x));
      }
      out.set(i, j, quotient(sum, add([1, 0], scale(rest.at(i, i), x))));
    }
  }
  return out;
}

/** Entry (k, k + 1) of T^p. */
function powerBeside(
  triangle: ComplexMatrix,
  logs: readonly Complex[],
  k: number,
  power: number,
): Complex {
  const entry = triangle.at(k, k + 1);
  const [a, b] = [triangle.at(k, k), triangle.at(k + 1, k + 1)];
  const mean = scale(add(logs[k], logs[k + 1]), power / 2);
  if (a[0] === b[0] && a[1] === b[1]) {
    return times(entry, scale(exponential(scale(logs[k], power - 1)), power));
  }
  if (areFar(a, b)) {
    const difference = subtract(
      exponential(scale(logs[k + 1], power)),
      exponential(scale(logs[k], power)),
    );
    return times(entry, quotient(difference, subtract(b, a)));
  }
  const sine = hyperbolicSine(scale(logDifference(a, b, logs, k), power / 2));
  return times(entry, quotient(scale(times(exponential(mean), sine), 2), subtract(b, a)));
}

/** Entry (k, k + 1) of log T. */
function logarithmBeside(triangle: ComplexMatrix, logs: readonly Complex[], k: number): Complex {
  const entry = triangle.at(k, k + 1);
  const [a, b] = [triangle.at(k, k), triangle.at(k + 1, k + 1)];
  if (a[0] === b[0] && a[1] === b[1]) return quotient(entry, a);
  const difference = areFar(a, b) ? subtract(logs[k + 1], logs[k]) : logDifference(a, b, logs, k);
  return times(entry, quotient(difference, subtract(b, a)));
}

function areFar(a: Complex, b: Complex): boolean {
  return modulus(a) < modulus(b) / 2 || modulus(b) < modulus(a) / 2 || modulus(add(a, b)) === 0;
}

/** log b − log a = 2 artanh((b − a) / (b + a)) + 2πi u, with u = ⌈(Im(log b − log a) − π) / 2π⌉. */
function logDifference(a: Complex, b: Complex, logs: readonly Complex[], k: number): Complex {
  const turn = Math.ceil((logs[k + 1][1] - logs[k][1] - Math.PI) / (2 * Math.PI));
  const artanh = inverseHyperbolicTangent(quotient(subtract(b, a), add(b, a)));
  return add(scale(artanh, 2), [0, 2 * Math.PI * turn]);
}

function distanceFromIdentity(root: ComplexMatrix): number {
  let largest = 0;
  for (let j = 0; j < root.rows; j++) {
    let sum = 0;
    for (let i = 0; i <= j; i++) {
      sum += modulus(i === j ? subtract(root.at(i, j), [1, 0]) : root.at(i, j));
    }
    largest = Math.max(largest, sum);
  }
  return largest;
}
