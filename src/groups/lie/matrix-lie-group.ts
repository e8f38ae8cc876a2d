/**
 * Lie groups of real N × N matrices that act on points x ∈ ℝᵐ, linearly
 * (N = m, x ↦ A x) or affinely (N = m + 1, homogeneous).
 *
 * | symbol            | name here                | shape                        |
 * | g = (A, b; 0, 1)  | element, when homogeneous| (m + 1) × (m + 1), x ↦ A x + b |
 * | ξ = (A, b; 0, 0)  | algebra element          | (m + 1) × (m + 1), v_ξ(x) = A x + b |
 * | m                 | pointDimension           |                              |
 *
 * Laws: exp maps the algebra into the group; g ξ g⁻¹ is in the algebra.
 */
import { ShapeError } from "../../errors.js";
import {
  Matrix,
  matrixExponential,
  matrixLogarithm,
  type RandomStream,
  requireMatrix,
} from "../../numerics/index.js";
import type { LieGroup } from "../group.js";
import type { HaarQuadrature } from "../haar.js";
import { algebraSpan } from "./algebra-coordinates.js";
import type { NamedGenerator } from "./generators.js";
import { homogeneousParts } from "./homogeneous.js";
import { checkedLogarithm } from "./logarithm/checked-logarithm.js";

/** Elements whose entries differ by less, relative to max(1, largest entry), are the same. */
export const LIE_ELEMENT_TOLERANCE = 1e-10;

export interface MatrixLieGroup extends LieGroup<Matrix> {
  /** m, the dimension of the points that the group moves. */
  readonly pointDimension: number;
  /** Whether elements are homogeneous (m + 1) × (m + 1) matrices; see `affineParts`. */
  readonly homogeneous: boolean;
}

export interface MatrixLieGroupDescription {
  readonly name: string;
  /** N: elements and generators are N × N. */
  readonly size: number;
  /** Default false. */
  readonly homogeneous?: boolean;
  readonly compact: boolean;
  readonly generators: readonly NamedGenerator[];
  /** One element of each component other than the identity's; default none. */
  readonly components?: readonly Matrix[];
  /** Where fewer elements than `components` do. */
  readonly discreteGenerators?: readonly Matrix[];
  inverse(element: Matrix): Matrix;
  sample(random: RandomStream): Matrix;
  /** Brings a product, off the group by rounding, back to it; default none. */
  restore?(element: Matrix): Matrix;
  /** exp ξ for ξ in the algebra; default `matrixExponential`. */
  exp?(xi: Matrix): Matrix;
  /** log g; a DomainError says what "it", the element, lacks. Default `matrixLogarithm`. */
  log?(element: Matrix): Matrix;
  quadrature?(points: number): HaarQuadrature<Matrix>;
}

/** The group that the description says; the caller answers for its laws. */
export function matrixLieGroup(description: MatrixLieGroupDescription): MatrixLieGroup {
  const { name, size, homogeneous = false, generators, components = [] } = description;
  const { restore = (element) => element, exp = matrixExponential } = description;
  const { log = matrixLogarithm } = description;
  const algebra = generators.map(({ matrix }) => matrix);
  const span = algebraSpan(name, size, algebra);
  const finite = description.compact && algebra.length === 0;
  const { quadrature = finite ? () => listedElements(size, components) : undefined } = description;
  return {
    name,
    identity: Matrix.identity(size),
    compose: (a, b) => restore(a.multiply(b)),
    inverse: (a) => description.inverse(a),
    equals: (a, b) => a.maxDifference(b) <= LIE_ELEMENT_TOLERANCE * Math.max(1, a.maxAbs()),
    sample: (random) => description.sample(random),
    algebra,
    generatorNames: generators.map((generator) => generator.name),
    compact: description.compact,
    exp: (xi) => {
      span.requireMember("exp", xi);
      return restore(exp(xi));
    },
    log: (element) => checkedLogarithm(name, span, element, log, exp),
    components,
    ...(description.discreteGenerators && { discreteGenerators: description.discreteGenerators }),
    ...(quadrature && { quadrature }),
    pointDimension: homogeneous ? size - 1 : size,
    homogeneous,
  };
}

/** A compact group without generators, such as O(1), is finite: its components are its elements. */
function listedElements(size: number, components: readonly Matrix[]): HaarQuadrature<Matrix> {
  const elements = [Matrix.identity(size), ...components];
  return { elements, weights: new Float64Array(elements.length).fill(1 / elements.length) };
}

/**
 * A (m × m) and b (m) of an element, x ↦ A x + b, or of an algebra element,
 * v_ξ(x) = A x + b; b = 0 where the group acts linearly.
 * @throws ShapeError for a matrix of another size than the group's, and for a group of other elements
 */
export function affineParts(
  group: MatrixLieGroup,
  matrix: Matrix,
): { readonly linear: Matrix; readonly offset: Float64Array } {
  requireMatrix("affineParts", `the identity of "${group.name}"`, group.identity);
  const size = group.identity.rows;
  if (matrix.rows !== size || matrix.columns !== size) {
    throw new ShapeError(
      `affineParts: got a ${matrix.rows} × ${matrix.columns} matrix; expected ${size} × ${size}, as the elements of "${group.name}".`,
    );
  }
  if (!group.homogeneous) return { linear: matrix.clone(), offset: new Float64Array(size) };
  return homogeneousParts(matrix);
}
