/**
 * A recorded step with as few operations and as little memory traffic as it needs.
 *
 * Law: results and variables have the same bits as before, on every engine whose scalar operations
 * round one by one. Buffers keep their numbers; those that nobody uses are empty.
 */
import type { PlanGraph } from "../plan-graph.js";
import { withChains } from "./chains.js";
import { withEpilogues } from "./epilogues.js";
import { withoutRepeats } from "./repeats.js";
import { withScalarsInside } from "./scalars.js";
import { withoutUnread } from "./unread.js";

/**
 * @param graph in which temporaries are written by one operation, or built up by several that keep
 *   the rest, and variables after they were read
 */
export function optimise(graph: PlanGraph): PlanGraph {
  const once = withoutRepeats(withScalarsInside(withoutUnread(graph)));
  return withoutUnread(withChains(withEpilogues(withoutUnread(once))));
}
