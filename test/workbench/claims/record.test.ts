import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import {
  brokenClaims,
  type ClaimSet,
  claims,
  claimsDocument,
  DataError,
  mergeSeeds,
  readAllClaims,
  readClaims,
  writeClaims,
} from "../../../src/index.js";
import { inScratch } from "../../fixtures/fixture.js";

function ledger(seed: number, values: Record<string, number>, paper = "paper"): ClaimSet {
  const open = claims(paper, { profile: "cpu", seed, device: "test" });
  for (const [id, measured] of Object.entries(values)) {
    open.check({
      id,
      where: "§1",
      statement: `statement ${id}`,
      paper: "small",
      measured,
      tolerance: { atMost: 1 },
      seconds: 2,
    });
  }
  return open.toJSON();
}

describe("recorded claims", () => {
  it("read back as they were written, all papers by name", () =>
    inScratch((folder) => {
      const sets = [ledger(1, { a: 0.5 }, "alpha"), ledger(1, { b: 2 }, "beta")];
      for (const set of [sets[1], sets[0]]) {
        writeClaims(folder, set);
      }
      expect(readAllClaims(folder)).to.deep.equal(sets);
      expect(readClaims(folder, "gamma")).to.equal(undefined);
      expect(readAllClaims(join(folder, "nowhere"))).to.deep.equal([]);
    }));

  it("are refused when the file is cut off or of another paper", () =>
    inScratch((folder) => {
      for (const text of ['{"paper": "pap', '{"paper": "other", "claims": []}', "[]"]) {
        writeFileSync(join(folder, "paper.json"), text);
        expect(() => readClaims(folder, "paper")).to.throw(DataError, "record it again");
      }
    }));

  it("break where they held and fail now or are gone", () => {
    const before = ledger(1, { held: 0, failed: 2, gone: 0 });
    const now = ledger(1, { held: 2, failed: 2, added: 2 });
    expect(brokenClaims(before, now).map(({ id }) => id)).to.deep.equal(["held", "gone"]);
    expect(brokenClaims(before, undefined).map(({ id }) => id)).to.deep.equal(["held", "gone"]);
    expect(brokenClaims(undefined, now)).to.deep.equal([]);
  });

  it("of several seeds have their mean, their range and the worst verdict", () => {
    const sets = [1, 3, 2].map((seed) => ledger(seed, { a: seed / 4, b: seed - 1 }));
    const [a, b] = mergeSeeds(sets).claims;
    expect(a).to.deep.include({
      measured: { value: 0.5, interval: [0.25, 0.75] },
      verdict: "holds",
      seeds: [1, 3, 2],
      seconds: 6,
    });
    expect(b).to.deep.include({ verdict: "fails", reason: "under the seeds 3" });
    expect(mergeSeeds([sets[0]])).to.deep.equal(sets[0]);
  });

  it("of several seeds must be the same claims", () => {
    const sets = [ledger(1, { a: 0 }), ledger(2, { b: 0 })];
    expect(() => mergeSeeds(sets)).to.throw(DataError, "[a] and [b]");
  });

  it("become CLAIMS.md, failing rows included", () => {
    const text = claimsDocument([ledger(4, { a: 0.5, b: 3 })]);
    expect(text).to.include("## [paper](notebooks/paper.ipynb)");
    expect(text).to.include("| a | §1 | statement a | small | 0.5 | ≤ 1 | holds |");
    expect(text).to.include("| b | §1 | statement b | small | 3 | ≤ 1 | fails |");
    expect(text).to.include("Profile `cpu`, seed 4, 4 s on test.");
  });
});
