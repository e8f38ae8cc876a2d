/**
 * The representations that a group brings along.
 *
 * | name here                            | of                      | matrix                           |
 * | definingRepresentation(G)            | groups of matrices      | g itself; dρ(ξ) = ξ              |
 * | permutationRepresentation(G)         | groups of permutations  | e_i ↦ e_π(i)                     |
 * | signRepresentation(G)                | signGroup(n)            | diagonal of the signs            |
 * | regularRepresentation(G)             | finite groups           | e_h ↦ e_gh                       |
 * | cyclicRepresentation(G, k)           | cyclicGroup(n)          | turn by 2πk g / n                |
 * | dihedralRepresentation(G, k)         | dihedralGroup(n)        | the same, s = diag(1, −1)        |
 * | circleRepresentation(G, k)           | circleGroup()           | R(φ) ↦ R(kφ); dρ(ξ) = kξ         |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix, requireMatrix } from "../../numerics/index.js";
import type { DihedralElement, Signs } from "../catalogue.js";
import { valueText } from "../element-text.js";
import { type FiniteGroup, type Group, isLieGroup, type LieGroup } from "../group.js";
import { type Permutation, requirePermutation } from "../permutation-group.js";
import { partialTurn, planeRotation } from "../rotation.js";
import { type Representation, representation } from "./representation.js";

/** The regular representation of a larger group would not fit into memory. */
const LARGEST_REGULAR_ORDER = 10_000;

/** A group of n × n matrices acting on ℝⁿ as it stands. @throws ShapeError for a group of other elements, DomainError for 0 × 0 matrices */
export function definingRepresentation(group: Group<Matrix>): Representation<Matrix> {
  requireMatrix("definingRepresentation", `the identity of "${group.name}"`, group.identity);
  return representation(group, group.identity.rows, (g) => g, {
    name: "defining",
    differential: isLieGroup(group) ? (xi) => xi : undefined,
  });
}

/** Permutations of n points acting on ℝⁿ: entry π(i) of ρ(π) x is x_i. @throws DomainError for elements that are no permutations */
export function permutationRepresentation(group: Group<Permutation>): Representation<Permutation> {
  requirePermutation("permutationRepresentation", "group.identity", group.identity);
  const degree = group.identity.length;
  return representation(group, degree, (g) => permutationMatrix(g), { name: "permutation" });
}

/** Signs acting on ℝⁿ, coordinate by coordinate. @throws DomainError for elements that are no signs */
export function signRepresentation(group: Group<Signs>): Representation<Signs> {
  if (group.identity.some((sign) => sign !== 1)) {
    throw new DomainError(
      `signRepresentation: the identity of "${group.name}" is ${valueText(group.identity)}; expected signs, all of them 1. For permutations use permutationRepresentation.`,
    );
  }
  return representation(group, group.identity.length, (g) => Matrix.diagonal(g), { name: "signs" });
}

/**
 * The group acting on functions on itself, one coordinate for each element in the
 * order of `elements`.
 * @throws DomainError for more than 10^4 elements
 */
export function regularRepresentation<Element>(
  group: FiniteGroup<Element>,
): Representation<Element> {
  if (group.order > LARGEST_REGULAR_ORDER) {
    throw new DomainError(
      `regularRepresentation: "${group.name}" has ${group.order} elements; expected at most ${LARGEST_REGULAR_ORDER}, since the matrices have as many rows.`,
    );
  }
  return representation(
    group,
    group.order,
    (g) => permutationMatrix(group.elements.map((h) => group.indexOf(group.compose(g, h)))),
    { name: "regular" },
  );
}

/** C_n turning the plane `frequency` times as fast. @throws DomainError unless the frequency is whole and the elements are numbers */
export function cyclicRepresentation(
  group: FiniteGroup<number>,
  frequency = 1,
): Representation<number> {
  requireFrequency("cyclicRepresentation", frequency);
  if (group.identity !== 0 || group.elements.some((g) => !Number.isInteger(g))) {
    throw new DomainError(
      `cyclicRepresentation: the identity of "${group.name}" is ${valueText(group.identity)}; expected whole numbers added modulo the order, as in cyclicGroup.`,
    );
  }
  return representation(group, 2, (g) => partialTurn(frequency * g, group.order), {
    name: frequencyName(frequency),
  });
}

/** D_n acting on the plane; the reflection s keeps the first axis. @throws DomainError unless the frequency is whole */
export function dihedralRepresentation(
  group: FiniteGroup<DihedralElement>,
  frequency = 1,
): Representation<DihedralElement> {
  requireFrequency("dihedralRepresentation", frequency);
  const reflection = Matrix.diagonal([1, -1]);
  return representation(
    group,
    2,
    ({ rotation, reflected }) => {
      const turn = partialTurn(frequency * rotation, group.order / 2);
      return reflected ? turn.multiply(reflection) : turn;
    },
    { name: frequencyName(frequency) },
  );
}

/** SO(2) turning the plane `frequency` times as fast. @throws DomainError unless the frequency is whole */
export function circleRepresentation(
  group: LieGroup<Matrix>,
  frequency = 1,
): Representation<Matrix> {
  requireFrequency("circleRepresentation", frequency);
  if (group.identity.rows !== 2 || group.algebra.length !== 1 || group.components.length > 0) {
    throw new ShapeError(
      `circleRepresentation: got "${group.name}", with ${group.identity.rows} × ${group.identity.columns} elements; expected circleGroup().`,
    );
  }
  return representation(
    group,
    2,
    (g) => (frequency === 1 ? g : planeRotation(frequency * Math.atan2(g.at(1, 0), g.at(0, 0)))),
    { name: frequencyName(frequency), differential: (xi) => xi.scale(frequency) },
  );
}

/** The matrix with e_i ↦ e_π(i). */
function permutationMatrix(images: Permutation): Matrix {
  const size = images.length;
  const out = Matrix.zeros(size);
  images.forEach((image, point) => {
    out.data[image * size + point] = 1;
  });
  return out;
}

function frequencyName(frequency: number): string {
  return frequency === 1 ? "rotation" : `rotation[${frequency}]`;
}

function requireFrequency(caller: string, frequency: number): void {
  if (!Number.isInteger(frequency)) {
    throw new DomainError(`${caller}: got frequency ${frequency}; expected a whole number.`);
  }
}
