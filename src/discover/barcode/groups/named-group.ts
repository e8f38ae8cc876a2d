/** A group of pairs with the name of its structure. */
import { type GroupIdentity, nameOfGroup } from "../../../groups/index.js";
import type { ChannelPair } from "../../channel/channel.js";
import type { EquivarianceGroup } from "../../equivariance/equivariance-group.js";

/** Groups that move points of more letters than this are given by their order alone. */
const MOST_LETTERS = 400;

export interface NamedGroup {
  readonly group: EquivarianceGroup;
  readonly order: bigint;
  readonly generators: readonly ChannelPair[];
  /** "C6", "S3 × C2", or "group of order n" when nothing better is known. */
  readonly name: string;
  /** What the name rests on; none for alphabets of more than 400 letters together. */
  readonly identity?: GroupIdentity;
}

export function namedGroup(group: EquivarianceGroup): NamedGroup {
  const { order, generators, inputs, outputs } = group;
  if (order > 1n && inputs + outputs > MOST_LETTERS) {
    return { group, order, generators, name: `group of order ${order}` };
  }
  const identity = nameOfGroup(generators.map(asOnePermutation), { order });
  return { group, order, generators, name: identity.name, identity };
}

/** (σ, τ) as one permutation of the inputs and, after them, the outputs. */
export function asOnePermutation({ input, output }: ChannelPair): Int32Array {
  const joined = new Int32Array(input.length + output.length);
  joined.set(input);
  output.forEach((y, k) => {
    joined[input.length + k] = input.length + y;
  });
  return joined;
}
