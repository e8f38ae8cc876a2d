/**
 * The linear parts of the stabiliser of a product frame's form: what moves an output that
 * has nothing to do with the order of the points, such as one vector for the whole cloud.
 */
import type { MatrixLieGroup } from "../../../groups/index.js";
import { determinant, Matrix, type RandomStream } from "../../../numerics/index.js";
import type { LinearPose, Stabiliser } from "../../minimal/linear-pose.js";
import { FIXED_TOLERANCE } from "./fixed-fields.js";

/** Random factors of a drawn element. */
const WORD_LENGTH = 64;

/**
 * @param maps h_σ of the generators, as by `PlaceIsometries.of`
 * @param permutations how many permutations of places the maps carry out together
 */
export function coupledStabiliser(
  { stabiliser: pointwise }: LinearPose,
  maps: readonly Matrix[],
  permutations: bigint,
  special: boolean,
): Stabiliser {
  const lifted = maps
    .map((h) => onAllCoordinates(h, pointwise.moved, special))
    .filter((h) => h.maxDifference(Matrix.identity(h.rows)) > FIXED_TOLERANCE);
  if (permutations === 1n) return pointwise;
  const coupled = `${permutations} permutations with their isometries`;
  return {
    name: pointwise.moved.length === 0 ? coupled : `${coupled} × ${pointwise.name}`,
    ...(pointwise.order !== undefined && { order: pointwise.order * permutations }),
    moved: movedBy(lifted, pointwise.moved),
    group: () => generatedGroup(pointwise.group(), lifted),
  };
}

/** h on the coordinates that it keeps, and on the others 1, or a reflection where det h must be 1. */
function onAllCoordinates(h: Matrix, moved: Int32Array, special: boolean): Matrix {
  const out = h.clone();
  for (const a of moved) out.data[a * (h.rows + 1)] = 1;
  if (special && moved.length > 0 && determinant(out) < 0) out.data[moved[0] * (h.rows + 1)] = -1;
  return out;
}

function movedBy(maps: readonly Matrix[], moved: Int32Array): Int32Array {
  const coordinates = new Set(moved);
  for (const h of maps) {
    for (let a = 0; a < h.rows; a++) {
      for (let b = 0; b < h.rows; b++) {
        if (Math.abs(h.at(a, b) - (a === b ? 1 : 0)) > FIXED_TOLERANCE) coordinates.add(b);
      }
    }
  }
  return Int32Array.from(coordinates).sort();
}

/** The group that `base` and further elements generate, which is not listed: draws are random words. */
function generatedGroup(base: MatrixLieGroup, further: readonly Matrix[]): MatrixLieGroup {
  const { quadrature: _listed, ...rest } = base;
  return {
    ...rest,
    name: `the group that ${base.name} and ${further.length} isometries generate`,
    discreteGenerators: [...(base.discreteGenerators ?? base.components), ...further],
    sample(random: RandomStream): Matrix {
      let element = base.sample(random);
      for (let k = 0; k < WORD_LENGTH && further.length > 0; k++) {
        element = base.compose(element, further[random.integer(further.length)]);
      }
      return element;
    },
  };
}
