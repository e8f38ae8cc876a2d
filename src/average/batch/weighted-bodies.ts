/**
 * Moving bodies in all poses of the weighted frame of rotations, as arrays for a network that takes
 * their weighted mean, or that sees one of them drawn by its weight (Dym, Lawrence and Siegel 2024).
 *
 * | name    | numbers of a sequence of n bodies      | meaning                                   |
 * | P       | n! / (n−d+1)!: 20 for five in space    | places for poses                          |
 * | weights | P                                      | w_k, with sum 1; 0 where a place is empty |
 *
 * The other arrays are those of `posedBodies`. A cloud of lower rank, or with weights that
 * are cut off, has fewer poses: its empty places repeat the first pose with the weight 0.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix, product } from "../../numerics/index.js";
import { frameSizes } from "../weighted/frame-sizes.js";
import { weightedRotationFrame } from "../weighted/rotations/rotation-frame.js";
import type { MovingBodies, PosedBodies } from "./posed-bodies.js";

export interface WeightedBodies {
  readonly arrays: PosedBodies & { readonly weights: Float64Array };
  /** P. */
  readonly poses: number;
  /** The mean number of poses whose weight is not 0: calls of the model for each sequence. */
  readonly calls: number;
}

/** Poses of one sequence are listed up to here. */
const MOST_PLACES = 1000;

/**
 * @param options.cutoff as in `weightedRotationFrame`
 * @throws ShapeError for arrays that do not fit each other; DomainError for more than 1000
 *   poses, for numbers that are not finite and for a cutoff out of range
 */
export function weightedBodies(
  data: MovingBodies,
  { cutoff = 0 }: { readonly cutoff?: number } = {},
): WeightedBodies {
  const { bodies: n, dimension: d, positions, velocities, targets, charges } = data;
  if (velocities.length !== positions.length || targets.length !== positions.length) {
    throw new ShapeError(
      `weightedBodies: got ${positions.length} numbers of positions, ${velocities.length} of velocities and ${targets.length} of targets; expected the same.`,
    );
  }
  const places = Number(frameSizes(n, d).rotations);
  if (places > MOST_PLACES) {
    throw new DomainError(
      `weightedBodies: ${n} bodies in ${d} dimensions have ${places} poses; expected at most ${MOST_PLACES}. Draw from \`weightedRotationFrame\` instead.`,
    );
  }
  const frame = weightedRotationFrame(d, { centred: true, cutoff });
  const count = positions.length / (n * d);
  const arrays = {
    positions: new Float64Array(count * places * n * d),
    velocities: new Float64Array(count * places * n * d),
    frames: new Float64Array(count * places * d * d),
    weights: new Float64Array(count * places),
    charges,
    displacements: targets.map((target, k) => target - positions[k]),
    centres: new Float64Array(count * d),
  };
  let calls = 0;
  for (let s = 0; s < count; s++) {
    const rows = (of: Float64Array) => new Matrix(n, d, of.slice(s * n * d, (s + 1) * n * d));
    const poses = frame.poses(rows(positions));
    const moving = rows(velocities);
    arrays.centres.set(poses[0].shift, s * d);
    calls += poses.length;
    for (let place = 0; place < places; place++) {
      const { form, element, weight } = poses[place] ?? { ...poses[0], weight: 0 };
      const at = s * places + place;
      arrays.positions.set(form.data, at * n * d);
      arrays.velocities.set(product(moving, element).data, at * n * d);
      arrays.frames.set(element.data, at * d * d);
      arrays.weights[at] = weight;
    }
  }
  return { arrays, poses: places, calls: calls / Math.max(1, count) };
}
