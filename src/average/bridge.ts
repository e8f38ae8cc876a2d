/**
 * The bridge between frames and canonical forms (Ma et al., A Canonicalization Perspective on
 * Invariant and Equivariant Learning, 2024).
 *
 * | symbol  | name here     | meaning                                                     |
 * | F(x)    | poses         | group elements, each with a form g⁻¹ x                      |
 * | C(x)    | forms         | the different forms among them                              |
 * | Aut(x)  | automorphisms | the stabiliser of x                                         |
 *
 * Laws: the poses of one form are a coset of Aut(x), so that |F| = |C| |Aut|, and the mean over
 * F is the mean over C with outputs averaged over orbits: |C| calls of the model for |F|.
 */
import { DomainError } from "../errors.js";
import {
  canonicalLabelling,
  composePermutations,
  type Graph,
  inversePermutation,
} from "../graphs/index.js";
import type { Frame, Pose } from "./frame.js";
import type { PermutationPose } from "./minimal/permutation-pose.js";
import type { GraphPose } from "./permutation/graph-frame.js";
import { onPlaces, placeOrbits } from "./permutation/places.js";

/** A form, and the poses of a frame that show it. */
export interface SharedForm<Input, P extends Pose<Input>> {
  readonly form: Input;
  /** Of all its poses together. */
  readonly weight: number;
  readonly poses: readonly P[];
}

/** C(x): the different forms of an input's poses, in the order in which they come first. */
export function differentForms<Input, P extends Pose<Input>>(
  poses: readonly P[],
  same: (a: Input, b: Input) => boolean,
): SharedForm<Input, P>[] {
  const found: { form: Input; weight: number; poses: P[] }[] = [];
  for (const pose of poses) {
    const known = found.find(({ form }) => same(form, pose.form));
    if (known === undefined) {
      found.push({ form: pose.form, weight: pose.weight, poses: [pose] });
    } else {
      known.weight += pose.weight;
      known.poses.push(pose);
    }
  }
  return found;
}

/**
 * |C| = |F| / |Aut|, exactly.
 * @throws DomainError where |Aut| does not divide |F|, so that F was no frame
 */
export function countForms(frameSize: bigint, automorphisms: bigint): bigint {
  if (automorphisms < 1n || frameSize < 1n || frameSize % automorphisms !== 0n) {
    throw new DomainError(
      `countForms: got ${frameSize} frame elements and ${automorphisms} automorphisms; expected a multiple, since a frame is a union of cosets of the automorphisms.`,
    );
  }
  return frameSize / automorphisms;
}

/**
 * The frame of a canonicalisation C of graphs: a pose for each form, with the automorphisms'
 * orbits, of equal weight. With C of one form it is minimal. No `inspect`: a discrete input is not
 * near anything, and its symmetries are in each pose.
 * @param forms graphs isomorphic to the input, the same ones for each graph isomorphic to it
 * @throws `poses`: DomainError for no form and for one that is not isomorphic to the input
 */
export function frameOfForms(
  name: string,
  forms: (graph: Graph) => readonly Graph[],
): Frame<Graph, GraphPose<Graph>> {
  return {
    name,
    poses(graph) {
      const given = forms(graph);
      if (given.length === 0) {
        throw new DomainError(`frameOfForms: "${name}" gave no form; expected at least one.`);
      }
      const own = canonicalLabelling(graph);
      return given.map((form, k) => {
        const other = canonicalLabelling(form);
        if (!other.form.equals(own.form)) {
          throw new DomainError(
            `frameOfForms: form ${k} of "${name}" is not isomorphic to the input; expected a reordering of it.`,
          );
        }
        const order = composePermutations(own.order, inversePermutation(other.order));
        const generators = onPlaces(own.generators, order);
        return {
          form,
          weight: 1 / given.length,
          order,
          ...placeOrbits(generators, order.length),
          generators,
          automorphisms: own.groupOrder,
        };
      });
    },
  };
}

/**
 * The same averages as `frame` with a pose for each different form instead of each order. No
 * `inspect`: that of `frame` holds, with fewer calls, which `callCounts` counts.
 */
export function reducedGraphFrame(
  frame: Frame<Graph, PermutationPose<Graph>>,
): Frame<Graph, PermutationPose<Graph>> {
  return {
    name: `forms of the ${frame.name}`,
    poses(graph) {
      const { generators } = canonicalLabelling(graph);
      return differentForms<Graph, PermutationPose<Graph>>(frame.poses(graph), (a, b) =>
        a.equals(b),
      ).map(({ form, weight, poses }) => {
        const { order } = poses[0];
        return { form, weight, order, ...placeOrbits(onPlaces(generators, order), order.length) };
      });
    },
  };
}
