/**
 * Graphs with eigenvectors in one call: symmetries of the whole graph make all encodings from
 * one, so that the mean over them is a mean over orbits of what the network says of that one.
 *
 * | symbol  | name here  | meaning                                                         |
 * | Aut     | symmetry   | permutations that leave A and X alone                           |
 * | U       |            | eigenvectors: canonical ones, then columns of projectors in the canonical order |
 * | C       |            | {σ U : σ ∈ Aut}: no set of encodings of (A, X) is smaller       |
 * | Aut i   | blocks     | orbit of each vertex, for rowOutput                             |
 *
 * Law: f(A, X, σU) = σ f(A, X, U) for σ ∈ Aut and a network that permutes with the vertices.
 * So the mean of f over C is f(A, X, U), with its rows averaged over orbits.
 */
import { orbitals } from "../../../graphs/index.js";
import { columnRange, type Matrix } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { PermutationPose } from "../../minimal/index.js";
import type { InspectableFrame } from "../../minimal/inspectable-frame.js";
import { axesInOrder } from "../rules/bases.js";
import { equalRowClasses } from "../rules/node-classes.js";
import { rowOrbitSize } from "../rules/stabiliser.js";
import {
  type CanonicalEigenvectors,
  type CanonicalOptions,
  keptColumns,
} from "../spaces/canonicalize-eigenvectors.js";
import { projector, sideBySide } from "../spaces/eigenspaces.js";
import { padded } from "../spaces/leftover.js";
import { type FeaturedGraph, requireFeatures } from "./featured-graph.js";
import { extended, spectrum } from "./spectral-frame.js";
import { spectralReport } from "./spectral-report.js";

export interface SpectralOrbitOptions
  extends Omit<CanonicalOptions, "count" | "colours" | "joint" | "rule"> {
  /** Columns of eigenvectors; graphs that have fewer get columns of zeros. */
  readonly count: number;
}

export interface SpectralOrbitPose extends PermutationPose<FeaturedGraph> {
  /** |C|, of which one is the form. */
  encodings(): bigint;
}

/**
 * One pose for each graph; its order is that of the input. Rows of outputs go back with
 * `rowOutput`, pairs with `pairOutput`, invariants as they are.
 * @returns a frame whose poses throw as those of `spectralFrame`
 */
export function spectralOrbitFrame(
  options: SpectralOrbitOptions,
): InspectableFrame<FeaturedGraph, SpectralOrbitPose> {
  const name = `eigenvectors up to symmetry, ${options.count} of them`;
  const jointly = (input: FeaturedGraph) => {
    requireFeatures("spectralOrbitFrame", input);
    const colours = equalRowClasses(input.features, 0).classes;
    return spectrum(input, { ...options, rule: "optimal", joint: true, colours });
  };
  return {
    name,
    poses(input): SpectralOrbitPose[] {
      const result = jointly(input);
      const symmetry = result.symmetry!;
      const encoding = oneEncoding(result);
      const n = result.vertices;
      let pairs: Int32Array | undefined;
      const orbitalsOnce = () => {
        pairs ??= orbitals(symmetry.generators, n);
        return pairs;
      };
      return [
        {
          form: extended(input, padded(encoding, options.count)),
          weight: 1,
          order: Int32Array.from({ length: n }, (_, i) => i),
          blocks: symmetry.orbits,
          orbitals: orbitalsOnce,
          encodings: () => rowOrbitSize(encoding, symmetry),
        },
      ];
    },
    inspect: (input): FrameReport => spectralReport(name, jointly(input), 1n),
  };
}

function oneEncoding(result: CanonicalEigenvectors): Matrix {
  const { order } = result.symmetry!;
  const parts = result.spaces.flatMap((space) => {
    const { fixed, loose } = keptColumns(space);
    const axes = axesInOrder(projector(space.leftover), order, space.leftover.columns);
    return [fixed, columnRange(axes, 0, loose.columns)];
  });
  return sideBySide(result.vertices, parts);
}
