/**
 * Weighted frame of the Lorentz group, momentum first: continuous wherever P² > 0, massless
 * particles included.
 *
 * | symbol | name here | meaning                                                     |
 * | x_i    | cloud     | n × (1 + q), rows (E, p), η = diag(1, −1, …, −1)            |
 * | P      |           | Σ x_i, with P² = P ᵀηP > 0                                   |
 * | L      |           | the boost without rotation that takes (M, 0) to P, M = √P²   |
 * | y_i    |           | L⁻¹ x_i, the points in the rest frame of P                  |
 * | g      | element   | L diag(±1, R), R from the weighted frame of rotations of y   |
 *
 * Another observer's rest frame differs by a rotation (Wigner's), which the second step
 * takes away. The complement of P is negative definite, so that no null vector occurs.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import {
  type MatrixLieGroup,
  type PseudoOrthogonalComponents,
  pseudoOrthogonalGroup,
} from "../../../groups/index.js";
import { Matrix, requireFinite } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { InspectableFrame } from "../../minimal/inspectable-frame.js";
import type { LinearPose, Stabiliser } from "../../minimal/linear-pose.js";
import { type Precision, spanTolerance, UNIT_ROUNDING } from "../../minimal/span/precision.js";
import { requireCutoff } from "../cutoff.js";
import { everyIndex, oneIndex, type Selection, type WeightedFrame } from "../weighted-frame.js";
import { axesPoses, stabilisersByRank, withoutColumns } from "./axes-poses.js";
import { chainReport } from "./chain-report.js";
import { chains, rowLengths } from "./chains.js";
import { CHAIN_TOLERANCE } from "./rotation-frame.js";

/** P² below this share of (P⁰)² counts as light-like. */
export const LIGHT_LIKE = 1e-12;

export interface LorentzFrameOptions {
  /** As in `pseudoOrthogonalGroup`: SO⁺, SO (default) or O. SO⁺ leaves the sign of P's energy in the form. */
  readonly components?: PseudoOrthogonalComponents;
  /** What the coordinates were rounded to before they came here; default "double". */
  readonly precision?: Precision;
  /** As for `weightedRotationFrame`, in the rest frame. */
  readonly tolerance?: number;
  /** As for `weightedRotationFrame`. */
  readonly cutoff?: number;
}

/**
 * @param space q, the number of space dimensions, at least 1
 * @throws DomainError for options out of range. `poses` throws ShapeError for rows that
 *   are not 1 + q long; DomainError for NaN and where P is light-like or space-like
 */
export function weightedLorentzFrame(
  space: number,
  options: LorentzFrameOptions = {},
): WeightedFrame<Matrix, LinearPose> & InspectableFrame<Matrix, LinearPose> {
  const { components = "special" } = options;
  const { precision = "double", cutoff = 0 } = options;
  const tolerance = spanTolerance("weightedLorentzFrame", {
    precision,
    tolerance: options.tolerance ?? CHAIN_TOLERANCE[precision],
  });
  if (!Number.isSafeInteger(space) || space < 1) {
    throw new DomainError(
      `weightedLorentzFrame: got ${space} space dimensions; expected 1 or more.`,
    );
  }
  requireCutoff("weightedLorentzFrame", cutoff);
  const group = pseudoOrthogonalGroup(1, space, { components });
  const special = components !== "all";
  const name = `weighted frame of ${group.name}`;
  const stabilisers = {
    space: stabilisersByRank(special, space),
    spacetime: stabilisersByRank(special, space + 1),
  };

  function all(cloud: Matrix, select: Selection): LinearPose[] {
    const momentum = totalMomentum(name, cloud, space);
    if (momentum === undefined) return [emptyPose(cloud, group)];
    const { direction, future } = momentum;
    const reversed = components !== "identity" && !future;
    const rest = boosted(cloud, direction, -1);
    const points = spatialPart(rest);
    const longest = rowLengths(points).reduce((a, b) => Math.max(a, b), 0);
    const rounding =
      8 * UNIT_ROUNDING[precision] * cloud.rows ** 0.5 * (direction[0] + 1) * cloud.maxAbs();
    const threshold = Math.max(tolerance * longest, rounding);
    const signs = special ? [reversed ? -1 : 1] : [1, -1];
    const poses: LinearPose[] = [];
    const place = { points, unit: 1, shift: new Float64Array(space), largest: longest };
    for (const chain of chains(points, { levels: space - 1, threshold, cutoff }, select)) {
      for (const pose of axesPoses(place, chain, { signs, stabiliser: stabilisers.space })) {
        poses.push(lifted(pose, rest, direction, reversed, stabilisers.spacetime(pose.rank + 1)));
      }
    }
    return poses;
  }

  return {
    name,
    poses: (cloud) => all(cloud, everyIndex),
    sample(cloud, random): LinearPose {
      const drawn = all(cloud, oneIndex(random));
      return { ...drawn[drawn.length === 1 ? 0 : random.integer(drawn.length)], weight: 1 };
    },
    inspect(cloud): FrameReport {
      const report = chainReport(name, all(cloud, everyIndex), false);
      return { ...report, distance: distanceToLight(cloud) };
    },
  };
}

