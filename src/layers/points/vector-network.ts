/** Layers of messages one after the other, each behind a normalisation. */
import type { RandomStream } from "../../numerics/index.js";
import { together } from "../layer.js";
import type { PointLayer } from "./point-features.js";
import { pointNormalisation } from "./point-normalisation.js";
import { type VectorMessageOptions, vectorMessages } from "./vector-messages.js";

export interface VectorNetworkOptions extends VectorMessageOptions {
  readonly layers: number;
}

/** Scalars, vectors and positions to as many. */
export function vectorNetwork(
  stream: RandomStream,
  { layers, ...options }: VectorNetworkOptions,
): PointLayer {
  const parts: Record<string, PointLayer> = {};
  for (let k = 1; k <= layers; k++) {
    parts[`normalisation${k}`] = pointNormalisation(options.scalars);
    parts[`messages${k}`] = vectorMessages(stream.split(k), options);
  }
  const inOrder = Object.values(parts);
  return {
    ...together(parts),
    apply: (features, near) => inOrder.reduce((now, layer) => layer.apply(now, near), features),
  };
}
