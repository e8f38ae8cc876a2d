/**
 * Graphs whose vertices are told their eigenvectors, for networks that permute with the vertices.
 *
 * | symbol | name here       | shape       | meaning                                         |
 * | A      | adjacency       | n × n       | symmetric weights                               |
 * | X      | features        | n × f       | of the input                                    |
 * | [X U]  | form's features | n × (f + k) | U: one of the encodings of A                    |
 * | P_W    | form's projectors | n × n each | with `leftover: "projector"`, what has no vectors |
 *
 * Law: for a network with f(σA, σX) = σ f(A, X), the mean over the poses depends on A and X
 * alone and keeps that law, whatever basis the solver gave. One call where the eigenvectors
 * have one encoding; |C| calls in general; one call with `spectralOrbitFrame`.
 */
import type { Matrix } from "../../../numerics/index.js";
import type { Pose } from "../../frame.js";
import type { FrameReport } from "../../frame-report.js";
import type { InspectableFrame } from "../../minimal/inspectable-frame.js";
import {
  type CanonicalEigenvectors,
  type CanonicalOptions,
  canonicalizeEigenvectors,
  keptColumns,
} from "../spaces/canonicalize-eigenvectors.js";
import { projector, sideBySide } from "../spaces/eigenspaces.js";
import { ambiguity, encodings, LEFTOVER_LIMIT, padded } from "../spaces/leftover.js";
import { type FeaturedGraph, requireFeatures } from "./featured-graph.js";
import { spectralReport } from "./spectral-report.js";

export interface SpectralFrameOptions extends Omit<CanonicalOptions, "count" | "colours"> {
  /** Columns of eigenvectors; graphs that have fewer get columns of zeros. */
  readonly count: number;
  /**
   * "average": over all encodings. "projector": columns without canonical vectors are 0, and
   * the projectors on their spaces go with the form. Default "average".
   */
  readonly leftover?: "average" | "projector";
  /** More encodings than this are refused; default 4096. */
  readonly limit?: number;
}

/**
 * @returns a frame whose poses throw ShapeError for features that are not n rows, DomainError for
 *   more encodings than the limit, and as `canonicalizeEigenvectors`
 */
export function spectralFrame(
  options: SpectralFrameOptions,
): InspectableFrame<FeaturedGraph, Pose<FeaturedGraph>> {
  const { count, leftover = "average", limit = LEFTOVER_LIMIT } = options;
  const name = `${options.rule ?? "optimal"} eigenvectors, ${count} of them`;
  return {
    name,
    poses(input): Pose<FeaturedGraph>[] {
      const result = spectrum(input, options);
      const forms =
        leftover === "projector"
          ? [withProjectors(input, result, count)]
          : encodings(result, count, limit).map((encoding) => extended(input, encoding));
      return forms.map((form) => ({ form, weight: 1 / forms.length }));
    },
    inspect(input): FrameReport {
      const result = spectrum(input, options);
      return spectralReport(name, result, leftover === "projector" ? 1n : ambiguity(result));
    },
  };
}

/** The eigenvectors of an input, its operator the normalised adjacency unless named. */
export function spectrum(
  input: FeaturedGraph,
  options: CanonicalOptions & { count: number },
): CanonicalEigenvectors {
  requireFeatures("spectralFrame", input);
  return canonicalizeEigenvectors(input.adjacency, {
    operator: "normalised adjacency",
    ...options,
  });
}

/** The input with columns after its features. */
export function extended(input: FeaturedGraph, encoding: Matrix): FeaturedGraph {
  const features = sideBySide(input.adjacency.rows, [input.features, encoding]);
  return { adjacency: input.adjacency, features };
}

function withProjectors(
  input: FeaturedGraph,
  result: CanonicalEigenvectors,
  count: number,
): FeaturedGraph {
  const open = result.spaces.filter((space) => keptColumns(space).loose.columns > 0);
  const projectors = open.map(({ leftover }) => projector(leftover));
  return { ...extended(input, padded(result.vectors, count)), projectors };
}
