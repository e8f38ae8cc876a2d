/**
 * The complex Schur form A = U T U*: U unitary, T upper triangular with the
 * eigenvalues of A on its diagonal. Reduction to Hessenberg form by reflections, then
 * the QR iteration with Wilkinson's shifts (Golub and Van Loan, Matrix
 * Computations, 7.4–7.5).
 *
 * | symbol | name here | shape         |
 * | U      | vectors   | n × n, U*U = I |
 * | T      | triangle  | n × n          |
 */
import { ConvergenceError } from "../../errors.js";
import { requireSquare } from "../linear-algebra/finite-matrix.js";
import { Matrix } from "../matrix.js";
import {
  add,
  type Complex,
  ComplexMatrix,
  modulus,
  quotient,
  scale,
  squareRoot,
  subtract,
  times,
} from "./complex-matrix.js";

/** QR steps for one eigenvalue before giving up; three are usual. */
const MOST_STEPS = 120;
/** Entries between 1 / BOUND and BOUND can be multiplied and squared without a scale. */
const BOUND = 2 ** 400;

export interface ComplexSchur {
  readonly vectors: ComplexMatrix;
  readonly triangle: ComplexMatrix;
}

/**
 * The complex Schur form of a real or complex square matrix. A triangular matrix is its own.
 * @throws ShapeError, DomainError unless the matrix is square and finite;
 *   ConvergenceError when the iteration stalls
 */
export function complexSchur(matrix: Matrix | ComplexMatrix): ComplexSchur {
  const given = matrix instanceof ComplexMatrix ? matrix : complexMatrix("complexSchur", matrix);
  const size = requireSquare("complexSchur", "A", given.real);
  requireSquare("complexSchur", "Im A", given.imaginary);
  const vectors = new ComplexMatrix(Matrix.identity(size));
  return { vectors, triangle: triangularForm("complexSchur", given, vectors) };
}

/**
 * T, and U in `vectors` when these are given, the identity at first. Without them only
 * the diagonal of T is meant, and the work is a third.
 * @throws ConvergenceError when the iteration stalls
 */
export function triangularForm(
  caller: string,
  matrix: ComplexMatrix,
  vectors?: ComplexMatrix,
): ComplexMatrix {
  const { rows: size } = matrix;
  const unit = unitOf(matrix);
  const triangle = scaled(matrix, 1 / unit);
  reduceToHessenberg(triangle, vectors);
  let last = size - 1;
  let steps = 0;
  while (last > 0) {
    const first = blockStart(triangle, last);
    if (first === last) {
      last--;
      steps = 0;
      continue;
    }
    if (++steps > MOST_STEPS) {
      throw new ConvergenceError(
        `${caller}: the QR iteration of a ${size} × ${size} matrix did not converge in ${MOST_STEPS} steps for one eigenvalue; check the matrix for entries of wildly different size.`,
      );
    }
    qrStep(triangle, vectors, first, last, steps);
  }
  return scaled(triangle, unit);
}

export function complexMatrix(caller: string, matrix: Matrix): ComplexMatrix {
  requireSquare(caller, "A", matrix);
  return new ComplexMatrix(matrix);
}

/** The power of two near the largest entry where products would overflow or underflow, else 1. */
export function unitOf({ real, imaginary }: ComplexMatrix): number {
  const largest = Math.max(real.maxAbs(), imaginary.maxAbs());
  const safe = largest === 0 || (largest > 1 / BOUND && largest < BOUND);
  return safe || isTriangular(real, imaginary)
    ? 1
    : 2 ** Math.min(1022, Math.max(-1022, Math.floor(Math.log2(largest))));
}

function isTriangular(...parts: readonly Matrix[]): boolean {
  return parts.every(({ data, rows }) =>
    data.every((value, k) => value === 0 || k % rows >= Math.floor(k / rows)),
  );
}

function scaled({ real, imaginary }: ComplexMatrix, factor: number): ComplexMatrix {
  return new ComplexMatrix(real.scale(factor), imaginary.scale(factor));
}

/** Rotates the planes of rows k + 1 and i, so that entry (i, k) becomes 0 for i > k + 1. */
function reduceToHessenberg(h: ComplexMatrix, vectors: ComplexMatrix | undefined): void {
  for (let k = 0; k < h.rows - 2; k++) {
    for (let i = h.rows - 1; i > k + 1; i--) {
      if (modulus(h.at(i, k)) === 0) continue;
      const turn = rotation(h.at(k + 1, k), h.at(i, k));
      rotateRows(h, k + 1, i, turn, k, h.rows);
      h.set(i, k, [0, 0]);
      rotateColumns(h, k + 1, i, turn, 0, h.rows);
      if (vectors !== undefined) rotateColumns(vectors, k + 1, i, turn, 0, h.rows);
    }
  }
}

