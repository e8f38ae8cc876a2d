/** How large networks on clouds are. */
import { networkNamed } from "../require-options.js";

export interface NetworkSize {
  readonly scalars: number;
  readonly vectors: number;
  readonly layers: number;
}

/** "reference" as in the code published with arXiv 2202.07559; "cpu" trains in minutes on one core. */
export const POINT_NETWORK_SIZES: Readonly<Record<"reference" | "cpu", NetworkSize>> = {
  reference: { scalars: 32, vectors: 32, layers: 5 },
  cpu: { scalars: 16, vectors: 16, layers: 3 },
};

export type PointNetworkSize = keyof typeof POINT_NETWORK_SIZES | NetworkSize;

/** @throws DomainError for a name of no size */
export const networkSize = (caller: string, size: PointNetworkSize): NetworkSize =>
  networkNamed(caller, "size", size, POINT_NETWORK_SIZES);
