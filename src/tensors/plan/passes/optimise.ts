/**
 * A recorded step with as few operations and as little memory traffic as it needs.
 *
 * Law: results and variables have the same bits as before, on every engine whose scalar operations
 * round one by one. Buffers keep their numbers; those that nobody uses are empty. Each operation
 * tells the `parts` it was joined from.
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
  const { buffers, operations } = graph;
  const numbered = operations.map((operation, k) => ({ ...operation, parts: [k] }));
  const once = withoutRepeats(withScalarsInside(withoutUnread({ buffers, operations: numbered })));
  return withoutUnread(withChains(withEpilogues(withoutUnread(once))));
}
