/**
 * The minimal frame of S_n on graphs: a canonical form and the orbits of the automorphisms
 * (Lin et al., Equivariance via Minimal Frame Averaging, 2024, section on graphs).
 *
 * | symbol    | name here     | meaning                                                |
 * | A         | input         | a graph, a matrix of weights, either with features     |
 * | P A Pᵀ    | form          | the same with its vertices in canonical order          |
 * | Aut(A)    | automorphisms | how many permutations leave the input alone            |
 *
 * Law: isomorphic inputs have one form, and the mean over the frame's |Aut| elements is the
 * mean over orbits (of vertices) or orbitals (of pairs), which the generators give: one call
 * of the model, and nothing is listed.
 */
import { canonicalLabelling, type Graph } from "../../graphs/index.js";
import { Matrix } from "../../numerics/index.js";
import type { FrameReport } from "../frame-report.js";
import type { InspectableFrame } from "../minimal/inspectable-frame.js";
import type { PermutationPose } from "../minimal/permutation-pose.js";
import { type ColouredInput, type ColouringOptions, coloured } from "./coloured-input.js";
import { onPlaces, placeOrbits } from "./places.js";

/** A graph whose vertices are described by numbers. */
export interface AttributedGraph<Structure extends Graph | Matrix = Graph | Matrix> {
  readonly graph: Structure;
  /** n × m: row i describes vertex i. */
  readonly features: Matrix;
}

export type GraphInput = Graph | Matrix | AttributedGraph;

export interface GraphPose<Input> extends PermutationPose<Input> {
  /** Generators of the form's automorphisms: place k goes to generator[k]. */
  readonly generators: readonly Int32Array[];
  readonly automorphisms: bigint;
}

/**
 * S_n on graphs (directed or not, coloured), on n × n matrices of weights, and on either with
 * a row of features for each vertex. The model sees the input with its vertices reordered.
 * @throws `poses`: ShapeError for matrices that are not square or features of another number
 *   of rows; DomainError for NaN, for a matrix that is not symmetric unless `directed`, and
 *   for a diagonal that is not 0 unless `loops`
 */
export function graphFrame<Input extends GraphInput = Graph>(
  options: ColouringOptions = {},
): InspectableFrame<Input, GraphPose<Input>> {
  return {
    name: "minimal frame of S_n on graphs",
    poses: (input) => [poseOf(input, coloured(input, options))],
    inspect(input): FrameReport {
      const colouring = coloured(input, options);
      const { automorphisms, blocks } = poseOf(input, colouring);
      return {
        frame: this.name,
        calls: 1,
        stabiliser: { order: automorphisms, description: wordsForAutomorphisms(automorphisms) },
        conditioning: 1,
        distance: colouring.distance,
        errorBound: Number.EPSILON,
        findings: [...orbitFindings(automorphisms, blocks), ...colouring.findings],
      };
    },
  };
}

function poseOf<Input extends GraphInput>(
  input: Input,
  { graph }: ColouredInput,
): GraphPose<Input> {
  const { order, generators, groupOrder } = canonicalLabelling(graph);
  const moved = onPlaces(generators, order);
  return {
    form: reorderedInput(input, order),
    weight: 1,
    order,
    ...placeOrbits(moved, order.length),
    generators: moved,
    automorphisms: groupOrder,
  };
}

function reorderedInput<Input extends GraphInput>(input: Input, order: Int32Array): Input;
function reorderedInput(input: GraphInput, order: Int32Array): GraphInput {
  if (input instanceof Matrix) return reorderedWeights(input, order);
  if (!("features" in input)) return input.reordered(order);
  const features = new Matrix(order.length, input.features.columns);
  order.forEach((vertex, k) => {
    features.row(k).set(input.features.row(vertex));
  });
  return { ...input, graph: reorderedInput(input.graph, order), features };
}

/** P A Pᵀ: entry (k, l) is that of order[k], order[l]. */
export function reorderedWeights(weights: Matrix, order: Int32Array): Matrix {
  const n = order.length;
  const out = new Matrix(n, n);
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) out.data[k * n + l] = weights.at(order[k], order[l]);
  }
  return out;
}

export function wordsForAutomorphisms(order: bigint): string {
  return order === 1n ? "trivial" : `${order} automorphisms`;
}

function orbitFindings(automorphisms: bigint, blocks: Int32Array): string[] {
  if (automorphisms === 1n) return [];
  const orbits = new Set(blocks).size;
  return [
    `${blocks.length} vertices fall into ${orbits} ${orbits === 1 ? "orbit" : "orbits"}; outputs of one orbit are averaged.`,
  ];
}
