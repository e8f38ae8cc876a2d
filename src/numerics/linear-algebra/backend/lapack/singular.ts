/**
 * Singular values and vectors through LAPACK. Its matrices are column-major, so that it
 * reads our A as Aᵀ: from Aᵀ = U'ΣV'ᵀ follows U = V' and V = U'.
 */
import { Matrix, type Vector } from "../../../matrix.js";
import type { FactorPart, SingularFactors } from "../linear-algebra.js";
import { int, requireDone, withWork } from "./call.js";
import type { LapackLibrary } from "./lapack-library.js";
import { triangleOf } from "./orthogonal.js";

/** dgesdd: divide and conquer. */
export function singularFactors(
  lapack: LapackLibrary,
  a: Matrix,
  u: FactorPart,
  v: FactorPart,
): SingularFactors {
  const { rows, columns } = a;
  const small = Math.min(rows, columns);
  const whole = (u === "full" && rows > columns) || (v === "full" && columns > rows);
  const job = u === "none" && v === "none" ? "N" : whole ? "A" : "S";
  const left = job === "N" ? 0 : whole ? rows : small;
  const right = job === "N" ? 0 : whole ? columns : small;
  const source = a.data.slice();
  const values = new Float64Array(small);
  const U = new Float64Array(Math.max(1, rows * left));
  const Vt = new Float64Array(Math.max(1, columns * right));
  const integers = new Int32Array(8 * small);
  withWork("dgesdd", (work, workLength, info) =>
    lapack.dgesdd(
      ...[job, int(columns), int(rows), source, int(columns), values],
      ...[Vt, int(columns), U, int(Math.max(1, left)), work, workLength, integers, info, 1],
    ),
  );
  return {
    U: u === "none" ? new Matrix(rows, 0) : new Matrix(rows, left, U),
    values,
    V: v === "none" ? new Matrix(columns, 0) : new Matrix(right, columns, Vt).transpose(),
  };
}

/** Largest entries within which squares neither over- nor underflow. */
const [SMALLEST, LARGEST] = [1e-100, 1e100];

/**
 * The steps of dgesdd one by one, of which the last is taken for the wanted vectors alone:
 * Aᵀ = Q B Pᵀ with bidiagonal B (dgebrd), B = U'ΣV'ᵀ (dbdsdc), Q U' (dormbr). A matrix with
 * more rows than columns is brought to its triangle first.
 */
export function trailingVectors(
  lapack: LapackLibrary,
  a: Matrix,
  rank: (values: Vector) => number,
): { values: Vector; vectors: Matrix } {
  const { columns } = a;
  const largest = a.maxAbs();
  const scale = largest === 0 || (largest > SMALLEST && largest < LARGEST) ? 1 : 1 / largest;
  const scaled = scale === 1 ? a.clone() : a.scale(scale);
  const { rows, data: packed } = a.rows > columns ? triangleOf(lapack, scaled) : scaled;
  const values = new Float64Array(rows);
  const beside = new Float64Array(rows);
  const [tauQ, tauP] = [new Float64Array(rows), new Float64Array(rows)];
  withWork("dgebrd", (work, workLength, info) =>
    lapack.dgebrd(
      ...[int(columns), int(rows), packed, int(columns), values, beside, tauQ, tauP],
      ...[work, workLength, info],
    ),
  );
  const [U, Vt] = [new Float64Array(rows * rows), new Float64Array(rows * rows)];
  const info = int(0);
  const work = new Float64Array(3 * rows * rows + 4 * rows);
  lapack.dbdsdc(
    ...["U", "I", int(rows), values, beside, U, int(rows), Vt, int(rows)],
    ...[new Float64Array(1), int(0), work, new Int32Array(8 * rows), info, 1, 1],
  );
  requireDone("dbdsdc", info);
  if (scale !== 1) for (let k = 0; k < rows; k++) values[k] /= scale;
  const first = rank(values);
  const count = columns - first;
  const vectors = new Float64Array(columns * count);
  for (let k = first; k < rows; k++) {
    vectors.set(U.subarray(k * rows, (k + 1) * rows), (k - first) * columns);
  }
  for (let k = rows; k < columns; k++) vectors[(k - first) * columns + k] = 1;
  if (count > 0) {
    withWork("dormbr", (space, spaceLength, done) =>
      lapack.dormbr(
        ...["Q", "L", "N", int(columns), int(count), int(rows), packed, int(columns), tauQ],
        ...[vectors, int(columns), space, spaceLength, done, 1, 1, 1],
      ),
    );
  }
  return { values, vectors: new Matrix(count, columns, vectors).transpose() };
}
