/**
 * Eigenvalues of a general real matrix: reduction to Hessenberg form by
 * reflections, then the shifted QR iteration in complex arithmetic (J. G. F.
 * Francis, The QR transformation, Comput. J. 4 (1961); J. H. Wilkinson's shift).
 * Meant for matrices up to a few hundred rows; O(n³).
 *
 * | symbol | name      | shape                                     |
 * | λ_k    | real[k] + i imaginary[k] | n of them, in no fixed order |
 */
import { ConvergenceError, DomainError, ShapeError } from "../../errors.js";
import type { Matrix, Vector } from "../matrix.js";

export interface Eigenvalues {
  real: Vector;
  /** Exactly 0 for a value that is real to rounding. */
  imaginary: Vector;
}

/** QR steps for one eigenvalue before giving up; three to five are usual. */
const MOST_STEPS = 120;

/**
 * The n eigenvalues of A, with multiplicity. One in a Jordan block of size k is
 * known to about ε^(1/k).
 * @throws ShapeError when A is not square, DomainError when it is not finite,
 *   ConvergenceError when the iteration stalls
 */
export function eigenvalues(A: Matrix): Eigenvalues {
  const n = A.rows;
  if (A.columns !== n) {
    throw new ShapeError(`eigenvalues: got a ${n} × ${A.columns} matrix; expected a square one.`);
  }
  const bad = A.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `eigenvalues: A(${Math.floor(bad / n)}, ${bad % n}) is ${A.data[bad]}; expected finite numbers only.`,
    );
  }
  const size = A.maxAbs();
  const out = { real: new Float64Array(n), imaginary: new Float64Array(n) };
  if (size === 0) return out;
  const H = hessenberg(A.scale(1 / size));
  const im = new Float64Array(n * n);
  let last = n - 1;
  let steps = 0;
  while (last >= 0) {
    const first = deflationPoint(H.data, im, n, last);
    if (first === last) {
      out.real[last] = H.data[last * n + last] * size;
      out.imaginary[last] = im[last * n + last] * size;
      last--;
      steps = 0;
      continue;
    }
    if (++steps > MOST_STEPS) {
      throw new ConvergenceError(
        `eigenvalues: the QR iteration of a ${n} × ${n} matrix did not converge in ${MOST_STEPS} steps for one eigenvalue; expected it to. Check the matrix for entries of wildly different size.`,
      );
    }
    qrStep(H.data, im, n, first, last, steps);
  }
  const rounding = 64 * n * Number.EPSILON * size;
  out.imaginary.forEach((value, k) => {
    if (Math.abs(value) <= rounding) out.imaginary[k] = 0;
  });
  return out;
}

/** QᵀAQ with zeros below the first subdiagonal. */
function hessenberg(A: Matrix): Matrix {
  const n = A.rows;
  const H = A.clone();
  for (let k = 0; k < n - 2; k++) {
    const v = new Float64Array(n);
    let norm = 0;
    for (let i = k + 1; i < n; i++) {
      v[i] = H.data[i * n + k];
      norm = Math.hypot(norm, v[i]);
    }
    if (norm === 0) continue;
    v[k + 1] += v[k + 1] >= 0 ? norm : -norm;
    let square = 0;
    for (let i = k + 1; i < n; i++) square += v[i] * v[i];
    reflect(H.data, v, 2 / square, n, k);
  }
  return H;
}

function reflect(h: Float64Array, v: Float64Array, factor: number, n: number, k: number): void {
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = k + 1; i < n; i++) sum += v[i] * h[i * n + j];
    for (let i = k + 1; i < n; i++) h[i * n + j] -= factor * sum * v[i];
  }
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = k + 1; j < n; j++) sum += h[i * n + j] * v[j];
    for (let j = k + 1; j < n; j++) h[i * n + j] -= factor * sum * v[j];
  }
  for (let i = k + 2; i < n; i++) h[i * n + k] = 0;
}

/** The first row of the block that ends at `last` and has no negligible subdiagonal. */
function deflationPoint(re: Float64Array, im: Float64Array, n: number, last: number): number {
  const size = (i: number, j: number): number => Math.abs(re[i * n + j]) + Math.abs(im[i * n + j]);
  for (let k = last; k > 0; k--) {
    const neighbours = size(k, k) + size(k - 1, k - 1);
    if (size(k, k - 1) <= Number.EPSILON * (neighbours === 0 ? 1 : neighbours)) {
      re[k * n + k - 1] = 0;
      im[k * n + k - 1] = 0;
      return k;
    }
  }
  return 0;
}

