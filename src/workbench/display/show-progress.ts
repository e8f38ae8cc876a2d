/** Progress for functions that report to a callback. */
import { type ProgressOptions, progress } from "./progress.js";

/** What a single training reports: steps. */
export interface ReportedSteps {
  step: number;
  steps: number;
  stepsPerSecond?: number;
  secondsLeft?: number;
}

/** What trainEnsembles and the functions for distances report. */
export interface ReportedProgress {
  /** Finished, of so many. */
  done: number;
  total: number;
  stepsPerSecond?: number;
  secondsLeft?: number;
}

/**
 * A callback that shows what it is told as one line of progress, and ends it when all is
 * done: trainEnsembles(options, { onProgress: showProgress("training") }). Steps of a single
 * training count as its parts.
 */
export function showProgress(
  title: string,
  options: ProgressOptions = {},
): (state: ReportedProgress | ReportedSteps) => void {
  const bar = progress(title, options);
  return (state) => {
    const { stepsPerSecond, secondsLeft } = state;
    const [done, total] = "step" in state ? [state.step, state.steps] : [state.done, state.total];
    bar.update({ done, total, rate: stepsPerSecond, secondsLeft });
    if (done >= total) bar.finish();
  };
}
