/**
 * Minimal frames of U(d) and SU(d) on the catalogue's points, x + iy ∈ ℂᵈ as (x, y) ∈ ℝ²ᵈ,
 * with elements (X, −Y; Y, X). The rank stays that over ℂ.
 */
import { ComplexMatrix, Matrix } from "../../../numerics/index.js";
import type { InspectableFrame } from "../inspectable-frame.js";
import type { LinearPose, Stabiliser } from "../linear-pose.js";
import { requirePoints } from "../span/cloud.js";
import { minimalUnitaryFrame, type UnitaryFrameOptions } from "./unitary-frame.js";

/** @throws as `minimalUnitaryFrame` */
export function minimalRealUnitaryFrame(
  dimension: number,
  options: UnitaryFrameOptions,
): InspectableFrame<Matrix, LinearPose> {
  const frame = minimalUnitaryFrame(dimension, options);
  const complex = (input: Matrix): ComplexMatrix => {
    requirePoints(frame.name, input, 2 * dimension);
    const parts = [new Matrix(input.rows, dimension), new Matrix(input.rows, dimension)];
    for (let i = 0; i < input.rows; i++) {
      parts[0].row(i).set(input.row(i).subarray(0, dimension));
      parts[1].row(i).set(input.row(i).subarray(dimension));
    }
    return new ComplexMatrix(parts[0], parts[1]);
  };
  const stabilisers = new Map<Stabiliser, Stabiliser>();
  const real = (stabiliser: Stabiliser): Stabiliser => {
    const known = stabilisers.get(stabiliser) ?? doubled(stabiliser, dimension);
    stabilisers.set(stabiliser, known);
    return known;
  };
  return {
    name: frame.name,
    poses: (input) =>
      frame.poses(complex(input)).map((pose) => realPose(pose, dimension, real(pose.stabiliser))),
    inspect: (input) => frame.inspect(complex(input)),
  };
}

/** What moves z_k moves x_k and y_k. */
function doubled(stabiliser: Stabiliser, dimension: number): Stabiliser {
  const { moved } = stabiliser;
  return { ...stabiliser, moved: Int32Array.of(...moved, ...moved.map((k) => dimension + k)) };
}

function realPose(
  pose: LinearPose<ComplexMatrix>,
  dimension: number,
  stabiliser: Stabiliser,
): LinearPose {
  const { form, element, inverse, carry } = pose;
  const rows = new Matrix(form.rows, 2 * dimension);
  for (let i = 0; i < form.rows; i++) {
    rows.row(i).set(form.real.row(i));
    rows.row(i).set(form.imaginary.row(i), dimension);
  }
  return {
    ...pose,
    form: rows,
    element: element.realForm(),
    inverse: inverse.realForm(),
    carry: carry.realForm(),
    stabiliser,
  };
}
