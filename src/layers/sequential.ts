/**
 * One layer after the other.
 *
 *   const net = sequential({
 *     first: linear(stream.split("first"), 10, 32),
 *     smooth: activationLayer("silu"),
 *     last: linear(stream.split("last"), 32, 3),
 *   });
 *
 * Law: net.apply(x) = last(smooth(first(x))), each in the same phase; variables are named by their layer,
 * "first.matrix".
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../errors.js";
import { type Layer, together } from "./layer.js";

/**
 * A layer made of named layers, in the order in which they are written.
 * @throws DomainError for no layers, or a whole number as a name: objects list those first, in their own order
 */
export function sequential(parts: Readonly<Record<string, Layer>>): Layer {
  const names = Object.keys(parts);
  const bad = names.find((name) => /^\d+$/.test(name));
  if (names.length === 0 || bad !== undefined) {
    throw new DomainError(
      `sequential: got ${bad === undefined ? "no layers" : `a layer named "${bad}"`}; expected layers with names that are no numbers, such as { first, second }.`,
    );
  }
  const layers = Object.values(parts);
  return {
    ...together(parts),
    apply: (x, phase) => tf.tidy(() => layers.reduce((now, layer) => layer.apply(now, phase), x)),
  };
}
