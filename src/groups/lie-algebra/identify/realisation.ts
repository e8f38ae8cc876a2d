/**
 * How an algebra of matrices acts: on ℝⁿ, or, when every last row is zero, on ℝ^(n−1)
 * by affine fields v(x) = A x + b.
 *
 * | symbol | name           | meaning                                                     |
 * | p      | fixedPoint     | A p + b = 0 for all elements; the shortest such p            |
 * | V      | movingSpace    | Σ A ℝᵐ                                                       |
 * | S      | form           | AᵀS + SA = 0 on V, when it is unique up to a factor            |
 */
import { DomainError } from "../../../errors.js";
import { columnRange, Matrix, singularValueDecomposition } from "../../../numerics/index.js";
import type { Decisions } from "../decisions.js";
import {
  formSignature,
  invariantForms,
  leadingBlock,
  movingAndStill,
  restricted,
} from "./linear-action.js";
import { toralParts } from "./toral-parts.js";

export type OneParameterKind =
  | "translation"
  | "shear"
  | "rotation"
  | "scaling"
  | "spiral"
  | "screw"
  | "other";

export interface Realisation {
  readonly kind: "linear" | "affine";
  /** m: dimension of the space that is acted on. */
  readonly space: number;
  /** Dimension of the pure translations in it; 0 for a linear algebra. */
  readonly translations: number;
  /** A point that nothing moves; undefined when there is none. */
  readonly fixedPoint?: Float64Array;
  /** Dimension of the set of fixed points; −1 when there is none. */
  readonly fixedDimension: number;
  /** m × dim V, orthonormal columns: the directions in which the linear parts move. */
  readonly movingSpace: Matrix;
  /** m × m, symmetric, zero beyond V, of norm one; when it is unique and V has an invariant complement. */
  readonly form?: Matrix;
  /** Of the form on V, the larger number first. */
  readonly signature?: readonly [number, number];
  /** For an algebra of dimension one. */
  readonly oneParameter?: OneParameterKind;
  readonly sentence: string;
}

/** Last rows up to this size (of unit matrices) count as zero, beside the tolerance. */
const AFFINE_ROUNDING = 1e-9;

/** How the matrices are to be read; "auto" takes zero last rows for homogeneous coordinates. */
export type Coordinates = "auto" | "linear" | "homogeneous";

/** @throws DomainError for unknown coordinates, and for homogeneous ones with a last row that is not zero */
export function realisation(
  elements: readonly Matrix[],
  decisions: Decisions,
  coordinates: Coordinates = "auto",
): Realisation {
  if (!["auto", "linear", "homogeneous"].includes(coordinates)) {
    throw new DomainError(
      `identifyAlgebra: coordinates are "${coordinates}"; expected "auto", "linear" or "homogeneous".`,
    );
  }
  const n = elements[0].rows;
  const last = (X: Matrix): number => Math.max(...X.row(n - 1).map(Math.abs));
  const admitted = Math.max(AFFINE_ROUNDING, decisions.tolerance);
  const flat = n > 1 && elements.every((X) => last(X) <= admitted);
  if (coordinates === "homogeneous" && !flat) {
    throw new DomainError(
      `identifyAlgebra: coordinates are "homogeneous", but a last row has an entry of ${Math.max(...elements.map(last)).toPrecision(3)} in a matrix of norm one; expected zeros there.`,
    );
  }
  const affine = flat && coordinates !== "linear";
  const space = affine ? n - 1 : n;
  const linear = affine ? elements.map((X) => leadingBlock(X, space)) : elements;
  const offsets = elements.map((X) =>
    affine ? X.column(n - 1).subarray(0, space) : new Float64Array(space),
  );
  const stacked = flattened(linear);
  const translations = affine ? decisions.kernel("translations", stacked).columns : 0;
  const { moving, still } = movingAndStill(linear, decisions);
  const fixed = commonFixedPoint(linear, offsets, decisions);
  const found = uniqueForm(linear, moving, still, decisions);
  const oneParameter =
    elements.length === 1 ? oneParameterKind(elements[0], affine, linear[0], decisions) : undefined;
  const parts = {
    kind: affine ? ("affine" as const) : ("linear" as const),
    space,
    translations,
    fixedPoint: fixed,
    fixedDimension: fixed === undefined ? -1 : still.columns,
    movingSpace: moving,
    ...found,
    oneParameter,
  };
  return { ...parts, sentence: sentenceOf(parts) };
}

