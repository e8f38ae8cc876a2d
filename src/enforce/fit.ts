/**
 * Least squares within a symmetric space.
 *
 * | symbol | name here      | shape                                                   |
 * | Θ      | design         | (N · n) × P                                             |
 * | Q      | basis          | P × k, orthonormal columns                              |
 * | β      | coordinates    | k, minimises ‖Θ Q β − Y‖                                |
 * | w      | parameters     | P, w = Q β                                              |
 * | σ²     |                | ‖Θ w − Y‖² / (N n − rank), where something is left over |
 */
import { DomainError, ShapeError } from "../errors.js";
import type { ModelSpace } from "../lie-derivative/index.js";
import {
  type DifferentiableMap,
  Matrix,
  requireFinite,
  singularValueDecomposition,
} from "../numerics/index.js";

export interface FitOptions {
  /** Take the solution of least norm when the data do not determine one; default false: throw. */
  readonly minimumNorm?: boolean;
  /** Relative to the largest singular value of Θ Q; default 1e-10. */
  readonly tolerance?: number;
}

export interface SymmetricFit {
  /** w, P. */
  readonly parameters: Float64Array;
  /** β, k. */
  readonly coordinates: Float64Array;
  /** F with its Jacobian. */
  readonly model: DifferentiableMap;
  /** Root mean square of F(x_i) − y_i over points and outputs. */
  readonly residual: number;
  /** One for each parameter, for independent errors of one variance; absent when no equation is left over. */
  readonly standardErrors?: Float64Array;
  /** Directions of β that the points determine; k unless they lie badly. */
  readonly rank: number;
  /** What the reader should know. */
  readonly notes: readonly string[];
}

/**
 * @param values N × n
 * @throws ShapeError for points or values of other sizes, naming both; DomainError for NaN or
 *   Infinity, and for fewer equations than unknowns or points that leave some undetermined,
 *   unless `minimumNorm`
 */
export function symmetricFit(
  space: ModelSpace,
  basis: Matrix,
  points: Matrix,
  values: Matrix,
  options: FitOptions,
): SymmetricFit {
  const { minimumNorm = false, tolerance = 1e-10 } = options;
  const { outputs: n } = space;
  if (values.rows !== points.rows || values.columns !== n) {
    throw new ShapeError(
      `fit: got values ${values.rows} × ${values.columns} for ${points.rows} points; expected ${points.rows} × ${n}, a row for each point.`,
    );
  }
  requireFinite("fit", "points", points);
  requireFinite("fit", "values", values);
  const [k, equations] = [basis.columns, points.rows * n];
  const notes: string[] = [];
  if (k === 0) notes.push("The symmetric space is {0}: the fit is the zero model.");
  if (equations < k) {
    const shortage = `${points.rows} points with ${n} outputs give ${equations} equations for ${k} unknowns`;
    if (!minimumNorm) {
      throw new DomainError(
        `fit: ${shortage}; give at least ${Math.ceil(k / n)} points, or ask for minimumNorm.`,
      );
    }
    notes.push(`${shortage}; the solution of least norm was taken.`);
  }
  const reduced = space.design(points).multiply(basis);
  const { U, values: sigma, V } = singularValueDecomposition(reduced, { thin: true });
  const kept = sigma.filter((value) => value > tolerance * sigma[0]).length;
  if (kept < k && equations >= k) {
    const lost = `the ${points.rows} points determine only ${kept} of ${k} unknowns`;
    if (!minimumNorm) {
      throw new DomainError(
        `fit: ${lost}; give points in general position, or ask for minimumNorm.`,
      );
    }
    notes.push(`${lost}; the solution of least norm was taken.`);
  }
  const along = U.transpose().apply(values.data);
  const inverse = new Matrix(k, kept);
  for (let i = 0; i < k; i++) {
    for (let r = 0; r < kept; r++) inverse.data[i * kept + r] = V.at(i, r) / sigma[r];
  }
  const coordinates = inverse.apply(along.subarray(0, kept));
  const parameters = basis.apply(coordinates);
  const fitted = reduced.apply(coordinates);
  const squares = fitted.reduce((sum, value, i) => sum + (value - values.data[i]) ** 2, 0);
  return {
    parameters,
    coordinates,
    model: space.model(parameters),
    residual: Math.sqrt(squares / Math.max(1, equations)),
    ...(equations > kept &&
      kept === k && {
        standardErrors: standardErrors(basis, inverse, Math.sqrt(squares / (equations - kept))),
      }),
    rank: kept,
    notes,
  };
}

/** √ of the diagonal of σ² Q V Σ⁻² Vᵀ Qᵀ. */
function standardErrors(basis: Matrix, inverse: Matrix, deviation: number): Float64Array {
  const spread = basis.multiply(inverse);
  return Float64Array.from(
    { length: spread.rows },
    (_, i) => deviation * Math.hypot(...spread.row(i)),
  );
}
