/**
 * Exact linear assignment: the permutation x that minimises Σ_i c(i, x_i), by the
 * shortest augmenting paths of Jonker and Volgenant (1987, Computing 38).
 *
 * | symbol | name here           | shape                                   |
 * | c      | cost                | n × n                                   |
 * | x      | assignment          | n, the column given to each row         |
 * | u, v   | rowPotentials, columnPotentials | n each, dual prices         |
 *
 * Law (complementary slackness, which proves optimality): u_i + v_j ≤ c(i, j), with
 * equality on the assignment, so that Σu + Σv = Σ_i c(i, x_i); each up to rounding,
 * a few units in the last place of the largest |c|.
 */
import { EnvironmentError, ShapeError } from "../errors.js";
import { instantiateNative, type NativeExports } from "../native/load.js";
import { requireFinite } from "./linear-algebra/finite-matrix.js";
import type { Matrix } from "./matrix.js";

/** An optimal assignment and the dual prices that certify it. */
export interface ExactAssignment {
  /** x_i, the column given to row i: a permutation of 0 … n − 1. */
  assignment: Int32Array;
  /** Σ_i c(i, x_i), the least that any permutation reaches. */
  cost: number;
  /** u_i, length n. */
  rowPotentials: Float64Array;
  /** v_j, length n. */
  columnPotentials: Float64Array;
}

interface AssignmentKernel extends NativeExports {
  reserve(size: number, dimension: number, store: number): number;
  stride(): number;
  costs(): number;
  from(): number;
  to(): number;
  columnOf(): number;
  rowPotential(): number;
  columnPotential(): number;
  fillCosts(): void;
  solve(): void;
}

/** Squared distances are stored below this size, and computed as they are asked for above it. */
const STORED_BYTES = 256 * 2 ** 20;

/**
 * The cheapest way to give each row of `cost` (n × n, any finite numbers) a column of its
 * own. n = 0 gives the empty assignment; among equally cheap ones it is unspecified, but
 * always the same, which one comes back.
 * @throws ShapeError when the matrix is not square, DomainError for NaN or Infinity,
 * EnvironmentError when n² numbers do not fit into the kernel's memory (n ≲ 23 000)
 */
export function exactAssignment(cost: Matrix): ExactAssignment {
  if (cost.rows !== cost.columns) {
    throw new ShapeError(
      `exactAssignment: got a cost of ${cost.rows} × ${cost.columns}; expected a square one. Pad the shorter side with rows or columns of zeros, or repeat its points when one size divides the other.`,
    );
  }
  requireFinite("exactAssignment", "cost", cost);
  const n = cost.rows;
  const exponent = binaryExponent(cost);
  const kernel = reserve("exactAssignment", n, 0, true);
  const stride = kernel.stride();
  for (let i = 0; i < n; i++) {
    const row = view(kernel, (kernel.costs() >>> 0) + 8 * i * stride, n);
    for (let j = 0; j < n; j++) row[j] = cost.data[i * n + j] * 2 ** -exponent;
  }
  return solve(kernel, n, [exponent], (i, j) => cost.data[i * n + j]);
}

/**
 * The assignment of the rows of `from` to the rows of `to` (n × D each) that minimises
 * Σ_i ‖from_i − to_{x_i}‖². Beyond n = 5792 the n² distances are never stored.
 * `cost` and the potentials are Infinity where they pass 1.8e308.
 * @param options.storeCosts whether to hold the n² distances; the result has the same bits
 * @throws ShapeError when the clouds differ in shape, DomainError for NaN or Infinity
 */
export function exactCloudAssignment(
  from: Matrix,
  to: Matrix,
  options: { storeCosts?: boolean } = {},
): ExactAssignment {
  if (from.rows !== to.rows || from.columns !== to.columns) {
    throw new ShapeError(
      `exactCloudAssignment: got clouds of ${from.rows} × ${from.columns} and ${to.rows} × ${to.columns}; expected equally many points of the same dimension.`,
    );
  }
  requireFinite("exactCloudAssignment", "from", from);
  requireFinite("exactCloudAssignment", "to", to);
  const { rows: n, columns: dimension } = from;
  const exponent = Math.max(binaryExponent(from), binaryExponent(to));
  const scaledFrom = from.scale(2 ** -exponent);
  const scaledTo = to.scale(2 ** -exponent);
  const store = options.storeCosts ?? 8 * n * n <= STORED_BYTES;
  const kernel = reserve("exactCloudAssignment", n, dimension, store);
  view(kernel, kernel.from(), n * dimension).set(scaledFrom.data);
  const stride = kernel.stride();
  const columns = view(kernel, kernel.to(), stride * dimension);
  for (let j = 0; j < n; j++) {
    for (let d = 0; d < dimension; d++) columns[d * stride + j] = scaledTo.data[j * dimension + d];
  }
  if (store) kernel.fillCosts();
  return solve(kernel, n, [exponent, exponent], (i, j) => squaredDistance(from, i, to, j));
}

/** ‖a_i − b_j‖² of two rows. */
function squaredDistance(a: Matrix, i: number, b: Matrix, j: number): number {
  let sum = 0;
  for (let d = 0; d < a.columns; d++) sum += (a.at(i, d) - b.at(j, d)) ** 2;
  return sum;
}

/** e with largest |entry| in about [2^(e−1), 2^(e+1)): dividing by 2^e is exact and makes overflow impossible. */
function binaryExponent(matrix: Matrix): number {
  const largest = matrix.maxAbs();
  return largest === 0 ? 0 : Math.max(-960, Math.floor(Math.log2(largest)));
}

/** A kernel with room for the problem; its memory goes when the result has been read. */
function reserve(name: string, size: number, dimension: number, store: boolean): AssignmentKernel {
  const kernel = instantiateNative<AssignmentKernel>("assignment").exports;
  if (!kernel.reserve(size, dimension, store ? 1 : 0)) {
    const mebibytes = Math.ceil(
      (store ? 8 * size * size : 8 * size * (2 * dimension + 8)) / 2 ** 20,
    );
    throw new EnvironmentError(
      `${name}: ${size} points need ${mebibytes} MiB, which the kernel's memory (4096 MiB at most) could not give; use fewer points.`,
    );
  }
  return kernel;
}

function view(kernel: AssignmentKernel, address: number, length: number): Float64Array {
  return new Float64Array(kernel.memory.buffer, address >>> 0, length);
}

/** Runs the kernel; the potentials come back times 2 to each of the `exponents`. */
function solve(
  kernel: AssignmentKernel,
  n: number,
  exponents: readonly number[],
  costOf: (row: number, column: number) => number,
): ExactAssignment {
  kernel.solve();
  const assignment = new Int32Array(kernel.memory.buffer, kernel.columnOf() >>> 0, n).slice();
  const restore = (scaled: Float64Array): Float64Array =>
    scaled.map((value) => exponents.reduce((product, exponent) => product * 2 ** exponent, value));
  return {
    assignment,
    cost: accurateSum(n, (i) => costOf(i, assignment[i])),
    rowPotentials: restore(view(kernel, kernel.rowPotential(), n)),
    columnPotentials: restore(view(kernel, kernel.columnPotential(), n)),
  };
}

/** Σ terms, with the rounding errors carried along (Neumaier 1974). */
function accurateSum(count: number, term: (index: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < count; i++) {
    const value = term(i);
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return Number.isFinite(sum) ? sum + lost : sum;
}
