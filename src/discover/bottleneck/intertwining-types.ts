/** What an intertwining bottleneck's solution has beyond the others'. */
import type { Vector } from "../../numerics/index.js";
import type { BottleneckSolution } from "./bottleneck.js";

/** Letters are the levels of `LevelSets`; the relevance is D(κp ‖ κq). */
export interface IntertwiningSolution extends BottleneckSolution {
  /** ρ_t = p_t / q_t, ascending. */
  readonly ratios: Vector;
  /** D(p‖q) − relevance ≥ 0. */
  readonly loss: number;
  /** Where log c(ρ) is largest: the symbol that would improve the code most. */
  readonly worstRatio: number;
}
