/**
 * A representation from what its generators do: ρ(s_1 s_2 …) = A_1 A_2 …
 *
 * The images must satisfy every relation of the group. It is enough that
 * ρ(g) A_s = ρ(g s) for all elements g and generators s, and all of these are
 * verified.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import { elementText } from "../element-text.js";
import { type FiniteGroup, type Group, isFiniteGroup } from "../group.js";
import { REPRESENTATION_TOLERANCE, residualScale } from "./check.js";
import { type Representation, representation } from "./representation.js";

/**
 * @param images one square matrix for each of `group.generators`, all of one size;
 *   for a group without generators use `trivialRepresentation`
 * @throws ShapeError for another number of images or unequal shapes; DomainError for
 *   a group that is not finite, and for images that break a relation of the group, naming the pair and the residual
 */
export function representationFromGenerators<Element>(
  group: FiniteGroup<Element>,
  images: readonly Matrix[],
  options: { readonly name?: string; readonly tolerance?: number } = {},
): Representation<Element> {
  const { name, tolerance = REPRESENTATION_TOLERANCE } = options;
  if (!isFiniteGroup(group)) {
    const { name: title }: Group<Element> = group;
    throw new DomainError(
      `representationFromGenerators: "${title}" is not finite; expected a finite group. For a Lie group give \`representation\` its matrix and differential.`,
    );
  }
  const { generators, elements } = group;
  if (images.length !== generators.length || images.length === 0) {
    throw new ShapeError(
      `representationFromGenerators: got ${images.length} images for the ${generators.length} generators of "${group.name}"; expected one for each and at least one.`,
    );
  }
  const dimension = images[0].rows;
  images.forEach((image, k) => {
    requireImage(image, k, dimension);
  });
  const matrices: Matrix[] = [Matrix.identity(dimension)];
  for (let i = 0; i < elements.length; i++) {
    generators.forEach((generator, letter) => {
      const product = matrices[i].multiply(images[letter]);
      const index = group.indexOf(group.compose(elements[i], generator));
      if (matrices[index] === undefined) {
        matrices[index] = product;
        return;
      }
      const residual = product.maxDifference(matrices[index]);
      if (!(residual <= tolerance * residualScale(matrices[i], images[letter]))) {
        throw new DomainError(
          `representationFromGenerators: the images break a relation of "${group.name}": ρ(g) ρ(s) differs from ρ(g s) by ${residual.toPrecision(3)} for g = ${elementText(group, elements[i])} and s = generator ${letter}; expected images that satisfy the group's relations.`,
        );
      }
    });
  }
  return representation(group, dimension, (g) => matrices[group.indexOf(g)], { name });
}

function requireImage(image: Matrix, k: number, dimension: number): void {
  if (image.rows !== dimension || image.columns !== dimension || dimension === 0) {
    throw new ShapeError(
      `representationFromGenerators: images[${k}] is ${image.rows} × ${image.columns}; expected square matrices of one size, at least 1 × 1.`,
    );
  }
  const bad = image.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `representationFromGenerators: images[${k}] holds ${image.data[bad]} at (${Math.floor(bad / dimension)}, ${bad % dimension}); expected finite entries.`,
    );
  }
}
