/** A group of pairs with the name of its structure. */
import type { ChannelPair } from "../../channel/channel.js";
import type { EquivarianceGroup } from "../../equivariance/equivariance-group.js";

export interface NamedGroup {
  readonly group: EquivarianceGroup;
  readonly order: bigint;
  readonly generators: readonly ChannelPair[];
  /** "C6", "S3 × C2", or "group of order n" when nothing better is known. */
  readonly name: string;
}

export function namedGroup(group: EquivarianceGroup): NamedGroup {
  const { order, generators } = group;
  return { group, order, generators, name: `group of order ${order}` };
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
