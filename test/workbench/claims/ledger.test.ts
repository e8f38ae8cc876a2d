import { expect } from "chai";
import fc from "fast-check";
import {
  type Claim,
  type ClaimCheck,
  claims,
  claimsMimeType,
  DomainError,
  type Profile,
  type Tolerance,
} from "../../../src/index.js";

const row: ClaimCheck = {
  id: "C1",
  where: "Theorem 1",
  statement: "the distance is small",
  paper: 0.1,
  measured: 0.05,
  tolerance: { atMost: 0.1 },
};

function judge(change: Partial<ClaimCheck>, profile: Profile = "cpu"): Claim {
  return claims("paper", { profile, seed: 1 }).check({ ...row, ...change });
}

describe("a ledger of claims", () => {
  for (const [tolerance, inside, outside] of [
    [{ atMost: 2 }, [2, 1.9, -5], [2.0000001]],
    [{ atLeast: 2 }, [2, 2.1], [1.9999999]],
    [{ between: [-1, 1] }, [-1, 0, 1], [-1.0000001, 1.0000001]],
    [{ equals: 3, within: 0.5 }, [2.5, 3, 3.5], [2.4999, 3.5001]],
  ] as [Tolerance, number[], number[]][]) {
    it(`judges ${JSON.stringify(tolerance)}, bounds included`, () => {
      for (const measured of inside) {
        expect(judge({ measured, tolerance }).verdict, `${measured}`).to.equal("holds");
      }
      for (const measured of outside) {
        expect(judge({ measured, tolerance }).verdict, `${measured}`).to.equal("fails");
      }
    });
  }

  it("lets fail what is no finite number, whatever the tolerance and profile", () => {
    for (const measured of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      for (const profile of ["smoke", "cpu", "paper"] as const) {
        const claim = judge({ measured, tolerance: { between: [-1e9, 1e9] } }, profile);
        expect(claim).to.deep.include({
          verdict: "fails",
          reason: `the measured value is ${measured}`,
          measured: { value: null },
        });
      }
    }
  });

  it("judges only exact laws in smoke", () => {
    expect(judge({}, "smoke").verdict).to.equal("not judged");
    expect(judge({ exact: true }, "smoke").verdict).to.equal("holds");
    expect(judge({ exact: true, measured: 1 }, "smoke").verdict).to.equal("fails");
  });

  it("gives the known reason only where the value lies outside", () => {
    const differsBecause = "of float32";
    expect(judge({ differsBecause }).verdict).to.equal("holds");
    expect(judge({ differsBecause, measured: 1 })).to.include({
      verdict: "differs",
      reason: "of float32",
    });
  });

  it("judges the value and keeps the interval", () => {
    const measured = { value: 0.09, interval: [0.05, 0.2] as const, unit: "nats" };
    expect(judge({ measured })).to.deep.include({
      verdict: "holds",
      measured: { value: 0.09, interval: [0.05, 0.2], unit: "nats" },
    });
  });

  it("keeps what could not be measured, with the reason", () => {
    const ledger = claims("paper", { profile: "cpu", seed: [1, 2] });
    ledger.notObtainable({ ...row, why: "the data are not public" });
    expect(ledger.toJSON().claims[0]).to.deep.include({
      verdict: "not obtainable",
      reason: "the data are not public",
      measured: null,
      seeds: [1, 2],
    });
  });

  it("replaces a row that is checked again", () => {
    const ledger = claims("paper", { profile: "cpu", seed: 1 });
    ledger.check({ ...row, measured: 1 });
    ledger.check(row);
    expect(ledger.toJSON().claims.map(({ verdict }) => verdict)).to.deep.equal(["holds"]);
  });

  it("shows itself as rows, Markdown and text, in JSON that reads back", () => {
    const ledger = claims("paper", { profile: "cpu", seed: 1 });
    ledger.check({ ...row, statement: "a | b" });
    const bundle = ledger[Symbol.for("Jupyter.display") as never] as () => Record<string, unknown>;
    const shown = JSON.parse(JSON.stringify(bundle.call(ledger)));
    expect(Object.keys(shown)).to.deep.equal([claimsMimeType, "text/markdown", "text/plain"]);
    expect(shown[claimsMimeType]).to.deep.equal(ledger.toJSON());
    expect(shown["text/markdown"]).to.include("| C1 | Theorem 1 | a \\| b | 0.1 | 0.05 | ≤ 0.1 |");
    expect(shown["text/plain"]).to.include("a | b");
  });

  it("refuses tolerances that nothing can meet", () => {
    for (const tolerance of [
      { atMost: Number.NaN },
      { between: [2, 1] },
      { equals: 1, within: -0.1 },
      {},
    ] as unknown as Tolerance[]) {
      expect(() => judge({ tolerance })).to.throw(DomainError, '"C1" has the tolerance');
    }
  });

  it("refuses rows without texts, unknown profiles and seeds that are none", () => {
    expect(() => judge({ statement: " " })).to.throw(DomainError, "no statement");
    expect(() => judge({ where: "" })).to.throw(DomainError, "no where");
    const open = (options: unknown) => () => claims("paper", options as never);
    expect(open({ profile: "full", seed: 1 })).to.throw(DomainError, '"full"');
    expect(open({ profile: "cpu", seed: Number.NaN })).to.throw(DomainError, "seed");
    expect(open({ profile: "cpu", seed: [] })).to.throw(DomainError, "seed");
    expect(() => claims("a/b", { profile: "cpu", seed: 1 })).to.throw(DomainError, '"a/b"');
  });

  it("never holds outside its bounds", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, number, number, (measured, a, b) => {
        const between: [number, number] = [Math.min(a, b), Math.max(a, b)];
        const { verdict } = judge({ measured, tolerance: { between } });
        expect(verdict === "holds").to.equal(between[0] <= measured && measured <= between[1]);
      }),
    );
  });
});
