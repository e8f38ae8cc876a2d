/**
 * SO(2) under the name of the circle: R(φ) = (cos φ, −sin φ; sin φ, cos φ) =
 * exp(φJ), with J = (0, −1; 1, 0) the one generator.
 */
import { specialOrthogonalGroup } from "./lie/catalogue/orthogonal.js";
import type { MatrixLieGroup } from "./lie/matrix-lie-group.js";

/** `specialOrthogonalGroup(2)`. */
export function circleGroup(): MatrixLieGroup {
  return specialOrthogonalGroup(2);
}
