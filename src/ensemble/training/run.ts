/** What training returns, and the state that it can be continued from. */
import type { Matrix } from "../../numerics/index.js";
import type { EnsembleSettings } from "../options.js";

export interface Snapshot {
  step: number;
  /** θ, N × D */
  particles: Matrix;
  /** Mean batch loss of the steps since the snapshot before. */
  loss: number;
}

export interface TrainingState {
  /** Steps taken. */
  step: number;
  /** θ after them, N × D. */
  particles: Matrix;
  /** Those passed so far, in order. */
  snapshots: Snapshot[];
  /** Sum of the batch losses since the last snapshot. */
  lossSum: number;
}

export interface EnsembleRun {
  readonly settings: EnsembleSettings;
  /** θ at the end, N × D. */
  readonly particles: Matrix;
  readonly snapshots: readonly Snapshot[];
  /** Of computation in this process; 0 for a run that was found finished in the store. */
  readonly seconds: number;
}

/** The steps at which snapshots are taken: evenly spaced, the last at the end. */
export function snapshotSteps({ steps, snapshots }: EnsembleSettings): number[] {
  return Array.from({ length: snapshots }, (_, k) => Math.round(((k + 1) * steps) / snapshots));
}
