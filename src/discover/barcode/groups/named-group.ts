/** A group of pairs with the name of its structure. */
import type { GroupIdentity } from "../../../groups/index.js";
import type { ChannelPair } from "../../channel/channel.js";
import type { EquivarianceGroup } from "../../equivariance/equivariance-group.js";
import { nameOfEquivariances } from "../../equivariance/finite-group.js";

export interface NamedGroup {
  readonly group: EquivarianceGroup;
  readonly order: bigint;
  readonly generators: readonly ChannelPair[];
  /** "C6", "S3 × C2", or "group of order n" when nothing better is known. */
  readonly name: string;
  /** What the name rests on. */
  readonly identity: GroupIdentity;
}

export function namedGroup(group: EquivarianceGroup): NamedGroup {
  const identity = nameOfEquivariances(group);
  const { order, generators } = group;
  return { group, order, generators, name: identity.name, identity };
}
