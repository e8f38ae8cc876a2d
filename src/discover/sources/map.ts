/**
 * Evidence from a fixed map F: ℝᵐ → ℝⁿ with a derivative, at sample points (algorithm A3 of
 * arXiv 2311.00212): a polynomial, a trained network, a simulator.
 *
 * D(ξ) = mean of ‖DF‖² |v_ξ|² + |B_ξ F|², with the Frobenius norm of DF. It bounds the two parts of
 * L_ξF = DF v − B F one by one, so that ρ ≤ √2. (With |DF v|² in place of its bound, every
 * broken invariance would have ρ = 1, however weakly it is broken.)
 */
import { type LieAction, type LieMatrixOptions, lieMatrix } from "../../lie-derivative/index.js";
import { type DifferentiableMap, Matrix, requireFinite } from "../../numerics/index.js";
import { type Finding, type LieEvidence, velocities } from "../evidence/lie-evidence.js";
import { triangularFactor } from "../evidence/triangular-factor.js";
import { motionOff, vanishingRelations } from "./relations.js";

export interface MapEvidenceOptions extends LieMatrixOptions {
  /** In words; "map at N points" unless given. */
  readonly source?: string;
}

/**
 * @param points N × m; draw them where the claim is made
 * @throws ShapeError, DomainError as `lieMatrix`
 */
export function mapEvidence(
  map: DifferentiableMap,
  action: LieAction,
  points: Matrix,
  options: MapEvidenceOptions = {},
): LieEvidence {
  const { matrix } = lieMatrix(map, action, points, options);
  const jacobians = new Matrix(points.rows * map.outputs, map.inputs, map.jacobians(points));
  const scale = 1 / Math.sqrt(points.rows);
  const motion = velocities(action, points, scale);
  const turn = turns(action, points, map.values(points), options.as === "vector field");
  const size = sizeRows(motion, turn, jacobians, points.rows);
  const relations = vanishingRelations(points);
  const constant: Finding[] =
    jacobians.maxAbs() === 0
      ? [
          {
            kind: "constant model",
            message:
              "The model's derivative is zero at every sample: it is constant there, and every motion of the inputs keeps it. Such directions are listed apart.",
          },
        ]
      : [];
  return {
    action,
    source: options.source ?? `map at ${points.rows} points`,
    exact: true,
    samples: points.rows,
    rows: matrix,
    size: triangularFactor(size),
    motion: triangularFactor(motion),
    off: triangularFactor(motionOff(relations, action)),
    findings: [...constant, ...(relations.finding ? [relations.finding] : [])],
  };
}

/** Rows ‖DF‖ v and B F of D, (N (m + n)) × q. */
export function sizeRows(motion: Matrix, turn: Matrix, jacobians: Matrix, samples: number): Matrix {
  const q = motion.columns;
  const m = motion.rows / samples;
  const n = jacobians.rows / samples;
  const out = new Matrix(motion.rows + turn.rows, q);
  out.data.set(motion.data);
  out.data.set(turn.data, motion.data.length);
  for (let i = 0; i < samples; i++) {
    const own = jacobians.data.subarray(i * n * m, (i + 1) * n * m);
    const norm = Math.hypot(...own);
    const start = i * m * q;
    for (let k = start; k < start + m * q; k++) out.data[k] *= norm;
  }
  return out;
}

/** B_{ξ_p} F(x_i) / √N, (N · n) × q; Dv_ξ(x) F for a vector field. */
export function turns(action: LieAction, points: Matrix, values: Matrix, asField: boolean): Matrix {
  requireFinite("discover", "values", values);
  const n = values.columns;
  const q = action.generators.length;
  const out = new Matrix(points.rows * n, q);
  const scale = 1 / Math.sqrt(points.rows);
  action.generators.forEach(({ input, output }, p) => {
    if (!asField && output.maxAbs() === 0) return;
    for (let i = 0; i < points.rows; i++) {
      const turn = asField ? input.jacobian(points.row(i)) : output;
      const value = turn.apply(values.row(i));
      for (let a = 0; a < n; a++) out.data[(i * n + a) * q + p] = scale * value[a];
    }
  });
  return out;
}
