/**
 * Combinatorial frames of graphs: sort vertices by a key, and average over every order of
 * those that tie. What minimal frames are compared with.
 *
 * | symbol | name here | meaning                                        |
 * | m_b    |           | sizes of the classes of tied vertices          |
 * | F      | poses     | ∏ m_b! orders, each of equal weight            |
 */
import { DomainError } from "../../../errors.js";
import type { Graph } from "../../../graphs/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { InspectableFrame } from "../../minimal/inspectable-frame.js";
import type { PermutationPose } from "../../minimal/permutation-pose.js";
import { placeOrbits } from "../places.js";
import { classSizes, ordersWithin } from "../row-classes.js";
import { type VertexKey, vertexKeyClasses } from "./vertex-keys.js";

/** Longer frames are refused unless the caller allows them. */
export const LARGEST_LISTED_FRAME = 5040;

export interface SpectralGraphFrameOptions {
  /** "rounded" (FA, the default) or "refined" (OAP). */
  readonly key?: VertexKey;
  /** The most orders that `poses` may list; default LARGEST_LISTED_FRAME. */
  readonly limit?: number;
}

export interface SpectralFrameSize {
  /** |F| = ∏ m_b!, exactly. */
  readonly size: bigint;
  readonly log10: number;
  /** m_b, in the order of the keys. */
  readonly blocks: Int32Array;
}

/** How many orders the frame of a graph has; nothing is listed. @throws DomainError for a directed graph */
export function spectralFrameSize(graph: Graph, key: VertexKey = "rounded"): SpectralFrameSize {
  const { classes, count } = vertexKeyClasses(graph, key);
  const blocks = classSizes(classes, count);
  let log10 = 0;
  for (const size of blocks) for (let k = 2; k <= size; k++) log10 += Math.log10(k);
  return { size: ordersWithin(blocks), log10, blocks };
}

/**
 * FA's or OAP's frame of undirected graphs, a call of the model for each of its orders.
 * @throws `poses`: DomainError for a directed graph and for more orders than `limit`
 */
export function spectralGraphFrame(
  options: SpectralGraphFrameOptions = {},
): InspectableFrame<Graph, PermutationPose<Graph>> {
  const { key = "rounded", limit = LARGEST_LISTED_FRAME } = options;
  const name = key === "rounded" ? "FA frame of S_n on graphs" : "OAP frame of S_n on graphs";
  return {
    name,
    poses(graph) {
      const { classes, count } = vertexKeyClasses(graph, key);
      const size = ordersWithin(classSizes(classes, count));
      if (size > BigInt(limit)) {
        throw new DomainError(
          `spectralGraphFrame: the frame of this graph has ${size} orders; expected at most ${limit}. Use graphFrame, which takes one call, or raise \`limit\`.`,
        );
      }
      return orders(classes, count).map((order) => ({
        form: graph.reordered(order),
        weight: 1 / Number(size),
        order,
        ...placeOrbits([], order.length),
      }));
    },
    inspect(graph): FrameReport {
      const { size, blocks } = spectralFrameSize(graph, key);
      return {
        frame: name,
        calls: Number(size),
        stabiliser: { description: `not asked for; at most ${size} automorphisms` },
        conditioning: 1,
        distance: Number.POSITIVE_INFINITY,
        errorBound: Number.EPSILON,
        findings:
          size === 1n
            ? []
            : [
                `${blocks.length} classes of keys for ${graph.vertices} vertices: ${size} orders, where the minimal frame takes one call.`,
              ],
      };
    },
  };
}

/** Every order that has the classes in turn. */
function orders(classes: Int32Array, count: number): Int32Array[] {
  const members = Array.from({ length: count }, (): number[] => []);
  classes.forEach((c, vertex) => {
    members[c].push(vertex);
  });
  let found: number[][] = [[]];
  for (const block of members) {
    const inner = arrangements(block);
    found = found.flatMap((head) => inner.map((tail) => [...head, ...tail]));
  }
  return found.map((order) => Int32Array.from(order));
}

function arrangements(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, k) =>
    arrangements([...items.slice(0, k), ...items.slice(k + 1)]).map((rest) => [item, ...rest]),
  );
}
