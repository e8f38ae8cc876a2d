/**
 * The weighted frame of a group of the catalogue, as `minimalFrame` is its minimal one.
 *
 * | group                       | frame                                               |
 * | O(d), SO(d), E(d), SE(d)    | weightedRotationFrame                               |
 * | O(1,q), SO(1,q), SO⁺(1,q)   | weightedLorentzFrame, for time-like total momentum  |
 */
import { DomainError } from "../../errors.js";
import type { MatrixLieGroup } from "../../groups/index.js";
import type { Matrix } from "../../numerics/index.js";
import { catalogueGroup } from "../minimal/catalogue-group.js";
import type { InspectableFrame } from "../minimal/inspectable-frame.js";
import type { LinearPose } from "../minimal/linear-pose.js";
import { type LorentzFrameOptions, weightedLorentzFrame } from "./rotations/lorentz-frame.js";
import { weightedRotationFrame } from "./rotations/rotation-frame.js";
import type { WeightedFrame } from "./weighted-frame.js";

/**
 * @param options as of the two frames, but for what the group says already
 * @throws DomainError for other groups and options; `poses` as that of the two frames
 */
export function weightedFrame(
  group: MatrixLieGroup,
  options: Omit<LorentzFrameOptions, "components"> = {},
): WeightedFrame<Matrix, LinearPose> & InspectableFrame<Matrix, LinearPose> {
  const found = catalogueGroup("weightedFrame", group);
  switch (found.family) {
    case "O":
    case "SO":
    case "E":
    case "SE":
      return weightedRotationFrame(found.dimension, {
        ...options,
        special: found.family.startsWith("S"),
        centred: found.family.endsWith("E"),
      });
    case "O(p,q)":
    case "SO(p,q)":
    case "SO⁺(p,q)": {
      if (found.plus !== 1) break;
      const { family } = found;
      return weightedLorentzFrame(found.minus, {
        ...options,
        components: family === "O(p,q)" ? "all" : family === "SO(p,q)" ? "special" : "identity",
      });
    }
  }
  throw new DomainError(
    `weightedFrame: got the group "${group.name}"; expected O(d), SO(d), E(d), SE(d) or O(1,q), SO(1,q), SO⁺(1,q). minimalFrame has the others, with one pose and jumps.`,
  );
}
