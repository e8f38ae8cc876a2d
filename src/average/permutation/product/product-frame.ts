/**
 * The minimal frame of S_n × H on clouds, H = O(d), SO(d), E(d), SE(d), O(p, q), SO(p, q)
 * (Lin et al., Equivariance via Minimal Frame Averaging, 2024, section on products).
 *
 * | symbol       | name here  | shape | meaning                                           |
 * | X            | input      | n × d | rows are points                                   |
 * | π            | order      | n     | canonical order of the pair graph                 |
 * | g            | element    | d × d | minimal frame of H for the reordered cloud        |
 * | c            | form       | n × d | c_k = g⁻¹ (x_π(k) − b)                            |
 * | S            |            |       | pairs (σ, h) with h c_k = c_σ(k)                  |
 * | (σ, h_σ)     | generators | n     | S modulo the maps that fix every point            |
 *
 * Law: the form of P X hᵀ is that of X. The stabiliser couples permutations and isometries:
 * outputs of one kind use orbits or fixed vectors, outputs that move both ways use
 * `FixedFields`; nothing is listed.
 */

import { ShapeError } from "../../../errors.js";
import { canonicalLabelling } from "../../../graphs/index.js";
import type { MatrixLieGroup } from "../../../groups/index.js";
import { determinant, type Matrix, requireFinite } from "../../../numerics/index.js";
import type { Frame } from "../../frame.js";
import { minimalFrame, type Precision } from "../../minimal/index.js";
import type { LinearPose } from "../../minimal/linear-pose.js";
import type { PermutationPose } from "../../minimal/permutation-pose.js";
import { onPlaces, placeOrbits } from "../places.js";
import { requireTolerance } from "../row-classes.js";
import { reorderedRows } from "../sorted-rows.js";
import { FixedFields, fixedProjector } from "./fixed-fields.js";
import { handedness, properPart } from "./handedness.js";
import { type IsometryGroup, isometryGroup } from "./isometry-group.js";
import { type PairGraph, PRODUCT_TOLERANCE, pairGraph } from "./pair-graph.js";
import { PlaceIsometries } from "./place-isometries.js";
import { inspectProduct } from "./product-report.js";
import { coupledStabiliser } from "./product-stabiliser.js";

export interface ProductPose extends LinearPose, PermutationPose<Matrix> {
  /** Generators of the permutations of places that an isometry carries out, k ↦ generator[k]. */
  readonly generators: readonly Int32Array[];
  /** How many there are: the stabiliser modulo the maps that fix every point. */
  readonly permutations: bigint;
  /** The largest |h_σ c_k − c_σ(k)| over the generators, relative: how exact the symmetry is. */
  readonly residual: number;
  /** What the stabiliser leaves of a vector at each point. */
  readonly fields: FixedFields;
}

export interface ProductFrameOptions {
  /** What the coordinates were rounded to before they came here; default "double". */
  readonly precision?: Precision;
  /**
   * Products of points that can be linked by steps of at most this much, relative to the
   * largest, count as equal. Default PRODUCT_TOLERANCE of the precision.
   */
  readonly tolerance?: number;
}

/**
 * S_n × `group` on n × d clouds, any n.
 * @throws DomainError for a group other than O, SO, E, SE, O(p,q), SO(p,q), and for a tolerance
 *   outside [0, 1); `poses` throws ShapeError for clouds of other columns, DomainError for NaN
 *   and as the linear frame of the group
 */
export function productFrame(
  group: MatrixLieGroup,
  options: ProductFrameOptions = {},
): Frame<Matrix, ProductPose> {
  const { precision = "double" } = options;
  const isometries = isometryGroup("productFrame", group);
  const linear = minimalFrame(group, { precision });
  const { tolerance = PRODUCT_TOLERANCE[precision] } = options;
  requireTolerance("productFrame", tolerance);
  const pairsOf = (cloud: Matrix): PairGraph => {
    requireCloud(cloud, isometries.dimension);
    return pairGraph(cloud, isometries, tolerance);
  };
  return {
    name: `minimal frame of S_n × ${group.name}`,
    poses: (cloud) => [productPose(cloud, pairsOf(cloud), isometries, linear)],
    inspect(cloud) {
      const pairs = pairsOf(cloud);
      const pose = productPose(cloud, pairs, isometries, linear);
      return inspectProduct(this.name, pose, pairs, linear, reorderedRows(cloud, pose.order));
    },
  };
}

function productPose(
  cloud: Matrix,
  { graph }: PairGraph,
  group: IsometryGroup,
  linear: Frame<Matrix, LinearPose>,
): ProductPose {
  const labelling = canonicalLabelling(graph);
  let { order, groupOrder: permutations } = labelling;
  let vertexGenerators: readonly Int32Array[] = labelling.generators;
  let [pose] = linear.poses(reorderedRows(cloud, order));
  let places = new PlaceIsometries(pose, group.signature);
  if (group.special && pose.rank === group.dimension) {
    const determinants = onPlaces(vertexGenerators, order).map((sigma) =>
      determinant(places.of(sigma)),
    );
    const { generators, improper } = properPart(vertexGenerators, determinants);
    if (improper !== undefined) {
      vertexGenerators = generators;
      permutations /= 2n;
      if (handedness(pose) < 0) {
        order = order.map((vertex) => improper[vertex]);
        [pose] = linear.poses(reorderedRows(cloud, order));
        places = new PlaceIsometries(pose, group.signature);
      }
    }
  }
  const generators = onPlaces(vertexGenerators, order);
  const moves = generators.map((permutation) => ({ permutation, h: places.of(permutation) }));
  const maps = moves.map(({ h }) => h);
  return {
    ...pose,
    carry: pose.element.multiply(fixedProjector(maps, places)),
    stabiliser: coupledStabiliser(pose, maps, permutations, group.special),
    order,
    ...placeOrbits(generators, order.length),
    generators,
    permutations,
    residual: moves.reduce(
      (most, { permutation, h }) => Math.max(most, places.residual(permutation, h)),
      0,
    ),
    fields: new FixedFields(moves, places),
  };
}

/** @throws ShapeError, DomainError */
function requireCloud(cloud: Matrix, dimension: number): void {
  requireFinite("productFrame", "input", cloud);
  if (cloud.columns !== dimension) {
    throw new ShapeError(
      `productFrame: got ${cloud.rows} × ${cloud.columns}; expected points of ${dimension} numbers, one a row.`,
    );
  }
}
