/** Does an engine give what the interpreter gives? */
import { expect } from "chai";
import { referenceEngine } from "../../../src/tensors/engines/reference/index.js";
import type { PlanEngine } from "../../../src/tensors/plan/index.js";
import type { OperationCase } from "./operation-cases.js";

export async function expectAgreement(engine: PlanEngine, given: OperationCase): Promise<void> {
  const [ours, theirs] = await Promise.all(
    [engine, referenceEngine()].map(async ({ prepare }) => {
      const plan = await prepare(given.graph);
      plan.run();
      const read = await Promise.all(given.results.map((buffer) => plan.read(buffer)));
      plan.dispose();
      return read;
    }),
  );
  theirs.forEach((expected, k) => {
    expected.forEach((value, i) => {
      const found = ours[k][i];
      if (Object.is(found, value) || found === value) return;
      const allowed = given.tolerance * (Math.abs(value) + given.scale);
      const close = Number.isFinite(value) && Math.abs(found - value) <= allowed;
      expect(
        close,
        `${given.name}, output ${k}, number ${i}: ${found}, expected ${value} within ${allowed}`,
      ).to.equal(true);
    });
    expect(ours[k].length).to.equal(expected.length);
  });
}
