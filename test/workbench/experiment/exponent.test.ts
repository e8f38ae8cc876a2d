import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { exponent } from "../../../src/workbench/index.js";

const names = { x: "N", y: "value" } as const;

describe("exponent", () => {
  it("finds the power of a power law whose means have no error", () => {
    // Means 3·N⁻²: the two rows at each N lie above and below.
    const rows = [1, 10, 100].flatMap((N) =>
      [0.5, 1.5].map((f) => ({ N, value: (f * 3) / N ** 2 })),
    );
    expect(exponent(rows, names)).to.be.closeTo(-2, 1e-12);
  });

  it("refuses what has no logarithm", () => {
    const rows = [1, 10].map((N) => ({ N, value: 0 }));
    expect(() => exponent(rows, names)).to.throw(DomainError, "positive");
  });
});
