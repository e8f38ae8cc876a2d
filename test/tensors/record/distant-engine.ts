import { referenceEngine } from "../../../src/tensors/engines/reference/index.js";
import type { PlanEngine, PlanGraph, PreparedPlan } from "../../../src/tensors/plan/index.js";

/** The interpreter, read as a device is that works beside us. */
export const distantEngine: PlanEngine = {
  name: "distant",
  prepare: (graph: PlanGraph): PreparedPlan => {
    const near = referenceEngine().prepare(graph) as PreparedPlan;
    return {
      bytes: near.bytes,
      write: (buffer, values) => near.write(buffer, values),
      run: (times) => near.run(times),
      read: (buffer) => near.read(buffer),
      dispose: () => near.dispose(),
    };
  },
};
