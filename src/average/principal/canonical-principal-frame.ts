/**
 * Principal axes made canonical by the points themselves (Ma et al. 2024, "OAP-eig"), for
 * E(d) × S_n: one pose instead of 2^d, and the same one for every order of the points.
 *
 * | symbol | name here | meaning                                                            |
 * | U      |           | X R / σ, n × m: an eigenspace of X Xᵀ for each spread σ             |
 * | V, W   |           | its canonical vectors, and the others in all their choices           |
 * | Xᵀ V / σ |         | canonical axes                                                     |
 *
 * A column of U that equals its negative up to order leaves two signs; spreads that are equal
 * leave the orbit of a basis under the symmetries of their plane. For SO and SE the choices of
 * det = 1 stay; where there are none, the axis of the least spread is turned round in all.
 */
import { DomainError } from "../../errors.js";
import { columnRange, determinant, type Matrix, product } from "../../numerics/index.js";
import { type CanonicalRule, canonicalSpace } from "../canonical/spaces/canonical-space.js";
import { sideBySide } from "../canonical/spaces/eigenspaces.js";
import { LEFTOVER_LIMIT, leftoverMatrices } from "../canonical/spaces/leftover.js";
import type { FrameReport } from "../frame-report.js";
import type { InspectableFrame, LinearPose } from "../minimal/index.js";
import { requireFrameDimension } from "../minimal/span/dimension.js";
import { COORDINATE_TOLERANCE, type PrincipalAxes, principalAxes } from "./principal-axes.js";
import type { PrincipalFrameOptions } from "./principal-frame.js";
import { flatStabilisers, principalPose } from "./principal-pose.js";
import { principalReport } from "./principal-report.js";

export interface CanonicalPrincipalOptions extends PrincipalFrameOptions {
  /** For spreads that are equal; default "optimal". */
  readonly rule?: CanonicalRule;
  /** More poses than this are refused; default 4096. */
  readonly limit?: number;
}

/**
 * OAP-eig of O(d), SO(d), E(d) or SE(d).
 * @throws DomainError for a dimension that is no whole number from 1 to 64; `poses` throws
 *   ShapeError for points of another dimension, DomainError for coordinates that are not finite
 *   and for more poses than the limit
 */
export function canonicalPrincipalFrame(
  dimension: number,
  options: CanonicalPrincipalOptions = {},
): InspectableFrame<Matrix, LinearPose> {
  requireFrameDimension("canonicalPrincipalFrame", dimension);
  const { special = false, centred = false, precision = "double" } = options;
  const name = `canonical principal frame of ${special ? "S" : ""}${centred ? "E" : "O"}(${dimension})`;
  const stabiliserOf = flatStabilisers(special, dimension);
  const axesOf = (input: Matrix) => principalAxes(name, input, dimension, centred, options);
  const elements = (principal: PrincipalAxes) => {
    const choices = canonicalAxes(principal, options);
    return special ? oriented(choices, principal.flat) : choices;
  };
  return {
    name,
    poses(input): LinearPose[] {
      const principal = axesOf(input);
      const chosen = elements(principal);
      const stabiliser = stabiliserOf(principal.flat);
      return chosen.map((element) =>
        principalPose(principal, element, stabiliser, 1 / chosen.length),
      );
    },
    inspect(input): FrameReport {
      const principal = axesOf(input);
      const calls = elements(principal).length;
      return principalReport(name, principal, {
        calls,
        special,
        centred,
        precision,
        canonical: true,
      });
    },
  };
}

/** All choices of axes, d × d each; the flat ones come first, as the solver gave them. */
function canonicalAxes(
  { points, spreads, axes, flat, clusters }: PrincipalAxes,
  { rule = "optimal", limit = LEFTOVER_LIMIT, precision = "double" }: CanonicalPrincipalOptions,
): Matrix[] {
  const tolerance = COORDINATE_TOLERANCE[precision];
  const d = axes.rows;
  let choices = [columnRange(axes, 0, flat)];
  for (let first = flat, end = flat; first < d; first = end) {
    while (end < d && clusters.classes[end] === clusters.classes[first]) end++;
    const basis = product(points, columnRange(axes, first, end));
    for (let k = 0; k < basis.data.length; k++) {
      basis.data[k] /= spreads[first + (k % (end - first))];
    }
    const gap = Math.min(
      first > 0 ? spreads[first] - spreads[first - 1] : Number.POSITIVE_INFINITY,
      end < d ? spreads[end] - spreads[end - 1] : Number.POSITIVE_INFINITY,
    );
    const space = { eigenvalue: spreads[first] ** 2, multiplicity: end - first, basis, gap };
    const canonical = { ...canonicalSpace(space, rule, {}, tolerance), keep: end - first };
    const rest = leftoverMatrices(canonical, limit, tolerance);
    if (rest === undefined || choices.length * rest.length > limit) {
      throw new DomainError(
        `canonicalPrincipalFrame: symmetries of the points leave more than ${limit} choices of axes, the most to be listed. Raise the limit, or take productFrame, which needs one call.`,
      );
    }
    const plane = product(columnRange(axes, first, end), basis.transpose());
    choices = choices.flatMap((before) =>
      rest.map((W) =>
        sideBySide(d, [before, product(plane, sideBySide(points.rows, [canonical.vectors, W]))]),
      ),
    );
  }
  return choices;
}

/** Those with det = 1; where there are none, all with the first axis turned round. */
function oriented(choices: Matrix[], flat: number): Matrix[] {
  const positive = choices.filter((axes) => determinant(axes) > 0);
  if (flat === 0 && positive.length > 0) return positive;
  return choices.map((axes) => {
    if (determinant(axes) > 0) return axes;
    const turned = axes.clone();
    for (let i = 0; i < turned.rows; i++) turned.data[i * turned.columns] *= -1;
    return turned;
  });
}
