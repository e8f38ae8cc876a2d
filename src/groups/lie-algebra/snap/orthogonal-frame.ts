/**
 * The hidden frame of an algebra of so(p,q) type: the frame Q in which its elements
 * are the standard ones.
 *
 * | symbol | name      | shape                                                         |
 * | V      |           | the k-dimensional subspace of ℝᵐ that the linear parts move     |
 * | S      | form      | m × m: XᵀS + SX = 0; on V of signature (p, q), zero beyond       |
 * | Q      | frame     | m × m: first k columns span V, the others the fixed directions |
 * | η      |           | diag(1, …, −1, …), p times 1 and q times −1                     |
 * | G_ij   | generators | Q (η_j E_ij − η_i E_ji) Q⁻¹ for i < j < k, about the fixed point |
 *
 * Laws: QᵀSQ = η on V, and the generators span the given algebra.
 */
import { DomainError } from "../../../errors.js";
import { inverseMatrix, Matrix, principalAngles, symmetricEigen } from "../../../numerics/index.js";
import { basisBrackets } from "../bracket.js";
import { Decisions, fromColumns, requireFraction } from "../decisions.js";
import { leadingBlock, movingAndStill, restricted } from "../identify/linear-action.js";
import { type Coordinates, realisation } from "../identify/realisation.js";
import { matrixBasis } from "../matrix-basis.js";

export interface OrthogonalFrame {
  readonly signature: readonly [number, number];
  readonly frame: Matrix;
  readonly form: Matrix;
  /** The point that stays fixed, for an affine algebra. */
  readonly fixedPoint?: Float64Array;
  /** n × n like the basis, and in the frame as exact as it is. */
  readonly generators: readonly Matrix[];
  /** The largest principal angle between the generators' span and the given one. */
  readonly largestAngle: number;
}

export interface FrameOptions {
  /** Of rank decisions, relative; default 20 times the closure residual within [1e-4, 0.2]. */
  readonly tolerance?: number;
  /** As in `identifyAlgebra`. */
  readonly coordinates?: Coordinates;
}

/**
 * The frame of so(p,q) acting on a k-dimensional subspace, k = p + q ≥ 2. For k = 2
 * and for directions of equal size the frame is one of many.
 * @throws DomainError when the algebra is not the full so(p,q) of the space that it moves,
 *   or has no fixed point
 */
export function orthogonalFrame(
  basis: readonly Matrix[],
  options: FrameOptions = {},
): OrthogonalFrame {
  const span = matrixBasis("orthogonalFrame", basis);
  if (span.elements.length === 0) {
    throw new DomainError("orthogonalFrame: got no nonzero matrix; expected a basis of so(p,q).");
  }
  const { residual } = basisBrackets(span);
  const decisions = new Decisions(
    requireFraction(
      "orthogonalFrame",
      "tolerance",
      options.tolerance ?? Math.min(0.2, Math.max(1e-4, 20 * residual)),
    ),
  );
  const { form, signature, fixedPoint, kind, space } = realisation(
    span.elements,
    decisions,
    options.coordinates,
  );
  const k = signature === undefined ? 0 : signature[0] + signature[1];
  const dimension = span.elements.length;
  if (form === undefined || fixedPoint === undefined || dimension !== (k * (k - 1)) / 2) {
    throw new DomainError(
      `orthogonalFrame: the algebra of dimension ${dimension} is not so(p,q) of the space that it moves, about a fixed point: ${describe(k, fixedPoint)}; expected dimension k(k − 1)/2 for a form on k dimensions. identifyAlgebra says what it is.`,
    );
  }
  const affine = kind === "affine";
  const linear = affine ? span.elements.map((X) => leadingBlock(X, space)) : span.elements;
  const { moving, still } = movingAndStill(linear, decisions);
  const onMoving = restricted([form], moving)[0];
  const inside = standardFrame(onMoving, signature![0]);
  const frame = fromColumns(space, [...columnsOf(moving.multiply(inside)), ...columnsOf(still)]);
  const generators = standardGenerators(signature!, space).map((G) => {
    const turned = frame.multiply(G).multiply(inverseMatrix(frame));
    return affine ? about(turned, fixedPoint) : turned;
  });
  const { angles } = principalAngles(
    span.columns,
    matrixBasis("orthogonalFrame", generators).columns,
  );
  return {
    signature: signature!,
    frame,
    form,
    fixedPoint: affine ? fixedPoint : undefined,
    generators,
    largestAngle: angles[angles.length - 1],
  };
}

/** Columns v with vᵀSv = ±1, orthogonal by S, the more frequent sign first. */
function standardFrame(S: Matrix, positive: number): Matrix {
  const { values, vectors } = symmetricEigen(S);
  const sign = values.filter((value) => value > 0).length === positive ? 1 : -1;
  const order = Array.from(values.keys()).sort((a, b) => sign * (values[b] - values[a]));
  return fromColumns(
    S.rows,
    order.map((k) => vectors.column(k).map((x) => x / Math.sqrt(Math.abs(values[k])))),
  );
}

function standardGenerators([p, q]: readonly [number, number], space: number): Matrix[] {
  const sign = (i: number): number => (i < p ? 1 : -1);
  const out: Matrix[] = [];
  for (let i = 0; i < p + q; i++) {
    for (let j = i + 1; j < p + q; j++) {
      const G = Matrix.zeros(space);
      G.data[i * space + j] = sign(j);
      G.data[j * space + i] = -sign(i);
      out.push(G);
    }
  }
  return out;
}

/** The homogeneous matrix of x ↦ A (x − p). */
function about(A: Matrix, point: Float64Array): Matrix {
  const out = A.directSum(Matrix.zeros(1));
  A.apply(point).forEach((value, i) => {
    out.data[i * out.columns + A.columns] = 0 - value;
  });
  return out;
}

function columnsOf(A: Matrix): Float64Array[] {
  return Array.from({ length: A.columns }, (_, j) => A.column(j));
}

function describe(k: number, fixedPoint: Float64Array | undefined): string {
  if (fixedPoint === undefined) return "it has no fixed point";
  return k === 0 ? "it keeps no quadratic form that is unique" : `its form has ${k} dimensions`;
}
