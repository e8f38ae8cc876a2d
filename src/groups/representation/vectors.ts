/**
 * How vectors and pseudovectors are transformed by groups that move points.
 *
 * | name here                      | matrix                     | differential     |
 * | vectorRepresentation(G)        | A, the linear part of g    | linear part of ξ |
 * | orientationRepresentation(G)   | sign det A                 | 0                |
 * | pseudovectorRepresentation(G)  | sign(det A) A              | as of vectors    |
 * | determinantRepresentation(G,k) | (det A)^k                  | k tr             |
 * | signCharacter(G, sign)         | the given ±1               | 0                |
 *
 * For groups of affine maps x ↦ A x + b a difference of points is a vector: shifts do
 * not move it.
 */
import { DomainError } from "../../errors.js";
import { determinant, Matrix } from "../../numerics/index.js";
import { type Group, isLieGroup } from "../group.js";
import { affineParts, type MatrixLieGroup } from "../lie/matrix-lie-group.js";
import { tensorProduct } from "./algebra.js";
import { type Representation, representation } from "./representation.js";

/** m × m: the group acting on differences of points. */
export function vectorRepresentation(group: MatrixLieGroup): Representation<Matrix> {
  const linear = (matrix: Matrix): Matrix => affineParts(group, matrix).linear;
  return representation(group, group.pointDimension, linear, {
    name: "vector",
    differential: linear,
  });
}

/** 1 × 1: −1 for elements that reverse the orientation of space. */
export function orientationRepresentation(group: MatrixLieGroup): Representation<Matrix> {
  return signCharacter(
    group,
    (g) => Math.sign(determinant(affineParts(group, g).linear)),
    "orientation",
  );
}

/** m × m: vectors that keep their sign where a reflection reverses vectors, such as an angular momentum. */
export function pseudovectorRepresentation(group: MatrixLieGroup): Representation<Matrix> {
  const product = tensorProduct(orientationRepresentation(group), vectorRepresentation(group));
  return representation(group, group.pointDimension, (g) => product.matrix(g), {
    name: "pseudovector",
    differential: (xi) => product.differential!(xi),
  });
}

/** 1 × 1: the volume factor to a power. @throws DomainError unless the exponent is whole */
export function determinantRepresentation(
  group: MatrixLieGroup,
  exponent = 1,
): Representation<Matrix> {
  if (!Number.isInteger(exponent)) {
    throw new DomainError(
      `determinantRepresentation: got exponent ${exponent}; expected a whole number.`,
    );
  }
  return representation(
    group,
    1,
    (g) => Matrix.diagonal([determinant(affineParts(group, g).linear) ** exponent]),
    {
      name: exponent === 1 ? "determinant" : `determinant^${exponent}`,
      differential: (xi) => Matrix.diagonal([exponent * affineParts(group, xi).linear.trace()]),
    },
  );
}

/**
 * The one-dimensional representation by a sign that is constant on components. That
 * sign(g h) = sign(g) sign(h) is the caller's promise.
 * @throws DomainError, when asked for a matrix, for a sign other than 1 and −1
 */
export function signCharacter<Element>(
  group: Group<Element>,
  sign: (g: Element) => number,
  name = "sign",
): Representation<Element> {
  return representation(
    group,
    1,
    (g) => {
      const value = sign(g);
      if (value !== 1 && value !== -1) {
        throw new DomainError(`signCharacter: "${name}" gave ${value}; expected 1 or −1.`);
      }
      return Matrix.diagonal([value]);
    },
    { name, differential: isLieGroup(group) ? () => Matrix.zeros(1) : undefined },
  );
}
