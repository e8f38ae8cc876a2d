/**
 * The discovering reading for one fixed model, at points (arXiv 2311.00212):
 *
 * | symbol | name here | shape                                                       |
 * | L      | matrix    | (N · n) × q, row i·n + a; column p is L_{ξ_p}F(x_i) / √N    |
 *
 * Law: ‖L c‖² is the mean of ‖L_ξF(x_i)‖² for ξ = Σ c_p ξ_p.
 */
import { DomainError, ShapeError } from "../errors.js";
import { type DifferentiableMap, Matrix, requireFinite } from "../numerics/index.js";
import type { LieAction } from "./action.js";

/** ξ ↦ L_ξF in coordinates, for any fixed model, cloud or network. */
export interface LieMatrix {
  /** K × q. */
  readonly matrix: Matrix;
  /** Names of the q generators. */
  readonly generators: readonly string[];
  readonly action: LieAction;
}

export interface LieMatrixOptions {
  /**
   * "map": outputs turn by the action's output matrices. "vector field": F lives on the
   * inputs' own tangent space, and B_ξ is Dv_ξ(x). Default "map".
   */
  readonly as?: "map" | "vector field";
}

/**
 * L for a model with exact or numerical derivatives.
 * @param points N × m, N ≥ 1
 * @throws ShapeError for a map or points of other sizes than the action's, DomainError for no
 *   points and where points, values or derivatives are NaN or infinite
 */
export function lieMatrix(
  map: DifferentiableMap,
  action: LieAction,
  points: Matrix,
  options: LieMatrixOptions = {},
): LieMatrix {
  const { inputs: m, outputs: n } = map;
  const asField = options.as === "vector field";
  if (m !== action.inputs || (asField ? n !== m : n !== action.outputs)) {
    throw new ShapeError(
      `lieMatrix: the map is ℝ^${m} → ℝ^${n}; expected ℝ^${action.inputs} → ℝ^${asField ? action.inputs : action.outputs}, as "${action.name}" acts${asField ? " on vector fields" : ""}.`,
    );
  }
  if (points.columns !== m) {
    throw new ShapeError(
      `lieMatrix: got points with ${points.columns} coordinates; expected ${m}.`,
    );
  }
  if (points.rows === 0) throw new DomainError("lieMatrix: got no points; expected at least one.");
  requireFinite("lieMatrix", "points", points);
  const values = map.values(points);
  const jacobians = new Matrix(points.rows * n, m, map.jacobians(points));
  requireFinite("lieMatrix", "the map's values", values);
  requireFinite("lieMatrix", "the map's derivatives", jacobians);
  const q = action.generators.length;
  const matrix = new Matrix(points.rows * n, q);
  const scale = 1 / Math.sqrt(points.rows);
  for (let i = 0; i < points.rows; i++) {
    const x = points.row(i).slice();
    const value = values.row(i);
    action.generators.forEach((generator, p) => {
      const velocity = generator.input.at(x);
      const turn = asField ? generator.input.jacobian(x) : generator.output;
      for (let a = 0; a < n; a++) {
        let sum = 0;
        const gradient = jacobians.row(i * n + a);
        for (let j = 0; j < m; j++) sum += gradient[j] * velocity[j];
        for (let c = 0; c < n; c++) sum -= turn.at(a, c) * value[c];
        matrix.data[(i * n + a) * q + p] = scale * sum;
      }
    });
  }
  return { matrix, generators: action.generators.map(({ name }) => name), action };
}