/** One step H − σ = QR, H ← RQ + σ on rows and columns first … last. */
function qrStep(
  re: Float64Array,
  im: Float64Array,
  n: number,
  first: number,
  last: number,
  count: number,
): void {
  const [shiftRe, shiftIm] =
    count % 11 === 10
      ? [Math.abs(re[last * n + last - 1]) + re[last * n + last], im[last * n + last]]
      : wilkinsonShift(re, im, n, last);
  for (let i = first; i <= last; i++) {
    re[i * n + i] -= shiftRe;
    im[i * n + i] -= shiftIm;
  }
  const rotations: [number, number, number][] = [];
  for (let k = first; k < last; k++) {
    const [p, q] = [k * n, (k + 1) * n];
    const a = Math.hypot(re[p + k], im[p + k]);
    const b = Math.hypot(re[q + k], im[q + k]);
    const r = Math.hypot(a, b);
    // The rotation (c, s; −s̄, c) with real c: s carries the phase between the two entries.
    const c = r === 0 ? 1 : a / r;
    const [unitRe, unitIm] = a === 0 ? [1, 0] : [re[p + k] / a, im[p + k] / a];
    const sRe = r === 0 ? 0 : (unitRe * re[q + k] + unitIm * im[q + k]) / r;
    const sIm = r === 0 ? 0 : (unitIm * re[q + k] - unitRe * im[q + k]) / r;
    rotations.push([c, sRe, sIm]);
    for (let j = k; j <= last; j++) {
      const [xr, xi, yr, yi] = [re[p + j], im[p + j], re[q + j], im[q + j]];
      re[p + j] = c * xr + sRe * yr - sIm * yi;
      im[p + j] = c * xi + sRe * yi + sIm * yr;
      re[q + j] = c * yr - (sRe * xr + sIm * xi);
      im[q + j] = c * yi - (sRe * xi - sIm * xr);
    }
  }
  rotations.forEach(([c, sRe, sIm], index) => {
    const k = first + index;
    for (let i = first; i <= Math.min(k + 1, last); i++) {
      const x = i * n + k;
      const [xr, xi, yr, yi] = [re[x], im[x], re[x + 1], im[x + 1]];
      re[x] = c * xr + sRe * yr + sIm * yi;
      im[x] = c * xi + sRe * yi - sIm * yr;
      re[x + 1] = c * yr - (sRe * xr - sIm * xi);
      im[x + 1] = c * yi - (sRe * xi + sIm * xr);
    }
  });
  for (let i = first; i <= last; i++) {
    re[i * n + i] += shiftRe;
    im[i * n + i] += shiftIm;
  }
}

/** The eigenvalue of the last 2 × 2 block that is nearer to its last entry. */
function wilkinsonShift(
  re: Float64Array,
  im: Float64Array,
  n: number,
  last: number,
): [number, number] {
  const at = (i: number, j: number): [number, number] => [re[i * n + j], im[i * n + j]];
  const [a, b, c, d] = [
    at(last - 1, last - 1),
    at(last - 1, last),
    at(last, last - 1),
    at(last, last),
  ];
  const half = [(a[0] - d[0]) / 2, (a[1] - d[1]) / 2];
  const squareRe = half[0] ** 2 - half[1] ** 2 + b[0] * c[0] - b[1] * c[1];
  const squareIm = 2 * half[0] * half[1] + b[0] * c[1] + b[1] * c[0];
  const modulus = Math.hypot(squareRe, squareIm);
  let rootRe = Math.sqrt(Math.max(0, (modulus + squareRe) / 2));
  let rootIm = Math.sqrt(Math.max(0, (modulus - squareRe) / 2)) * (squareIm < 0 ? -1 : 1);
  // d + half ± root: the sign that keeps the shift near d.
  if (half[0] * rootRe + half[1] * rootIm > 0) {
    rootRe = -rootRe;
    rootIm = -rootIm;
  }
  return [d[0] + half[0] + rootRe, d[1] + half[1] + rootIm];
}
