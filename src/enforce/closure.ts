/**
 * Whether generators span a Lie algebra. Enforcing does not need it, since what two generators
 * annihilate their bracket annihilates too; but a list that does not close enforces more than
 * it says.
 *
 * | symbol | name here | shape                                                          |
 * | M_p    |           | (A_p, b_p; 0, 0) ⊕ B_p, which has the brackets of the action   |
 */
import { bracket, generatedAlgebra } from "../groups/lie-algebra/index.js";
import type { LieAction } from "../lie-derivative/index.js";
import { Matrix, orthonormalBasis } from "../numerics/index.js";

export interface ActionClosure {
  /** Of the span of the generators. */
  readonly dimension: number;
  /** Of the smallest algebra that contains them. */
  readonly generated: number;
  /** Brackets that leave the span, such as "[T1, R12]"; empty when it is an algebra. */
  readonly leaving: readonly string[];
}

/** Part of a bracket outside the span, relative to the matrices, that is not rounding. */
const CLOSURE_TOLERANCE = 1e-8;

/**
 * The closure of combinations of an action's generators.
 * @param rows coefficients of each, default one for each generator
 * @returns undefined where a field is not affine, so that brackets are not matrices
 */
export function actionClosure(
  action: LieAction,
  rows?: readonly ArrayLike<number>[],
): ActionClosure | undefined {
  const single = action.generators.map(({ input, output }) => {
    if (input.affine === undefined) return undefined;
    const { linear, offset } = input.affine;
    const m = linear.rows;
    const moved = new Matrix(m + 1, m + 1);
    for (let i = 0; i < m; i++) {
      moved.row(i).set(linear.row(i));
      moved.data[i * (m + 1) + m] = offset[i];
    }
    return moved.directSum(output);
  });
  if (single.length === 0 || single.some((matrix) => matrix === undefined)) return undefined;
  const basis = single as Matrix[];
  const matrices = (rows ?? basis.map((_, p) => basis.map((_, k) => (p === k ? 1 : 0)))).map(
    (row) => basis.reduce((sum, matrix, p) => sum.add(matrix, row[p]), Matrix.zeros(basis[0].rows)),
  );
  const nonzero = matrices.filter((matrix) => matrix.maxAbs() > 0);
  if (nonzero.length === 0) return { dimension: 0, generated: 0, leaving: [] };
  const size = basis[0].data.length;
  const flat = new Matrix(size, nonzero.length);
  nonzero.forEach((matrix, p) => {
    const norm = matrix.frobeniusNorm();
    matrix.data.forEach((value, e) => {
      flat.data[e * nonzero.length + p] = value / norm;
    });
  });
  const span = orthonormalBasis(flat).basis;
  const nameOf = (p: number): string =>
    rows === undefined ? action.generators[p].name : `generators[${p}]`;
  const leaving: string[] = [];
  for (let i = 0; i < matrices.length; i++) {
    for (let j = i + 1; j < matrices.length; j++) {
      const value = bracket(matrices[i], matrices[j]);
      const inside = span.apply(span.transpose().apply(value.data));
      const outside = Math.hypot(...value.data.map((entry, e) => entry - inside[e]));
      const scale = matrices[i].frobeniusNorm() * matrices[j].frobeniusNorm();
      if (outside > CLOSURE_TOLERANCE * scale) leaving.push(`[${nameOf(i)}, ${nameOf(j)}]`);
    }
  }
  const generated = leaving.length === 0 ? span.columns : generatedAlgebra(nonzero).dimension;
  return { dimension: span.columns, generated, leaving };
}
