/** Sizes of networks between pictures and what turns with them, by functions on the circle. */
import { STEERABLE_NETWORKS, type SteerableStage } from "../steerable-network.js";

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
export interface SteerableCircleNetwork extends CircleNetwork {
  readonly stages: readonly SteerableStage[];
}

/**
 * "cpu": waves, as many as pictures of 28 × 28 have use for. "steerable", for encoders: the convolutions
 * of `steerableEncoder`, and a smaller perceptron.
 */
export const CIRCLE_NETWORKS: {
  readonly cpu: RingNetwork;
  readonly steerable: SteerableCircleNetwork;
} = {
  cpu: { waves: 12, hidden: [128, 128], highest: 6, samples: 32 },
  steerable: { stages: STEERABLE_NETWORKS.cpu.stages, hidden: [64, 96], highest: 4, samples: 16 },
};
