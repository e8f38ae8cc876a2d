/** The action of a product: its factors act one after the other, the first one last. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, ShapeError } from "../../errors.js";
import type { BatchAction } from "../poses/pose-space.js";

/**
 * (g₁, g₂, …) x = g₁ (g₂ (… x)), one action for each tensor of elements. The actions are to commute,
 * as a product's do: motions of points and changes of their order, for instance.
 * @throws DomainError for no action
 */
export function actTogether(...actions: readonly BatchAction[]): BatchAction {
  if (actions.length === 0) {
    throw new DomainError("actTogether: got no action; expected one for each factor.");
  }
  return (elements, x) => {
    if (elements.length !== actions.length) {
      throw new ShapeError(
        `actTogether: got ${elements.length} tensors of elements for ${actions.length} actions; expected one for each.`,
      );
    }
    return tf.tidy(() =>
      actions.reduceRight((moved, action, k) => action([elements[k]], moved), x),
    );
  };
}
