/** What frames cost: how often they ask a model about an input. */
import type { Frame } from "../frame.js";

export interface CallCounts {
  readonly least: number;
  readonly most: number;
  readonly mean: number;
  /** Inputs that one call does. */
  readonly single: number;
}

/** @throws as the frame's poses */
export function callCounts<Input>(frame: Frame<Input>, inputs: readonly Input[]): CallCounts {
  const calls = inputs.map((input) => frame.poses(input).length);
  return {
    least: Math.min(...calls),
    most: Math.max(...calls),
    mean: calls.reduce((sum, count) => sum + count, 0) / calls.length,
    single: calls.filter((count) => count === 1).length,
  };
}
