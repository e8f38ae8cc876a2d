/**
 * Twins: vertices that an exchange of the two leaves the graph as it is. They are alike for every
 * purpose, so that a set of m twins gives m! automorphisms and can be put into any order before
 * the search. All that decides here is the same for every relabelling.
 */

import { identityPermutation } from "../../numerics/permutations/permutation.js";
import type { Incidence } from "../colour-refinement/incidence.js";
import { scramble } from "../colour-refinement/trace.js";
import type { Graph } from "../graph.js";
import { isAutomorphism } from "./leaves.js";
import type { Workspace } from "./workspace.js";

/** With more colours of arcs, only twins that are not joined are looked for. */
const COLOURS_TRIED = 8;

/** Sets of at least two twins. */
export function twins(graph: Graph, arcs: Incidence, space: Workspace): number[][] {
  const { partition, image, keys, hashes, found } = space;
  const { elements, lengths, size: n } = partition;
  const sets: number[][] = [];
  let weights: number[] | undefined;
  for (let cell = 0; cell < n; cell += lengths[cell]) {
    const end = cell + lengths[cell];
    if (end - cell === 1) continue;
    if (weights === undefined) {
      weights = joins(graph, arcs);
      for (let v = 0; v < n; v++) image[v] = v;
    }
    for (let k = cell; k < end; k++) hashes[elements[k]] = neighbourhood(elements[k], arcs);
    const before = sets.length;
    for (const weight of weights) {
      let count = 0;
      for (let k = cell; k < end; k++) {
        const v = elements[k];
        keys[k - cell] = (hashes[v] + Math.imul(weight, scramble(v, 7))) | 0;
      }
      if (end - cell > LINEAR && allDiffer(keys, end - cell)) continue;
      const first = sets.length;
      for (let k = cell; k < end; k++) {
        const v = elements[k];
        const key = keys[k - cell];
        if (inSome(sets, before, first, v)) continue;
        let j = 0;
        while (
          j < count &&
          !(
            keys[found[j] - cell] === key &&
            exchanges(graph, arcs, space, elements[found[j]], v, weight)
          )
        ) {
          j++;
        }
        if (j === count) {
          found[count++] = k;
          continue;
        }
        const u = elements[found[j]];
        const set = sets.find((some, index) => index >= first && some[0] === u);
        if (set === undefined) sets.push([u, v]);
        else set.push(v);
      }
    }
  }
  return sets;
}

/** Cells up to this size are searched pair by pair without a look at all their keys first. */
const LINEAR = 64;

/** Sum over the arcs of v to others; equal for twins that are not joined. */
function neighbourhood(v: number, { offsets, ends, weights, uniform }: Incidence): number {
  let hash = 0;
  for (let a = offsets[v]; a < offsets[v + 1]; a++) {
    if (ends[a] !== v)
      hash = (hash + Math.imul(uniform ? 1 : weights[a], scramble(ends[a], 7))) | 0;
  }
  return hash;
}

function allDiffer(keys: Int32Array, count: number): boolean {
  const sorted = keys.slice(0, count).sort();
  for (let k = 1; k < count; k++) if (sorted[k] === sorted[k - 1]) return false;
  return true;
}

function inSome(sets: readonly number[][], from: number, end: number, v: number): boolean {
  for (let k = from; k < end; k++) if (sets[k].includes(v)) return true;
  return false;
}

/** Whether u and v are joined by this weight (0: not at all) and can be exchanged. */
function exchanges(
  graph: Graph,
  { uniform }: Incidence,
  { image, row }: Workspace,
  u: number,
  v: number,
  weight: number,
): boolean {
  const colour = graph.arcColour(u, v);
  if ((colour === 0 ? 0 : uniform ? 1 : scramble(colour, 1)) !== weight) return false;
  image[u] = v;
  image[v] = u;
  const holds = isAutomorphism(graph, image, row);
  image[u] = u;
  image[v] = v;
  return holds;
}

/** Weights of the arcs that may join twins; 0 for none. */
function joins(graph: Graph, { weights, uniform }: Incidence): number[] {
  if (uniform) return [0, 1];
  if (graph.directed) return [0];
  const several = new Set<number>();
  for (let a = 0; a < weights.length && several.size <= COLOURS_TRIED; a++) several.add(weights[a]);
  return several.size > COLOURS_TRIED ? [0] : [0, ...several];
}

/** Two permutations that generate all permutations of a set. */
export function symmetricGenerators(set: readonly number[], n: number): Int32Array[] {
  const exchange = identityPermutation(n);
  exchange[set[0]] = set[1];
  exchange[set[1]] = set[0];
  if (set.length === 2) return [exchange];
  const cycle = identityPermutation(n);
  for (let k = 0; k < set.length; k++) cycle[set[k]] = set[(k + 1) % set.length];
  return [exchange, cycle];
}
