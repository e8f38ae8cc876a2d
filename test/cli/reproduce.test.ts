import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parameterSets, parseCount } from "../../src/cli/reproduce/options.js";
import { DomainError } from "../../src/index.js";
import { fixtureNotebook, inScratch } from "../fixtures/fixture.js";
import { intertwine } from "./command.js";

/** A folder with the named fixtures as its notebooks. */
async function withNotebooks(names: string[], work: (folder: string) => Promise<void>) {
  await inScratch(async (folder) => {
    mkdirSync(join(folder, "notebooks"));
    for (const name of names) {
      copyFileSync(fixtureNotebook(name), join(folder, "notebooks", `${name}.ipynb`));
    }
    await work(folder);
  });
}

describe("intertwine reproduce", () => {
  it("runs, records, goes on with what is finished, and fails when a claim breaks", () =>
    withNotebooks(["claims"], async (folder) => {
      const run = (...args: string[]) =>
        intertwine("--root", folder, "reproduce", "claims", ...args);
      const notebook = join(folder, "notebooks", "claims.ipynb");

      const first = await run("--record");
      expect(first.status, first.stderr).to.equal(0);
      expect(first.stdout).to.include("claims: done in").and.include("0.5 ± 1e-12  holds");
      const ledger = JSON.parse(
        readFileSync(join(folder, "notebooks", "claims", "claims.json"), "utf8"),
      );
      expect(ledger.claims.map(({ verdict }: { verdict: string }) => verdict)).to.deep.equal([
        "holds",
        "holds",
      ]);
      expect(readFileSync(join(folder, "CLAIMS.md"), "utf8")).to.include("| half | §1 |");
      expect(readFileSync(notebook, "utf8")).to.include("application/vnd.intertwine.claims+json");

      const again = await run();
      expect(again.status).to.equal(0);
      expect(again.stdout).to.include("finished before with the same inputs");

      const broken = await run("--set", "measured=0.7");
      expect(broken.status).to.equal(1);
      expect(broken.stderr).to.include("the claim half held and fails now");

      const smoke = await run("--profile", "smoke", "--record");
      expect(smoke.status).to.equal(1);
      expect(smoke.stderr).to.include("judges only exact laws");
      expect(readFileSync(notebook, "utf8")).not.to.include("smoke = ");
    }));

  it("merges seeds that ran side by side", () =>
    withNotebooks(["claims"], async (folder) => {
      const { status, stdout } = await intertwine(
        ...["--root", folder, "reproduce", "--seeds", "4..5", "--jobs", "2", "--record"],
      );
      expect(status).to.equal(0);
      expect(stdout).to.include("claims (seed 4): done").and.include("claims (seed 5): done");
      const text = readFileSync(join(folder, "notebooks", "claims", "claims.json"), "utf8");
      expect(JSON.parse(text).claims[0].seeds).to.deep.equal([4, 5]);
    }));

  it("says which cell failed and why, and keeps what was done", () =>
    withNotebooks(["thrown"], async (folder) => {
      const { status, stderr } = await intertwine("--root", folder, "reproduce", "thrown");
      expect(status).to.equal(1);
      expect(stderr).to.include("thrown: cell 2 failed: DomainError: refused: got -1");
      const kept = /See (.*failed\.ipynb)/.exec(stderr)?.[1] ?? "";
      expect(existsSync(join(folder, kept))).to.equal(true);
    }));

  it("takes the path of a notebook for its name", () =>
    withNotebooks(["claims"], async (folder) => {
      const path = join("notebooks", "claims.ipynb");
      const { stderr } = await intertwine("--root", folder, "reproduce", path, "--profile", "papr");
      expect(stderr).to.include('no profile "papr"').and.not.include("no paper");
      const recorded = await intertwine("--root", folder, "claims", path);
      expect(recorded.stdout).to.include("Nothing is recorded yet");
    }));

  it("refuses unknown papers, profiles and parameters with the nearest name", () =>
    withNotebooks(["claims"], async (folder) => {
      for (const [args, message] of [
        [["clams"], 'There is no paper "clams". Did you mean "claims"?'],
        [["claims", "--profile", "papr"], 'There is no profile "papr". Did you mean "paper"?'],
        [["claims", "--set", "sead=1"], 'no parameter "sead". Did you mean "seed"?'],
        [["claims", "--set", "seed"], '--set: got "seed"'],
        [["claims", "--seeds", "3..1"], '--seeds: got "3..1"'],
        [["claims", "--jobs", "0"], '--jobs: got "0"'],
      ] as [string[], string][]) {
        const { status, stderr } = await intertwine("--root", folder, "reproduce", ...args);
        expect(status, args.join(" ")).to.equal(1);
        expect(stderr).to.include(message);
        expect(stderr).not.to.include("    at ");
      }
    }));
});

describe("intertwine claims", () => {
  it("prints what is recorded and refuses unknown papers", () =>
    withNotebooks(["claims"], async (folder) => {
      const empty = await intertwine("--root", folder, "claims");
      expect(empty.stdout).to.include("Nothing is recorded yet");
      expect(JSON.parse((await intertwine("--root", folder, "claims", "--json")).stdout)).to.be.an(
        "array",
      ).that.is.empty;
      const unknown = await intertwine("--root", folder, "claims", "claim");
      expect(unknown.status).to.equal(1);
      expect(unknown.stderr).to.include('Did you mean "claims"?');
    }));
});

describe("options of reproduce", () => {
  it("become one set of parameters for each seed", () => {
    const flags = { profile: "cpu", set: ["sizes=[5,10]", "unit=relu", 'name="5"', "a=b=c"] };
    const common = { profile: "cpu", sizes: [5, 10], unit: "relu", name: "5", a: "b=c" };
    expect(parameterSets(flags)).to.deep.equal([common]);
    expect(parameterSets({ ...flags, seeds: "0..2" })).to.deep.equal([
      { ...common, seed: 0 },
      { ...common, seed: 1 },
      { ...common, seed: 2 },
    ]);
    expect(parameterSets({ seeds: "7" })).to.deep.equal([{ seed: 7 }]);
    expect(parameterSets({})).to.deep.equal([{}]);
  });

  it("are refused when they are no ranges or counts", () => {
    for (const seeds of ["", "a..b", "-1..2", "1.5", "0..10000", "2..1"]) {
      expect(() => parameterSets({ seeds }), seeds).to.throw(DomainError, "--seeds");
    }
    for (const jobs of ["0", "-1", "1.5", "many", ""]) {
      expect(() => parseCount("--jobs", jobs), jobs).to.throw(DomainError, "--jobs");
    }
  });
});
