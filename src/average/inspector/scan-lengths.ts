/** What a frame saw when it went through the rows of a cloud for its axes. */
import type { LinearPose } from "../minimal/index.js";

export interface ScanLengths {
  /**
   * For each row, the length of its part outside the span of the axes before it, relative to
   * the longest point; NaN for rows after the last axis.
   */
  readonly lengths: Float64Array;
  /** Rows that became axes. */
  readonly chosen: Int32Array;
}

/** From a pose of an orthogonal frame, whose form holds the coordinates along its axes. */
export function scanLengths({ form, basis }: Pick<LinearPose, "form" | "basis">): ScanLengths {
  const chosen = basis?.rows ?? new Int32Array(0);
  const n = form.rows;
  const norm = (i: number, from: number): number => Math.hypot(...form.row(i).subarray(from));
  let longest = 0;
  for (let i = 0; i < n; i++) longest = Math.max(longest, norm(i, 0));
  const lengths = new Float64Array(n).fill(Number.NaN);
  const last = chosen.length === form.columns ? Math.max(...chosen) : n - 1;
  let axes = 0;
  for (let i = 0; i <= last; i++) {
    lengths[i] = longest === 0 ? 0 : norm(i, axes) / longest;
    if (chosen.includes(i)) axes++;
  }
  return { lengths, chosen };
}
