/** Sizes of networks between pictures and what turns with them, by functions on the circle. */
import type { SteerableBodyOptions } from "../steerable-body.js";
import { STEERABLE_NETWORKS } from "../steerable-network.js";

/** A perceptron of functions on the circle, `circlePerceptron`. */
export interface CircleNetwork {
  /** Channels between. */
  readonly hidden: readonly number[];
  /** Highest frequency between. */
  readonly highest: number;
  /** Around the circle; quarter turns stay exact where 4 divides it. */
  readonly samples: number;
}

/** Whose pixels are sums of waves around rings, up to this frequency: `ringWaves`. */
export interface RingNetwork extends CircleNetwork {
  readonly waves: number;
}

/** Whose pixels are seen by steerable convolutions. */
export interface SteerableCircleNetwork
  extends CircleNetwork,
    Omit<SteerableBodyOptions, "channels"> {}

/**
 * "cpu": waves, as many as pictures of 28 × 28 have use for. "pose": fewer, for the pose alone, where
 * another network makes the code (`framedEncoder`). "steerable": the convolutions of `steerableEncoder`,
 * and a smaller perceptron. The last two are for encoders.
 */
export const CIRCLE_NETWORKS: {
  readonly cpu: RingNetwork;
  readonly pose: RingNetwork;
  readonly steerable: SteerableCircleNetwork;
} = {
  cpu: { waves: 12, hidden: [96, 96, 192], highest: 6, samples: 32 },
  pose: { waves: 8, hidden: [48, 48, 48], highest: 4, samples: 32 },
  steerable: { ...STEERABLE_NETWORKS.cpu, hidden: [64, 96], highest: 4, samples: 16 },
};
