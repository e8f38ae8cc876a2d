import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { callSeconds } from "../../../src/workbench/experiment/index.js";

describe("callSeconds", () => {
  it("is the cost of one time, in turns that are long enough", async () => {
    let now = 0;
    const turns: string[] = [];
    const cost = await callSeconds(
      {
        cheap: (times) => {
          turns.push(`cheap × ${times}`);
          now += 0.25 * times;
        },
        dear: async (times) => {
          await Promise.resolve();
          turns.push(`dear × ${times}`);
          now += 2 * times;
        },
      },
      { rounds: 2, turn: 1, warmUp: 4, clock: () => now },
    );
    expect(cost.cheap).to.deep.equal({ median: 0.25, least: 0.25, most: 0.25 });
    expect(cost.dear.median).to.equal(2);
    // Until a turn takes a second, and all of them four; then by turns.
    const first = [1, 2, 4, 4, 4, 4].map((times) => `cheap × ${times}`);
    first.push("dear × 1", "dear × 1");
    const round = ["cheap × 4", "dear × 1"];
    expect(turns).to.deep.equal([...first, ...round, ...round]);
  });
  it("is the median over rounds, with the least and the most", async () => {
    let now = 0;
    const costs = [9, 1, 5, 3];
    const run = () => {
      now += costs.shift()!;
    };
    const { it } = await callSeconds(
      { it: run },
      { rounds: 3, turn: 1, warmUp: 1, clock: () => now },
    );
    expect(it).to.deep.equal({ median: 3, least: 1, most: 5 });
  });
  it("refuses rounds and turns without a meaning", async () => {
    for (const options of [{ rounds: 0 }, { turn: 0 }, { rounds: 1.5 }]) {
      const error = await callSeconds({ it: () => {} }, options).catch((e: unknown) => e);
      expect(error).to.be.instanceOf(DomainError);
    }
  });
});
