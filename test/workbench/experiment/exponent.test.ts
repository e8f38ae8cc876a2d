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

  it("refuses rows through which no line goes, in its own name", () => {
    const at = (...sizes: number[]) => sizes.map((N) => ({ N, value: 1 }));
    expect(() => exponent(at(), names)).to.throw(DomainError, "exponent: got 0 rows");
    expect(() => exponent(at(5, 5), names)).to.throw(DomainError, "2 rows with 1 different N");
    const odd = [...at(1), { N: 2, value: Number.NaN }];
    expect(() => exponent(odd, names)).to.throw(DomainError, "exponent: rows[1] has value = NaN");
  });
});
