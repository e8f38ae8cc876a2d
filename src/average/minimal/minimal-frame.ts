/**
 * Minimal frames of the groups in the catalogue that move points of ℝᵐ: one pose for each
 * cloud, so that the averaged model costs one call of the model.
 *
 * | group                  | axes come from                                     | module               |
 * | O, SO, E, SE           | a first basis, orthonormalised                     | orthogonal           |
 * | U, SU                  | the same over ℂ; points are (x, y) ∈ ℝ²ᵈ           | unitary              |
 * | O(p,q), SO(p,q), SO⁺   | the total momentum, or pivots of the Gram matrix   | pseudo-orthogonal    |
 * | GL, SL, Aff            | a basis of points itself                           | linear               |
 */
import type { MatrixLieGroup } from "../../groups/index.js";
import type { Matrix } from "../../numerics/index.js";
import { catalogueGroup } from "./catalogue-group.js";
import type { InspectableFrame } from "./inspectable-frame.js";
import { minimalLinearFrame } from "./linear/linear-frame.js";
import type { LinearPose } from "./linear-pose.js";
import { minimalOrthogonalFrame } from "./orthogonal/orthogonal-frame.js";
import { minimalPseudoOrthogonalFrame } from "./pseudo-orthogonal/pseudo-orthogonal-frame.js";
import type { Selection } from "./span/axes.js";
import type { SpanOptions } from "./span/precision.js";
import { minimalRealUnitaryFrame } from "./unitary/real-form-frame.js";

export interface MinimalFrameOptions extends SpanOptions {
  /** How points are chosen for axes; default "first", for GL, SL and Aff "large", for O(p,q) always "large". */
  readonly selection?: Selection;
  /** What GL, SL, Aff and O(p,q) do with points of whose span no mean is possible; default "project". */
  readonly degenerate?: "project" | "refuse";
}

/**
 * The minimal frame of a group of the catalogue, on clouds of its points (n × m rows).
 * @throws DomainError for other groups and options; `poses` throws ShapeError for points of
 *   another dimension, and DomainError naming a coordinate that is not finite
 */
export function minimalFrame(
  group: MatrixLieGroup,
  options: MinimalFrameOptions = {},
): InspectableFrame<Matrix, LinearPose> {
  const found = catalogueGroup("minimalFrame", group);
  switch (found.family) {
    case "O":
    case "SO":
    case "E":
    case "SE":
      return minimalOrthogonalFrame(found.dimension, {
        ...options,
        special: found.family.startsWith("S"),
        centred: found.family.endsWith("E"),
      });
    case "U":
    case "SU":
      return minimalRealUnitaryFrame(found.dimension, {
        ...options,
        special: found.family === "SU",
      });
    case "GL":
    case "GL⁺":
    case "SL":
      return minimalLinearFrame(found.dimension, { ...options, family: found.family });
    case "Aff":
    case "Aff⁺":
      return minimalLinearFrame(found.dimension, {
        ...options,
        family: found.family === "Aff" ? "GL" : "GL⁺",
        centred: true,
      });
    case "O(p,q)":
    case "SO(p,q)":
    case "SO⁺(p,q)": {
      const { plus, minus, family } = found;
      return minimalPseudoOrthogonalFrame(plus, minus, {
        ...options,
        components: family === "O(p,q)" ? "all" : family === "SO(p,q)" ? "special" : "identity",
      });
    }
  }
}