/** The least change of the points (Frobenius) that makes P light-like; 0 where P is 0. */
function distanceToLight({ rows, columns, data }: Matrix): number {
  if (rows === 0) return Number.POSITIVE_INFINITY;
  const total = new Float64Array(columns);
  for (let k = 0; k < data.length; k++) total[k % columns] += data[k];
  return (Math.abs(total[0]) - Math.hypot(...total.subarray(1))) / Math.sqrt(2 * rows);
}

interface Momentum {
  /** P/M with positive time component: 1 + q. */
  readonly direction: Float64Array;
  readonly future: boolean;
}

/** Undefined where all points are 0. */
function totalMomentum(name: string, cloud: Matrix, space: number): Momentum | undefined {
  requireFinite(name, "the cloud", cloud);
  const { rows, columns, data } = cloud;
  if (rows > 0 && columns !== space + 1) {
    throw new ShapeError(
      `${name}: the cloud is ${rows} × ${columns}; expected rows of ${space + 1} numbers, the energy first.`,
    );
  }
  if (data.every((entry) => entry === 0)) return undefined;
  const total = new Float64Array(columns);
  for (let k = 0; k < data.length; k++) total[k % columns] += data[k];
  const momentum = Math.hypot(...total.subarray(1));
  const square = (Math.abs(total[0]) - momentum) * (Math.abs(total[0]) + momentum);
  if (!(square > LIGHT_LIKE * total[0] ** 2)) {
    throw new DomainError(
      `${name}: the sum P of the points has P² = ${square.toPrecision(3)} for the energy ${total[0].toPrecision(3)}; expected a time-like P, which momenta of particles have unless they are all parallel and massless.`,
    );
  }
  const future = total[0] > 0;
  const scale = (future ? 1 : -1) / Math.sqrt(square);
  return { direction: total.map((entry) => entry * scale), future };
}

/** Rows moved by the boost that takes (1, 0) to `direction` (sign 1), or by its inverse (sign −1). */
function boosted(cloud: Matrix, direction: Float64Array, sign: 1 | -1): Matrix {
  const { rows, columns, data } = cloud;
  const out = new Matrix(rows, columns);
  const gamma = direction[0];
  for (let at = 0; at < data.length; at += columns) {
    let along = 0;
    for (let c = 1; c < columns; c++) along += direction[c] * data[at + c];
    out.data[at] = gamma * data[at] + sign * along;
    const factor = along / (1 + gamma) + sign * data[at];
    for (let c = 1; c < columns; c++) out.data[at + c] = data[at + c] + factor * direction[c];
  }
  return out;
}

function spatialPart({ rows, columns, data }: Matrix): Matrix {
  const out = new Matrix(rows, columns - 1);
  for (let i = 0; i < rows; i++) {
    out.data.set(data.subarray(i * columns + 1, (i + 1) * columns), i * (columns - 1));
  }
  return out;
}

/** The pose of the rest frame's points, as one of space-time. */
function lifted(
  pose: LinearPose,
  rest: Matrix,
  direction: Float64Array,
  reversed: boolean,
  stabiliser: Stabiliser,
): LinearPose {
  const columns = direction.length;
  const time = reversed ? -1 : 1;
  const form = new Matrix(rest.rows, columns);
  for (let i = 0; i < rest.rows; i++) {
    form.data[i * columns] = time * rest.at(i, 0);
    form.data.set(pose.form.row(i), i * columns + 1);
  }
  // Rows of gᵀ = diag(±1, Rᵀ) Lᵀ are the boosted rows of diag(±1, Rᵀ).
  const turn = new Matrix(1, 1, Float64Array.of(time)).directSum(pose.inverse);
  const transposed = boosted(turn, direction, 1);
  const element = transposed.transpose();
  const inverse = transposed.clone();
  // η gᵀ η
  for (let k = 1; k < columns; k++) {
    inverse.data[k] = -inverse.data[k];
    inverse.data[k * columns] = -inverse.data[k * columns];
  }
  const carry = withoutColumns(element, stabiliser.moved);
  const { weight, basis } = pose;
  const shift = new Float64Array(columns);
  return { form, weight, element, inverse, rank: pose.rank + 1, carry, shift, stabiliser, basis };
}

/** No points, or zeros alone: the whole group leaves them as they are, and fixes no vector. */
function emptyPose(cloud: Matrix, group: MatrixLieGroup): LinearPose {
  const size = group.pointDimension;
  return {
    form: cloud.rows === 0 ? new Matrix(0, size) : cloud.clone(),
    weight: 1,
    element: Matrix.identity(size),
    inverse: Matrix.identity(size),
    rank: 0,
    carry: new Matrix(size, size),
    shift: new Float64Array(size),
    stabiliser: {
      name: group.name,
      moved: Int32Array.from({ length: size }, (_, k) => k),
      group: () => group,
    },
  };
}
