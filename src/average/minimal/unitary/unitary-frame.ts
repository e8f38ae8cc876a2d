/**
 * Minimal frames of U(d) and SU(d) on clouds of complex points, z_i = U c_i: the decision of
 * their real form, as complex matrices.
 */
import { ShapeError } from "../../../errors.js";
import { ComplexMatrix, Matrix, requireFinite } from "../../../numerics/index.js";
import type { InspectableFrame } from "../inspectable-frame.js";
import type { LinearPose } from "../linear-pose.js";
import { firstColumns } from "../orthogonal/orthogonal-frame.js";
import {
  type UnitaryDecision,
  type UnitaryFrameOptions,
  unitaryDecider,
} from "./unitary-decision.js";

/**
 * The minimal frame of U(d) or SU(d): one pose for every cloud (n × d, complex).
 * @throws DomainError for a dimension that is not whole, 1 … 64, and for other options;
 *   `poses` throws ShapeError for points of another dimension and DomainError naming a
 *   coordinate that is not finite
 */
export function minimalUnitaryFrame(
  dimension: number,
  options: UnitaryFrameOptions = {},
): InspectableFrame<ComplexMatrix, LinearPose<ComplexMatrix>> {
  const { name, decide, inspect } = unitaryDecider(dimension, options);
  return {
    name,
    poses: (input) => [unitaryPose(decide(sideBySide(name, input, dimension)))],
    inspect: (input) => inspect(sideBySide(name, input, dimension)),
  };
}

function unitaryPose(decision: UnitaryDecision): LinearPose<ComplexMatrix> {
  const { cloud, axes, rank, coordinates, stabiliser, basis } = decision;
  const dimension = cloud.dimension / 2;
  const element = complexRows(axes, dimension).transpose();
  return {
    form: complexRows(coordinates, dimension),
    weight: 1,
    element,
    inverse: element.conjugateTranspose(),
    rank,
    carry:
      stabiliser.moved.length > 0
        ? new ComplexMatrix(firstColumns(element.real, rank), firstColumns(element.imaginary, rank))
        : element,
    shift: cloud.shift,
    stabiliser,
    basis,
  };
}

/** (x, y) ∈ ℝ²ᵈ for each point x + iy. */
function sideBySide(caller: string, input: ComplexMatrix, dimension: number): Matrix {
  if (!(input instanceof ComplexMatrix)) {
    throw new ShapeError(
      `${caller}: the cloud is no ComplexMatrix; expected new ComplexMatrix(real, imaginary) with a row for each point.`,
    );
  }
  const { rows, columns, real, imaginary } = input;
  if (columns !== dimension && !(rows === 0 && columns === 0)) {
    throw new ShapeError(
      `${caller}: got points of ${columns} complex coordinates (a ${rows} × ${columns} matrix); expected ${dimension} columns, a row for each point.`,
    );
  }
  requireFinite(caller, "the real part of the cloud", real);
  requireFinite(caller, "the imaginary part of the cloud", imaginary);
  const out = new Matrix(rows, 2 * dimension);
  for (let k = 0, at = 0; k < real.data.length; at += dimension) {
    for (const end = k + dimension; k < end; k++, at++) {
      out.data[at] = real.data[k];
      out.data[at + dimension] = imaginary.data[k];
    }
  }
  return out;
}

/** x + iy from rows (x, y). */
function complexRows(numbers: Float64Array, dimension: number): ComplexMatrix {
  const count = numbers.length / (2 * dimension);
  const out = new ComplexMatrix(new Matrix(count, dimension));
  const { real, imaginary } = out;
  for (let k = 0, at = 0; k < real.data.length; at += dimension) {
    for (const end = k + dimension; k < end; k++, at++) {
      real.data[k] = numbers[at];
      imaginary.data[k] = numbers[at + dimension];
    }
  }
  return out;
}
