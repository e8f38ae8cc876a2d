/**
 * Groups of affine maps x ↦ A x + b of ℝⁿ as homogeneous (n + 1) × (n + 1)
 * matrices (A, b; 0, 1); `affineParts` reads A and b.
 *
 * | group  | name here                | A              | generators, in this order      |
 * | T(n)   | translationGroup(n)      | I              | translations                   |
 * | SE(n)  | specialEuclideanGroup(n) | rotations      | rotations, translations        |
 * | E(n)   | euclideanGroup(n)        | orthogonal     | rotations, translations        |
 * | Aff(n) | affineGroup(n)           | invertible     | E_ij row by row, translations  |
 */
import { inverseMatrix, Matrix, type RandomStream } from "../../../numerics/index.js";
import {
  linearGenerators,
  reflection,
  requireComponents,
  requireDimension,
  rotationGenerators,
  translationGenerators,
} from "../generators.js";
import { haarOrthogonal, haarRotation } from "../haar/haar-matrices.js";
import { homogeneousMatrix, homogeneousParts } from "../homogeneous.js";
import { motionLogarithm } from "../logarithm/motion-logarithm.js";
import {
  type MatrixLieGroup,
  type MatrixLieGroupDescription,
  matrixLieGroup,
} from "../matrix-lie-group.js";
import { drawInvertible, type LinearComponents } from "./linear.js";
import { restoreOrthogonal } from "./orthogonal.js";

/** T(n), the shifts x ↦ x + b. @throws DomainError unless n is whole, 1 … 64 */
export function translationGroup(n: number): MatrixLieGroup {
  requireDimension("translationGroup", n);
  return affineMaps({
    name: `T(${n})`,
    size: n + 1,
    generators: translationGenerators(n + 1),
    linearInverse: (linear) => linear,
    sampleLinear: () => Matrix.identity(n),
    exp: (xi) => Matrix.identity(n + 1).add(xi),
    log: (g) => g.subtract(Matrix.identity(n + 1)),
  });
}

/** SE(n), the motions of ℝⁿ. @throws DomainError unless n is whole, 1 … 64 */
export function specialEuclideanGroup(n: number): MatrixLieGroup {
  requireDimension("specialEuclideanGroup", n);
  return affineMaps({
    name: `SE(${n})`,
    size: n + 1,
    generators: motionGenerators(n),
    linearInverse: (linear) => linear.transpose(),
    restore: restoreMotion,
    log: motionLogarithm,
    sampleLinear: (random) => haarRotation(n, random),
  });
}

/** E(n), motions and reflections of ℝⁿ: two components. @throws DomainError unless n is whole, 1 … 64 */
export function euclideanGroup(n: number): MatrixLieGroup {
  requireDimension("euclideanGroup", n);
  return affineMaps({
    name: `E(${n})`,
    size: n + 1,
    generators: motionGenerators(n),
    components: [reflection(n + 1, n - 1)],
    linearInverse: (linear) => linear.transpose(),
    restore: restoreMotion,
    log: motionLogarithm,
    sampleLinear: (random) => haarOrthogonal(n, random),
  });
}

/**
 * Aff(n), all invertible affine maps: two components, or with `components:
 * "identity"` those that keep the orientation.
 * @throws DomainError unless n is whole, 1 … 64
 */
export function affineGroup(
  n: number,
  options: { readonly components?: LinearComponents } = {},
): MatrixLieGroup {
  requireDimension("affineGroup", n);
  const { components = "all" } = options;
  requireComponents("affineGroup", components, ["identity", "all"]);
  return affineMaps({
    name: components === "all" ? `Aff(${n})` : `Aff⁺(${n})`,
    size: n + 1,
    generators: [...linearGenerators(n + 1, n), ...translationGenerators(n + 1)],
    components: components === "all" ? [reflection(n + 1, n - 1)] : [],
    linearInverse: inverseMatrix,
    sampleLinear: (random) => drawInvertible(n, components, random),
  });
}

interface AffineMapsDescription
  extends Omit<MatrixLieGroupDescription, "homogeneous" | "compact" | "inverse" | "sample"> {
  linearInverse(linear: Matrix): Matrix;
  sampleLinear(random: RandomStream): Matrix;
}

/** `sample` draws A as `sampleLinear` says, and b standard normal. */
function affineMaps(description: AffineMapsDescription): MatrixLieGroup {
  const { linearInverse, sampleLinear, ...rest } = description;
  return matrixLieGroup({
    ...rest,
    homogeneous: true,
    compact: false,
    inverse: (g) => {
      const { linear, offset } = homogeneousParts(g);
      const inverse = linearInverse(linear);
      return homogeneousMatrix(
        inverse,
        inverse.apply(offset).map((value) => 0 - value),
      );
    },
    sample: (random) => homogeneousMatrix(sampleLinear(random), random.normals(rest.size - 1)),
  });
}

function motionGenerators(n: number) {
  return [...rotationGenerators(n + 1, n), ...translationGenerators(n + 1)];
}

function restoreMotion(matrix: Matrix): Matrix {
  const { linear, offset } = homogeneousParts(matrix);
  return homogeneousMatrix(restoreOrthogonal(linear), offset);
}
