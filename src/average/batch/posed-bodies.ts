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
import { batchedFrames, batchedPrincipalAxes } from "./batched-frames.js";

/**
 * "identity": centred only, no rotation is averaged over. "minimal": the axes of the first bodies
 * that span, one pose. "principal": all 2^d signs of the principal axes. "one sign": a single one
 * of them, with Σ_i (x_i·q)³ ≥ 0 on each axis.
 */
export type BodyPoses = "identity" | "minimal" | "principal" | "one sign";

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
  const known = ["identity", "minimal", "principal", "one sign"];
  if (!known.includes(poses)) {
    throw new DomainError(
      `posedBodies: got the poses "${poses}"; expected "${known.join('", "')}".`,
    );
  }
  const principal = poses === "principal" || poses === "one sign";
  const { axes, shifts } = principal
    ? batchedPrincipalAxes("E", clouds)
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
    if (poses === "one sign") chooseSigns(own, centred, d);
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

/** Turns each axis to where the third moment of the points along it is not negative. */
function chooseSigns(axes: Float64Array, points: Float64Array, d: number): void {
  const along = turnRows(points, axes, d, new Float64Array(points.length));
  const moments = new Float64Array(d);
  along.forEach((c, k) => {
    moments[k % d] += c ** 3;
  });
  for (let k = 0; k < d * d; k++) if (moments[k % d] < 0) axes[k] *= -1;
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
