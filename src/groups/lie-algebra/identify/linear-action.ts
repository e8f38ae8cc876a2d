/**
 * Which classical matrix algebra a list of matrices spans on its whole space.
 *
 * | symbol | name            | meaning                                                   |
 * | 𝔥      | operators       | k × k matrices, independent                               |
 * | 𝔥₀     |                 | their traceless parts                                     |
 * | S      | symmetric form  | XᵀS + SX = 0 for X ∈ 𝔥₀, Sᵀ = S                            |
 * | Ω      | symplectic form | XᵀΩ + ΩX = 0 for X ∈ 𝔥₀, Ωᵀ = −Ω                           |
 *
 * The algebra of all traceless X that keep a nondegenerate S is so(p,q), of dimension
 * k(k−1)/2, and for Ω it is sp(k,ℝ), of dimension k(k+1)/2: a subalgebra of that
 * dimension is all of it.
 */
import { columnRange, Matrix, symmetricEigen } from "../../../numerics/index.js";
import { type Decisions, fromColumns } from "../decisions.js";

export interface LinearAction {
  readonly kind: "gl" | "sl" | "so" | "sp" | "other";
  readonly space: number;
  /** Signature (p, q) of S, p ≥ q; for "so" only. */
  readonly signature?: readonly [number, number];
  /** Whether multiples of the identity belong to it, for "so" and "sp". */
  readonly dilation: boolean;
  /** For k = 2: 𝔥 is one-dimensional and its trace does not vanish. */
  readonly twisted: boolean;
}

export function linearAction(operators: readonly Matrix[], decisions: Decisions): LinearAction {
  const k = operators[0]?.rows ?? 0;
  const other: LinearAction = { kind: "other", space: k, dilation: false, twisted: false };
  if (k === 0) return other;
  const whole = independent("linear action", operators, decisions);
  if (whole.length < operators.length) return other;
  const traceless = independent(
    "traceless part",
    whole.map((X) => X.add(Matrix.identity(k), -X.trace() / k)),
    decisions,
  );
  const dilation = traceless.length < whole.length;
  const traced = whole.some((X) => Math.abs(X.trace()) > decisions.tolerance * k);
  if (whole.length === k * k) return { ...other, kind: "gl", dilation };
  if (!dilation && !traced && whole.length === k * k - 1 && k > 1) return { ...other, kind: "sl" };
  const twisted = !dilation && traced;
  if (traceless.length === (k * (k - 1)) / 2 && k > 1) {
    const forms = invariantForms(traceless, 1, decisions);
    if (forms.length === 1) {
      const signature = formSignature(forms[0], decisions);
      if (signature[0] + signature[1] === k) {
        return { kind: "so", space: k, signature, dilation, twisted };
      }
    }
  }
  if (traceless.length === (k * (k + 1)) / 2 && k % 2 === 0) {
    if (invariantForms(traceless, -1, decisions).length === 1) {
      return { ...other, kind: "sp", dilation, twisted };
    }
  }
  return other;
}

/** An orthonormal basis of the span of k × k matrices. */
export function independent(
  what: string,
  matrices: readonly Matrix[],
  decisions: Decisions,
): Matrix[] {
  if (matrices.length === 0) return [];
  const k = matrices[0].rows;
  const span = decisions.span(
    what,
    fromColumns(
      k * k,
      matrices.map((matrix) => matrix.data),
    ),
  );
  return Array.from({ length: span.columns }, (_, j) => new Matrix(k, k, span.column(j)));
}

/** All S with XᵀS + SX = 0 and Sᵀ = sign · S, orthonormal in the Frobenius product. */
export function invariantForms(
  operators: readonly Matrix[],
  sign: 1 | -1,
  decisions: Decisions,
): Matrix[] {
  const k = operators[0].rows;
  const units: Matrix[] = [];
  for (let i = 0; i < k; i++) {
    for (let j = sign === 1 ? i : i + 1; j < k; j++) {
      const unit = Matrix.zeros(k);
      const size = i === j ? 1 : Math.SQRT1_2;
      unit.data[i * k + j] = size;
      unit.data[j * k + i] = sign * size;
      units.push(unit);
    }
  }
  const equations = new Matrix(operators.length * k * k, units.length);
  operators.forEach((X, p) => {
    const turned = X.transpose();
    units.forEach((S, u) => {
      const change = turned.multiply(S).add(S.multiply(X));
      change.data.forEach((value, e) => {
        equations.data[(p * k * k + e) * units.length + u] = value;
      });
    });
  });
  const kernel = decisions.kernel("invariant forms", equations);
  return Array.from({ length: kernel.columns }, (_, j) =>
    units.reduce((sum, unit, u) => sum.add(unit, kernel.at(u, j)), Matrix.zeros(k)),
  );
}

/** Numbers of eigenvalues of either sign, the larger first. */
export function formSignature(form: Matrix, decisions: Decisions): [number, number] {
  const { values } = symmetricEigen(form);
  const sizes = values.map(Math.abs).sort().reverse();
  const rank = decisions.rank("signature of the invariant form", sizes);
  const negative = values.filter((value) => value < 0 && -value >= sizes[rank - 1]).length;
  return [Math.max(negative, rank - negative), Math.min(negative, rank - negative)];
}

/** Orthonormal columns that span Σ X ℝᵏ and ∩ ker X. */
export function movingAndStill(
  operators: readonly Matrix[],
  decisions: Decisions,
): { moving: Matrix; still: Matrix } {
  const n = operators[0].rows;
  const all = operators.flatMap((X) => Array.from({ length: n }, (_, j) => X.column(j)));
  const stacked = new Matrix(operators.length * n, n);
  operators.forEach((X, k) => {
    stacked.data.set(X.data, k * n * n);
  });
  return {
    moving: decisions.span("moving subspace", fromColumns(n, all)),
    still: decisions.kernel("fixed subspace", stacked),
  };
}

/** The operators on the span of orthonormal columns that they leave invariant. */
export function restricted(operators: readonly Matrix[], space: Matrix): Matrix[] {
  const turned = space.transpose();
  return operators.map((X) => turned.multiply(X).multiply(space));
}

/** The first `size` rows and columns. */
export function leadingBlock(X: Matrix, size: number): Matrix {
  return columnRange(new Matrix(size, X.columns, X.data.slice(0, size * X.columns)), 0, size);
}
