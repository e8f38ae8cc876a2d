/**
 * The equivariances of a channel as a finite group with its representations, for whatever takes
 * one: means over the group, equivariant maps, transformed copies of data.
 *
 * | symbol      | name here                        | matrix                                   |
 * | ρ_X(σ, τ)   | inputRepresentation              | e_x ↦ e_σx on ℝ^|X|                        |
 * | ρ_Y(σ, τ)   | outputRepresentation             | e_y ↦ e_τy on ℝ^|Y|                        |
 * | ρ_X ⊗ ρ_Y   | pairRepresentation               | e_x ⊗ e_y ↦ e_σx ⊗ e_τy on ℝ^(|X| |Y|)     |
 *
 * Law: for the channel's kernel P (|X| × |Y|) ρ_X(g) P ρ_Y(g)ᵀ = P; so the map v ↦ Pᵀ v of laws
 * of inputs to laws of outputs is equivariant.
 */
import { DomainError } from "../../errors.js";
import {
  type FiniteGroup,
  finiteGroup,
  type GroupIdentity,
  LARGEST_FINITE_ORDER,
  nameOfGroup,
  type Representation,
  representation,
} from "../../groups/index.js";
import { identityPermutation, inversePermutation, Matrix } from "../../numerics/index.js";
import type { ChannelPair } from "../channel/channel.js";
import type { EquivarianceGroup } from "./equivariance-group.js";

/**
 * The name and the invariants of the group; see `nameOfGroup`.
 * Inputs and outputs are the points that it moves.
 */
export function nameOfEquivariances(
  group: Pick<EquivarianceGroup, "inputs" | "generators" | "order">,
): GroupIdentity {
  return nameOfGroup(
    group.generators.map((pair) => jointly(pair, group.inputs)),
    { order: group.order },
  );
}

/**
 * The group with its elements listed.
 * @throws DomainError for more than 10^5 elements
 */
export function finiteGroupOf(equivariances: EquivarianceGroup): FiniteGroup<ChannelPair> {
  const { inputs, outputs, order, generators } = equivariances;
  if (order > BigInt(LARGEST_FINITE_ORDER)) {
    throw new DomainError(
      `finiteGroupOf: the group has ${shortened(order)} elements; expected at most ${LARGEST_FINITE_ORDER}, to list them. Its generators and orbits are at hand without a list.`,
    );
  }
  return finiteGroup<ChannelPair>({
    name: nameOfEquivariances(equivariances).name,
    identity: { input: identityPermutation(inputs), output: identityPermutation(outputs) },
    generators,
    compose: (a, b) => ({
      input: b.input.map((x) => a.input[x]),
      output: b.output.map((y) => a.output[y]),
    }),
    inverse: ({ input, output }) => ({
      input: inversePermutation(input),
      output: inversePermutation(output),
    }),
    key: ({ input, output }) => `${input.join()};${output.join()}`,
  });
}

/** ρ_X: entry σx of ρ(g) v is v_x. */
export function inputRepresentation(group: FiniteGroup<ChannelPair>): Representation<ChannelPair> {
  const size = group.identity.input.length;
  return representation(group, size, ({ input }) => permutationMatrix(input), { name: "inputs" });
}

/** ρ_Y: entry τy of ρ(g) v is v_y. */
export function outputRepresentation(group: FiniteGroup<ChannelPair>): Representation<ChannelPair> {
  const size = group.identity.output.length;
  return representation(group, size, ({ output }) => permutationMatrix(output), {
    name: "outputs",
  });
}

/** On functions of pairs (x, y), x |Y| + y: entry (σx, τy) of ρ(g) v is v_(x, y). */
export function pairRepresentation(group: FiniteGroup<ChannelPair>): Representation<ChannelPair> {
  const outputs = group.identity.output.length;
  const size = group.identity.input.length * outputs;
  const onPairs = ({ input, output }: ChannelPair): Int32Array =>
    Int32Array.from(
      { length: size },
      (_, a) => input[Math.floor(a / outputs)] * outputs + output[a % outputs],
    );
  return representation(group, size, (pair) => permutationMatrix(onPairs(pair)), { name: "pairs" });
}

function permutationMatrix(images: Int32Array): Matrix {
  const matrix = Matrix.zeros(images.length);
  images.forEach((image, point) => {
    matrix.data[image * images.length + point] = 1;
  });
  return matrix;
}

/** Inputs and then outputs as points of one permutation. */
function jointly({ input, output }: ChannelPair, inputs: number): Int32Array {
  const joint = new Int32Array(input.length + output.length);
  joint.set(input);
  output.forEach((image, y) => {
    joint[inputs + y] = inputs + image;
  });
  return joint;
}

function shortened(order: bigint): string {
  const text = String(order);
  return text.length <= 12 ? text : `about 10^${text.length - 1}`;
}
