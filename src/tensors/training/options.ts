import type * as tf from "@tensorflow/tfjs-core";
import type { StopSignal, TrainingProgress } from "../../training-loop.js";
import type { Plan } from "../record/index.js";
import type { Schedule } from "./schedules.js";
import type { CheckpointParts } from "./state/checkpoint.js";

/** One step of training: losses before it, one number or one for each network. */
export type TrainingStep<Inputs extends readonly tf.Tensor[]> =
  | Plan<Inputs, tf.Tensor>
  | ((...inputs: Inputs) => tf.Tensor);

export interface Evaluation {
  /** Steps between evaluations; there is one after the last step too. */
  readonly every: number;
  /** A number that becomes less as the network becomes better, of data that it is not trained on. */
  evaluate(): number | Promise<number>;
  /** Training ends when so many evaluations in a row are no better than the best; without it never. */
  readonly patience?: number;
  /** What counts as better: less than the best by more than this. Default 0. */
  readonly margin?: number;
  /** Whether the variables are given the values of the best evaluation at the end. Default true. */
  readonly keepBest?: boolean;
}

export interface TrainOptions<Inputs extends readonly tf.Tensor[]> extends CheckpointParts {
  readonly step: TrainingStep<Inputs>;
  /**
   * Inputs of step k, from 0; a function of k alone. Tensors that are made here are disposed of after
   * the step, others are kept.
   */
  readonly batches: (step: number) => Inputs;
  /** How many in all, those of a checkpoint counted. */
  readonly steps: number;
  /** The learning rate of step k, from 0, for all optimisers; without it they keep their own. */
  readonly schedule?: Schedule;
  readonly evaluation?: Evaluation;
  /** A file: where it is there training goes on from it; it is written now and then and at the end. */
  readonly checkpoint?: string;
  /** Seconds between checkpoints; default 10. */
  readonly saveEvery?: number;
  /** Losses are read after every so many steps, and after the last; default 1. A GPU waits for each. */
  readonly lossEvery?: number;
  /** Ends the training; by default the interruption of the notebook's cell does. */
  readonly signal?: StopSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
}

export interface TrainingRecord {
  /** Steps taken, this one counted. */
  readonly step: number;
  /** What the step returned: losses before it. */
  readonly losses: Float64Array;
  /** Their mean. */
  readonly loss: number;
}

export interface EvaluationRecord {
  readonly step: number;
  readonly value: number;
}

/** Of the whole training, also of what was done before a checkpoint. */
export interface TrainingResult {
  /** Steps taken. */
  readonly step: number;
  readonly stopped: "all steps taken" | "no longer better";
  readonly history: readonly TrainingRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  readonly best: EvaluationRecord | undefined;
  /** Of this call. */
  readonly seconds: number;
}
