/**
 * Representations as candidate symmetries: inputs turn by ρ_in, outputs by ρ_out. With
 * `linearMaps` this gives equivariant layers, also between tensor powers.
 */
import { DomainError } from "../errors.js";
import {
  isFiniteGroup,
  isLieGroup,
  type Representation,
  requireSameGroup,
} from "../groups/index.js";
import { type DiscreteElement, type GeneratorDraft, type LieAction, lieAction } from "./action.js";
import { affineField } from "./vector-field.js";

/**
 * v_ξ(x) = dρ_in(ξ) x and B_ξ = dρ_out(ξ), with the discrete generators of a Lie group, or
 * the generators of a finite one. Entries are as the representations give them.
 * @throws DomainError for representations of two groups, of a group that is neither finite nor
 *   a Lie group, or without a differential
 */
export function representationAction<Element>(
  input: Representation<Element>,
  output: Representation<Element>,
): LieAction {
  requireSameGroup("representationAction", input.group, output.group);
  const { group } = input;
  const name = `${group.name}: ${input.name} → ${output.name}`;
  const element = (g: Element, j: number): DiscreteElement => ({
    name: `${group.name} g${j + 1}`,
    linear: input.matrix(g),
    linearInverse: input.matrix(group.inverse(g)),
    offset: new Float64Array(input.dimension),
    output: output.matrix(g),
    outputInverse: output.matrix(group.inverse(g)),
  });
  const outputs = output.dimension;
  if (isFiniteGroup(group)) {
    return lieAction(name, [], { outputs, discrete: group.generators.map(element) });
  }
  if (!isLieGroup(group)) {
    throw new DomainError(
      `representationAction: "${group.name}" is neither finite nor a Lie group; expected generators.`,
    );
  }
  const lacking = [input, output].find(({ differential }) => differential === undefined);
  if (lacking !== undefined) {
    throw new DomainError(
      `representationAction: "${lacking}" has no differential; give \`differential\` where it is made.`,
    );
  }
  const generators = group.algebra.map(
    (xi, p): GeneratorDraft => ({
      name: group.generatorNames?.[p] ?? `ξ${p + 1}`,
      input: affineField(input.differential!(xi)),
      output: output.differential!(xi),
    }),
  );
  const discrete = (group.discreteGenerators ?? group.components).map(element);
  return lieAction(name, generators, { outputs, discrete });
}
