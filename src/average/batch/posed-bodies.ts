/**
 * Moving bodies in the poses of a frame of E(d), as arrays for a network: what it sees, and what
 * carries its output back (Puny et al. 2022; Lin et al. 2024).
 *
 * | name          | numbers of a sequence of n bodies in P poses | meaning                      |
 * | positions     | P n d                                        | (x_i − b) Q, rows            |
 * | velocities    | P n d                                        | v_i Q: turned, not centred   |
 * | frames        | P d²                                         | Q by rows, axes in columns   |
 * | charges       | n                                            | as they are                  |
 * | displacements | n d                                          | target − x_i, as they are    |
 * | centres       | d                                            | b, the mean of the x_i       |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import { canonicalSign } from "../canonical/rules/signs.js";
import { principalAxes } from "../principal/principal-axes.js";
import { batchedFrames, batchedPrincipalAxes } from "./batched-frames.js";

/**
 * "identity": centred only, no rotation is averaged over. "minimal": the axes of the first bodies
 * that span, one pose. "principal": all 2^d signs of the principal axes. "one sign": a single one
 * of them, with Σ_i (x_i·q)³ ≥ 0 on each axis. "canonical": a single one by the rule for signs of
 * eigenvectors (OAP-eig, see canonicalPrincipalFrame); an axis along which the bodies are their own
 * mirror image keeps the sign that it was computed with. Axes without extent, which d bodies or fewer
 * have, are not determined by any of the last three.
 */
export type BodyPoses = "identity" | "minimal" | "principal" | "one sign" | "canonical";

export interface MovingBodies {
  /** n and d. */
  readonly bodies: number;
  readonly dimension: number;
  /** S × n. */
  readonly charges: Float64Array;
  /** S × n × d each; targets are positions later on. */
  readonly positions: Float64Array;
  readonly velocities: Float64Array;
  readonly targets: Float64Array;
}

interface EqualClouds {
  readonly coordinates: Float64Array;
  readonly dimension: number;
  readonly size: number;
}

export type PosedBodies = Record<
  "positions" | "velocities" | "frames" | "charges" | "displacements" | "centres",
  Float64Array
>;

/**
 * The arrays of the table above, sequence by sequence.
 * @throws ShapeError for arrays that do not fit each other, DomainError for poses that are unknown
 */
export function posedBodies(data: MovingBodies, poses: BodyPoses): PosedBodies {
  const { bodies: n, dimension: d, positions, velocities, targets, charges } = data;
  const count = positions.length / (n * d);
  if (velocities.length !== positions.length || targets.length !== positions.length) {
    throw new ShapeError(
      `posedBodies: got ${positions.length} numbers of positions, ${velocities.length} of velocities and ${targets.length} of targets; expected the same.`,
    );
  }
  const clouds = { coordinates: positions, dimension: d, size: n };
  const known = ["identity", "minimal", "principal", "one sign", "canonical"];
  if (!known.includes(poses)) {
    throw new DomainError(
      `posedBodies: got the poses "${poses}"; expected "${known.join('", "')}".`,
    );
  }
  const principal = ["principal", "one sign", "canonical"].includes(poses);
  const { axes, shifts } = principal
    ? axesOfClouds(clouds)
    : batchedFrames("E", clouds, { forms: "none" });
  const patterns = poses === "principal" ? 2 ** d : 1;
  const out: PosedBodies = {
    positions: new Float64Array(count * patterns * n * d),
    velocities: new Float64Array(count * patterns * n * d),
    frames: new Float64Array(count * patterns * d * d),
    charges,
    displacements: targets.map((target, k) => target - positions[k]),
    centres: shifts,
  };
  for (let s = 0; s < count; s++) {
    const centred = positions.slice(s * n * d, (s + 1) * n * d);
    for (let k = 0; k < centred.length; k++) centred[k] -= shifts[s * d + (k % d)];
    const own = axes.slice(s * d * d, (s + 1) * d * d);
    if (poses === "identity") for (let k = 0; k < d * d; k++) own[k] = Number(k % (d + 1) === 0);
    if (poses === "one sign") turnAxes(own, centred, d, thirdMoment);
    if (poses === "canonical") turnAxes(own, centred, d, canonicalChoice);
    const moving = velocities.subarray(s * n * d, (s + 1) * n * d);
    for (let pattern = 0; pattern < patterns; pattern++) {
      const pose = s * patterns + pattern;
      const signed = own.map((q, k) => ((pattern >> (k % d)) & 1 ? -q : q));
      out.frames.set(signed, pose * d * d);
      turnRows(centred, signed, d, out.positions.subarray(pose * n * d));
      turnRows(moving, signed, d, out.velocities.subarray(pose * n * d));
    }
  }
  return out;
}

/** Axes and centres of each cloud, at once where the batch has them. */
function axesOfClouds({ coordinates, dimension: d, size: n }: EqualClouds) {
  if (d === 2 || d === 3) {
    return batchedPrincipalAxes("E", { coordinates, dimension: d, size: n });
  }
  const count = coordinates.length / (n * d);
  const axes = new Float64Array(count * d * d);
  const shifts = new Float64Array(count * d);
  for (let s = 0; s < count; s++) {
    const cloud = new Matrix(n, d, coordinates.slice(s * n * d, (s + 1) * n * d));
    const principal = principalAxes("posedBodies", cloud, d, true, {});
    axes.set(principal.axes.data, s * d * d);
    shifts.set(principal.cloud.shift, s * d);
  }
  return { axes, shifts };
}

/** Turns each axis round on which what `sense` says of the coordinates is negative. */
function turnAxes(
  axes: Float64Array,
  points: Float64Array,
  d: number,
  sense: (along: Float64Array) => number,
): void {
  const turned = turnRows(points, axes, d, new Float64Array(points.length));
  for (let j = 0; j < d; j++) {
    const along = turned.filter((_, k) => k % d === j);
    if (sense(along) < 0) for (let k = j; k < d * d; k += d) axes[k] *= -1;
  }
}

function thirdMoment(along: Float64Array): number {
  return along.reduce((sum, c) => sum + c ** 3, 0);
}

function canonicalChoice(along: Float64Array): number {
  const length = Math.hypot(...along);
  return length > 0 ? canonicalSign(along.map((c) => c / length)).sign : 0;
}

/** Rows times Q. */
function turnRows(
  rows: Float64Array,
  q: Float64Array,
  d: number,
  into: Float64Array,
): Float64Array {
  for (let r = 0; r < rows.length; r += d) {
    for (let j = 0; j < d; j++) {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += rows[r + k] * q[k * d + j];
      into[r + j] = sum;
    }
  }
  return into;
}