function oneParameterKind(
  X: Matrix,
  affine: boolean,
  A: Matrix,
  decisions: Decisions,
): OneParameterKind {
  // First, since eigenvalues of a perturbed nilpotent matrix are far larger than what perturbed it.
  if (affine && A.frobeniusNorm() <= decisions.tolerance) return "translation";
  const parts = toralParts([X], decisions);
  if (parts.unipotent === 1) return "shear";
  if (parts.compact === 1) return "rotation";
  if (parts.split === 1) return "scaling";
  if (parts.semisimple === 1) return "spiral";
  return affine && toralParts([A], decisions).compact === 1 ? "screw" : "other";
}

/** One row for each element: the entries of its linear part, transposed for the kernel in the elements. */
function flattened(linear: readonly Matrix[]): Matrix {
  const out = new Matrix(linear[0].data.length, linear.length);
  linear.forEach((A, k) => {
    A.data.forEach((value, e) => {
      out.data[e * linear.length + k] = value;
    });
  });
  return out;
}

function commonFixedPoint(
  linear: readonly Matrix[],
  offsets: readonly Float64Array[],
  decisions: Decisions,
): Float64Array | undefined {
  const m = linear[0].rows;
  const stacked = new Matrix(linear.length * m, m);
  const right = new Float64Array(linear.length * m);
  linear.forEach((A, k) => {
    stacked.data.set(A.data, k * m * m);
    right.set(offsets[k], k * m);
  });
  const { U, values, V } = singularValueDecomposition(stacked, { thin: true });
  const rank = decisions.rank("fixed point", values);
  const inner = columnRange(U, 0, rank).transpose().apply(right);
  const point = columnRange(V, 0, rank).apply(inner.map((x, k) => -x / values[k]));
  const rest = stacked.apply(point).map((x, k) => x + right[k]);
  // Elements have norm one, so that a point far out makes the offsets large against the rest.
  const size = 1 + Math.hypot(...point);
  return Math.hypot(...rest) <= 3 * decisions.tolerance * size ? point : undefined;
}

function uniqueForm(
  linear: readonly Matrix[],
  moving: Matrix,
  still: Matrix,
  decisions: Decisions,
): { form?: Matrix; signature?: readonly [number, number] } {
  if (moving.columns === 0 || moving.columns + still.columns !== linear[0].rows) return {};
  const forms = invariantForms(restricted(linear, moving), 1, decisions);
  if (forms.length !== 1) return {};
  const positive = forms[0].trace() < 0 ? forms[0].scale(-1) : forms[0];
  const signature = formSignature(positive, decisions);
  return { form: moving.multiply(positive).multiply(moving.transpose()), signature };
}

function sentenceOf(parts: Omit<Realisation, "sentence">): string {
  const { kind, space, translations, fixedPoint, signature, oneParameter, movingSpace } = parts;
  const pieces = [`acts on ℝ^${space} by ${kind} fields`];
  if (oneParameter !== undefined && oneParameter !== "other") pieces.push(`a ${oneParameter}`);
  if (translations > 0) pieces.push(`${translations} of them translations`);
  if (kind === "affine" && fixedPoint !== undefined && fixedPoint.length > 0) {
    const text = Array.from(fixedPoint, (x) => String(Number(x.toPrecision(4)) + 0)).join(", ");
    pieces.push(`about the fixed point (${text})`);
  }
  if (signature !== undefined) {
    pieces.push(
      `keeps a quadratic form of signature (${signature.join(",")}) on ${movingSpace.columns} dimensions`,
    );
  }
  return pieces.join(", ");
}
