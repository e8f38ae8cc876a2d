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

import { DomainError } from "../../../errors.js";
import { canonicalLabelling } from "../../../graphs/index.js";
import type { MatrixLieGroup } from "../../../groups/index.js";
import { determinant, type Matrix } from "../../../numerics/index.js";
import { minimalFrame, type Precision, SPAN_TOLERANCE } from "../../minimal/index.js";
import type { InspectableFrame } from "../../minimal/inspectable-frame.js";
import type { LinearPose } from "../../minimal/linear-pose.js";
import type { PermutationPose } from "../../minimal/permutation-pose.js";
import { largestEntry, requirePoints } from "../../minimal/span/cloud.js";
import { onPlaces, placeOrbits } from "../places.js";
import { requireTolerance } from "../row-classes.js";
import { reorderedRows } from "../sorted-rows.js";
import { FixedFields, fixedProjector } from "./fixed-fields.js";
import { handedness, properPart } from "./handedness.js";
import { type IsometryGroup, isometryGroup } from "./isometry-group.js";
import { type PairGraph, PRODUCT_TOLERANCE, pairGraph } from "./pair-graph.js";
import { isDegenerate, PlaceIsometries } from "./place-isometries.js";
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
 * S_n × `group` on n × d clouds, any n. Outputs: `vectorRowOutput` and `pointRowOutput` where row i
 * belongs to point i, `rowOutput` and `pairOutput` for numbers, and `vectorOutput` for vectors of
 * the whole cloud, whose rows no permutation moves, such as a total force: of these it keeps what
 * all symmetries of the body fix.
 * @throws DomainError for a group other than O, SO, E, SE, O(p,q), SO(p,q), and for a tolerance
 *   outside [0, 1); `poses` throws ShapeError for clouds of other columns, DomainError for NaN
 *   and as the linear frame of the group
 */
export function productFrame(
  group: MatrixLieGroup,
  options: ProductFrameOptions = {},
): InspectableFrame<Matrix, ProductPose> {
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
    poses: (cloud) => [productPose(cloud, pairsOf(cloud), isometries, linear, precision)],
    inspect(cloud) {
      const pairs = pairsOf(cloud);
      const pose = productPose(cloud, pairs, isometries, linear, precision);
      return inspectProduct(this.name, pose, pairs, linear, reorderedRows(cloud, pose.order));
    },
  };
}

function productPose(
  cloud: Matrix,
  { graph }: PairGraph,
  group: IsometryGroup,
  linear: InspectableFrame<Matrix, LinearPose>,
  precision: Precision,
): ProductPose {
  const labelling = canonicalLabelling(graph);
  let { order, groupOrder: permutations } = labelling;
  let vertexGenerators: readonly Int32Array[] = labelling.generators;
  let [pose] = linear.poses(reorderedRows(cloud, order));
  if (permutations > 1n) requireDetermined(pose);
  if (permutations > 1n && group.special && pose.rank === group.dimension) {
    const places = new PlaceIsometries(pose, group.signature);
    const determinants = onPlaces(vertexGenerators, order).map((sigma) =>
      determinant(places.of(sigma)),
    );
    const { generators, improper } = properPart(vertexGenerators, determinants);
    if (improper !== undefined) {
      vertexGenerators = generators;
      permutations /= 2n;
      if (handedness(pose.form, SPAN_TOLERANCE[precision]) < 0) {
        order = order.map((vertex) => improper[vertex]);
        [pose] = linear.poses(reorderedRows(cloud, order));
      }
    }
  }
  const generators = onPlaces(vertexGenerators, order);
  return {
    ...pose,
    ...coupled(pose, generators, permutations, group),
    order,
    ...placeOrbits(generators, order.length),
    generators,
    permutations,
  };
}

/** What permutations and isometries do together. */
function coupled(
  pose: LinearPose,
  generators: readonly Int32Array[],
  permutations: bigint,
  group: IsometryGroup,
): Pick<ProductPose, "carry" | "stabiliser" | "residual" | "fields"> {
  const places = new PlaceIsometries(pose, group.signature);
  const moves = generators.map((permutation) => ({ permutation, h: places.of(permutation) }));
  const maps = moves.map(({ h }) => h);
  const residuals = moves.map(({ permutation, h }) => places.residual(permutation, h));
  return {
    carry: maps.length === 0 ? pose.carry : pose.element.multiply(fixedProjector(maps, places)),
    stabiliser: coupledStabiliser(pose, maps, permutations, group.special),
    residual: Math.max(0, ...residuals),
    fields: new FixedFields(moves, places, pose.inverse.multiply(pose.carry)),
  };
}

/** @throws DomainError where products do not determine the cloud, so that some permutations are no isometries */
function requireDetermined(pose: LinearPose): void {
  if (!isDegenerate(pose)) return;
  throw new DomainError(
    "productFrame: the span of the points has a light-like direction orthogonal to all of it, and points with equal products, such as momenta of massless particles that are all parallel: products do not tell how such points differ. Expected two momenta that are not parallel; add one, or a reference vector such as the beam.",
  );
}

/** @throws ShapeError, DomainError */
function requireCloud(cloud: Matrix, dimension: number): void {
  requirePoints("productFrame", cloud, dimension);
  largestEntry("productFrame", cloud.data, dimension);
}
