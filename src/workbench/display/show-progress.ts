/** Progress for functions that report to a callback. */
import { type ProgressOptions, progress } from "./progress.js";

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
 * done: trainEnsembles(options, { onProgress: showProgress("training") }).
 */
export function showProgress(
  title: string,
  options: ProgressOptions = {},
): (state: ReportedProgress) => void {
  const bar = progress(title, options);
  return ({ done, total, stepsPerSecond, secondsLeft }) => {
    bar.update({ done, total, rate: stepsPerSecond, secondsLeft });
    if (done >= total) bar.finish();
  };
}
