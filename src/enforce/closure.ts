/**
 * Whether generators span a Lie algebra. Enforcing does not need it, since what two generators
 * annihilate their bracket annihilates too; but a list that does not close enforces more than
 * it says.
 *
 * | symbol | name here | shape                                                          |
 * | M_p    | matrices  | (A_p, b_p; 0, 0) ⊕ B_p, which has the brackets of the action   |
 * | η      | generic   | Σ c_p M_p with random c: [M_i, η] stays in the span if and only if all [M_i, M_j] do |
 */
import { homogeneousMatrix } from "../groups/index.js";
import { bracket, generatedAlgebra } from "../groups/lie-algebra/index.js";
import type { ActionGenerator, LieAction } from "../lie-derivative/index.js";
import {
  crossProduct,
  Matrix,
  product,
  qrWithColumnPivoting,
  RandomStream,
} from "../numerics/index.js";

export interface ActionClosure {
  /** Of the span of the generators. */
  readonly dimension: number;
  /** Of the smallest algebra that contains them; absent where it was too large to be grown. */
  readonly generated?: number;
  /** Brackets that leave the span, such as "[T1, R12]"; empty when it is an algebra. */
  readonly leaving: readonly string[];
}

/** Part of a bracket outside the span, relative to the matrices, that is not rounding. */
const CLOSURE_TOLERANCE = 1e-8;
/** Algebras of larger matrices are not grown from generators that do not close. */
const LARGEST_GROWN = 24;

/**
 * The closure of combinations of an action's generators.
 * @param rows coefficients of each, default one for each generator
 * @returns undefined where a field is not affine, so that brackets are not matrices
 */
export function actionClosure(
  action: LieAction,
  rows?: readonly ArrayLike<number>[],
): ActionClosure | undefined {
  const single = action.generators.map(generatorMatrix);
  const basis = single.filter((matrix) => matrix !== undefined);
  if (basis.length < single.length) return undefined;
  const matrices = (rows?.map((row) => combined(basis, row)) ?? basis).map(unit);
  const span = spanOf(matrices.filter((matrix) => matrix.maxAbs() > 0));
  if (span.columns === 0) return { dimension: 0, generated: 0, leaving: [] };
  const random = RandomStream.fromSeed(1).split("closure");
  const generic = combined(matrices, random.normals(matrices.length));
  const suspects = leavingSpan(
    span,
    matrices.map((matrix) => bracket(matrix, generic)),
  );
  const nameOf = (p: number): string =>
    rows === undefined ? action.generators[p].name : `generators[${p}]`;
  const pairs = suspects.flatMap((i) => suspects.filter((j) => j > i).map((j) => [i, j] as const));
  const leaving = leavingSpan(
    span,
    pairs.map(([i, j]) => bracket(matrices[i], matrices[j])),
  ).map((k) => `[${nameOf(pairs[k][0])}, ${nameOf(pairs[k][1])}]`);
  const dimension = span.columns;
  if (leaving.length === 0) return { dimension, generated: dimension, leaving };
  if (matrices[0].rows > LARGEST_GROWN) return { dimension, leaving };
  return { dimension, generated: generatedAlgebra(matrices).dimension, leaving };
}

/** Which of the matrices lie outside the span, by their places. */
function leavingSpan(span: Matrix, matrices: readonly Matrix[]): number[] {
  const given = columnsOf(matrices, span.rows);
  const inside = product(span, crossProduct(span, given));
  return [...matrices.keys()].filter((k) => {
    let squares = 0;
    for (let e = 0; e < given.rows; e++) squares += (given.at(e, k) - inside.at(e, k)) ** 2;
    return Math.sqrt(squares) > CLOSURE_TOLERANCE;
  });
}

function generatorMatrix({ input, output }: ActionGenerator): Matrix | undefined {
  if (input.affine === undefined) return undefined;
  return homogeneousMatrix(input.affine.linear, input.affine.offset, 0).directSum(output);
}

function combined(matrices: readonly Matrix[], row: ArrayLike<number>): Matrix {
  return matrices.reduce(
    (sum, matrix, p) => (row[p] === 0 ? sum : sum.add(matrix, row[p])),
    Matrix.zeros(matrices[0]?.rows ?? 0),
  );
}

function unit(matrix: Matrix): Matrix {
  const norm = matrix.frobeniusNorm();
  return norm === 0 ? matrix : matrix.scale(1 / norm);
}

/** An orthonormal basis of the matrices, read row by row, as columns. */
function spanOf(matrices: readonly Matrix[]): Matrix {
  // Pivoted QR and not singular values: SO(30) ⋉ ℝ³⁰ has 465 columns of 1024 entries.
  const { Q, R } = qrWithColumnPivoting(columnsOf(matrices, matrices[0]?.data.length ?? 0));
  let rank = 0;
  while (rank < R.rows && Math.abs(R.at(rank, rank)) > CLOSURE_TOLERANCE) rank++;
  const out = new Matrix(Q.rows, rank);
  for (let i = 0; i < Q.rows; i++) out.row(i).set(Q.row(i).subarray(0, rank));
  return out;
}

function columnsOf(matrices: readonly Matrix[], size: number): Matrix {
  const rows = new Matrix(matrices.length, size);
  matrices.forEach((matrix, p) => {
    rows.row(p).set(matrix.data);
  });
  return rows.transpose();
}
