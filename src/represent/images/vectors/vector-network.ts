/** Sizes of networks between pictures and vectors that turn with them. */
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

/** With waves around rings, up to this frequency, for the pixels: `ringWaves`. */
export interface RingNetwork extends CircleNetwork {
  readonly waves: number;
}

/** With steerable convolutions for the pixels. */
export interface SteerableVectorNetwork extends CircleNetwork {
  readonly stages: readonly SteerableStage[];
}

/**
 * "cpu": waves, as many as pictures of 28 × 28 have use for. "steerable": the convolutions of
 * `steerableEncoder`, which are given a smaller perceptron.
 */
export const VECTOR_NETWORKS: {
  readonly cpu: RingNetwork;
  readonly steerable: SteerableVectorNetwork;
} = {
  cpu: { waves: 12, hidden: [128, 128], highest: 6, samples: 32 },
  steerable: { stages: STEERABLE_NETWORKS.cpu.stages, hidden: [64, 96], highest: 4, samples: 16 },
};
