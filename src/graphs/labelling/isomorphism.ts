/** Isomorphisms by canonical forms. */
import type { Graph } from "../graph.js";
import { canonicalLabelling, type LabellingOptions } from "./canonical-labelling.js";

/**
 * An isomorphism vertex of a → vertex of b that keeps colours, arcs and their colours; undefined
 * when there is none. All others are this one after an automorphism of a.
 * @throws as `canonicalLabelling`
 */
export function isomorphism(
  a: Graph,
  b: Graph,
  options: LabellingOptions = {},
): Int32Array | undefined {
  if (
    a.vertices !== b.vertices ||
    a.directed !== b.directed ||
    a.neighbours.length !== b.neighbours.length
  ) {
    return undefined;
  }
  const one = canonicalLabelling(a, options);
  const other = canonicalLabelling(b, options);
  if (!one.form.equals(other.form)) return undefined;
  const image = new Int32Array(a.vertices);
  for (let k = 0; k < a.vertices; k++) image[one.order[k]] = other.order[k];
  return image;
}

/** @throws as `canonicalLabelling` */
export function isIsomorphic(a: Graph, b: Graph, options: LabellingOptions = {}): boolean {
  return isomorphism(a, b, options) !== undefined;
}
