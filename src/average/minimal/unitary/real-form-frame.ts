/**
 * Minimal frames of U(d) and SU(d) on the catalogue's points, x + iy ∈ ℂᵈ as (x, y) ∈ ℝ²ᵈ,
 * with elements (X, −Y; Y, X). The rank stays that over ℂ.
 */
import { Matrix } from "../../../numerics/index.js";
import type { InspectableFrame } from "../inspectable-frame.js";
import type { LinearPose, Stabiliser } from "../linear-pose.js";
import {
  type UnitaryDecision,
  type UnitaryFrameOptions,
  unitaryDecider,
} from "./unitary-decision.js";

/** @throws as `minimalUnitaryFrame` */
export function minimalRealUnitaryFrame(
  dimension: number,
  options: UnitaryFrameOptions,
): InspectableFrame<Matrix, LinearPose> {
  const { name, decide, inspect } = unitaryDecider(dimension, options);
  const stabilisers = new Map<Stabiliser, Stabiliser>();
  const real = (stabiliser: Stabiliser): Stabiliser => {
    const known = stabilisers.get(stabiliser) ?? doubled(stabiliser, dimension);
    stabilisers.set(stabiliser, known);
    return known;
  };
  return {
    name,
    poses(input) {
      const decision = decide(input);
      return [realPose(decision, real(decision.stabiliser))];
    },
    inspect,
  };
}

/** What moves z_k moves x_k and y_k. */
function doubled(stabiliser: Stabiliser, dimension: number): Stabiliser {
  const { moved } = stabiliser;
  return { ...stabiliser, moved: Int32Array.of(...moved, ...moved.map((k) => dimension + k)) };
}

function realPose(decision: UnitaryDecision, stabiliser: Stabiliser): LinearPose {
  const { cloud, axes, rank, coordinates, basis } = decision;
  const inverse = adjointRealForm(axes, cloud.dimension);
  const element = inverse.transpose();
  return {
    form: new Matrix(cloud.count, cloud.dimension, coordinates),
    weight: 1,
    element,
    inverse,
    rank,
    carry: stabiliser.moved.length > 0 ? withoutColumns(element, stabiliser.moved) : element,
    shift: cloud.shift,
    stabiliser,
    basis,
  };
}

/** (Xᵀ, Yᵀ; −Yᵀ, Xᵀ), the real form of U*, whose rows are the axes conjugated. */
function adjointRealForm(axes: Float64Array, width: number): Matrix {
  const out = new Matrix(width, width);
  out.data.set(axes);
  const half = width / 2;
  for (let j = 0; j < half; j++) {
    const from = j * width;
    const to = (half + j) * width;
    for (let k = 0; k < half; k++) {
      out.data[to + k] = 0 - axes[from + half + k];
      out.data[to + half + k] = axes[from + k];
    }
  }
  return out;
}

function withoutColumns(matrix: Matrix, columns: Int32Array): Matrix {
  const out = matrix.clone();
  for (let i = 0; i < out.rows; i++) for (const k of columns) out.data[i * out.columns + k] = 0;
  return out;
}