/** The first row of the block that ends at `last` and has no negligible subdiagonal. */
function blockStart(t: ComplexMatrix, last: number): number {
  for (let k = last; k > 0; k--) {
    const neighbours = modulus(t.at(k, k)) + modulus(t.at(k - 1, k - 1));
    const reference = neighbours === 0 ? t.real.maxAbs() + t.imaginary.maxAbs() : neighbours;
    if (modulus(t.at(k, k - 1)) <= Number.EPSILON * reference) {
      t.set(k, k - 1, [0, 0]);
      return k;
    }
  }
  return 0;
}

/** One step T − σ = QR, T ← RQ + σ on the block from `first` to `last`. */
function qrStep(
  t: ComplexMatrix,
  vectors: ComplexMatrix | undefined,
  first: number,
  last: number,
  step: number,
): void {
  // Every tenth step another shift, so that no cycle lasts.
  const shift: Complex =
    step % 10 === 0
      ? add(t.at(last, last), [modulus(t.at(last, last - 1)), 0])
      : wilkinsonShift(t, last);
  let head = subtract(t.at(first, first), shift);
  let below = t.at(first + 1, first);
  const [top, end] = vectors === undefined ? [first, last + 1] : [0, t.rows];
  for (let k = first; k < last; k++) {
    const turn = rotation(head, below);
    rotateRows(t, k, k + 1, turn, Math.max(top, k - 1), end);
    if (k > first) t.set(k + 1, k - 1, [0, 0]);
    rotateColumns(t, k, k + 1, turn, top, Math.min(last, k + 2) + 1);
    if (vectors !== undefined) rotateColumns(vectors, k, k + 1, turn, 0, t.rows);
    if (k + 1 < last) {
      head = t.at(k + 1, k);
      below = t.at(k + 2, k);
    }
  }
}

/** The eigenvalue of the last 2 × 2 block that is nearer to its last entry. */
function wilkinsonShift(t: ComplexMatrix, last: number): Complex {
  const d = t.at(last, last);
  const half = scale(subtract(t.at(last - 1, last - 1), d), 0.5);
  const product = times(t.at(last - 1, last), t.at(last, last - 1));
  let root = squareRoot(add(times(half, half), product));
  if (half[0] * root[0] + half[1] * root[1] < 0) root = scale(root, -1);
  const far = add(half, root);
  return modulus(far) === 0 ? d : subtract(d, quotient(product, far));
}

/** (c, s; −s̄, c) with real c, which takes (a, b) to (r, 0). */
interface Rotation {
  readonly c: number;
  readonly s: Complex;
}

function rotation(a: Complex, b: Complex): Rotation {
  const [sizeA, sizeB] = [modulus(a), modulus(b)];
  if (sizeB === 0) return { c: 1, s: [0, 0] };
  const r = Math.hypot(sizeA, sizeB);
  const phase: Complex = sizeA === 0 ? [1, 0] : scale(a, 1 / sizeA);
  return { c: sizeA / r, s: scale(times(phase, [b[0], -b[1]]), 1 / r) };
}

/** Times the rotation from the left, columns from … to − 1. */
function rotateRows(
  m: ComplexMatrix,
  p: number,
  q: number,
  turn: Rotation,
  from: number,
  to: number,
): void {
  const { real, imaginary, columns: size } = m;
  const [sr, si] = turn.s;
  for (let j = from; j < to; j++) {
    const [x, y] = [p * size + j, q * size + j];
    const [xr, xi, yr, yi] = [real.data[x], imaginary.data[x], real.data[y], imaginary.data[y]];
    real.data[x] = turn.c * xr + sr * yr - si * yi;
    imaginary.data[x] = turn.c * xi + sr * yi + si * yr;
    real.data[y] = turn.c * yr - sr * xr - si * xi;
    imaginary.data[y] = turn.c * yi - sr * xi + si * xr;
  }
}

/** Times the rotation's adjoint from the right, rows from … to − 1. */
function rotateColumns(
  m: ComplexMatrix,
  p: number,
  q: number,
  turn: Rotation,
  from: number,
  to: number,
): void {
  const { real, imaginary, columns: size } = m;
  const [sr, si] = turn.s;
  for (let i = from; i < to; i++) {
    const [x, y] = [i * size + p, i * size + q];
    const [xr, xi, yr, yi] = [real.data[x], imaginary.data[x], real.data[y], imaginary.data[y]];
    real.data[x] = turn.c * xr + sr * yr + si * yi;
    imaginary.data[x] = turn.c * xi + sr * yi - si * yr;
    real.data[y] = turn.c * yr - sr * xr + si * xi;
    imaginary.data[y] = turn.c * yi - sr * xi - si * xr;
  }
}
