import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parameterSets, parseCount } from "../../src/cli/reproduce/options.js";
import { DomainError } from "../../src/index.js";
import { readNotebook, writeNotebook } from "../../src/workbench/notebook/index.js";
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

      const text = readFileSync(notebook, "utf8");
      const smoke = await run("--profile", "smoke", "--record");
      expect(smoke.status).to.equal(1);
      expect(smoke.stderr).to.include("judges only exact laws");
      expect(smoke.stdout, "nothing ran").to.equal("");
      writeFileSync(
        notebook,
        text.replace('profile: Profile = \\"cpu', 'profile: Profile = \\"smoke'),
      );
      const declared = await run("--record");
      expect(declared.stderr).to.include("judges only exact laws");
      expect(declared.stdout, "nothing ran").to.equal("");
    }));

  it("records a run with other values without the cell of these values", () =>
    withNotebooks(["claims"], async (folder) => {
      const path = join(folder, "notebooks", "claims.ipynb");
      const run = (...args: string[]) =>
        intertwine("--root", folder, "reproduce", "--record", ...args);
      const codeOf = () => readNotebook(path).cells.map(({ source }) => source);
      const before = codeOf();
      const { status, stderr } = await run("--set", "measured=0.25", "--seeds", "7");
      expect(status, stderr).to.equal(0);
      expect(codeOf()).to.deep.equal(before);
      const recorded = readNotebook(path);
      expect(recorded.metadata.intertwine).to.deep.equal({
        parameters: { measured: 0.25, seed: 7 },
      });
      expect(
        recorded.cells.map((cell) => cell.cell_type === "code" && cell.execution_count),
      ).to.deep.equal([1, 2, 3, 4, 5, 6]);
      expect(JSON.stringify(recorded)).to.include("0.25");
      const ledger = readFileSync(join(folder, "notebooks", "claims", "claims.json"), "utf8");
      expect(JSON.parse(ledger).parameters).to.deep.equal({ measured: 0.25 });
      const document = readFileSync(join(folder, "CLAIMS.md"), "utf8");
      expect(document).to.include("seed 7").and.include("Run with `measured = 0.25`.");

      expect((await run()).status).to.equal(0);
      expect(readNotebook(path).metadata).not.to.have.property("intertwine");
      expect(readFileSync(join(folder, "CLAIMS.md"), "utf8")).not.to.include("Run with");
    }));

  it("checks the values of all notebooks before the first one runs", () =>
    withNotebooks(["claims", "success"], async (folder) => {
      const { status, stdout, stderr } = await intertwine(
        ...["--root", folder, "reproduce", "--set", "measured=0.5"],
      );
      expect(status).to.equal(1);
      expect(stderr).to.include('success.ipynb has no parameter "measured"');
      expect(stdout).to.equal("");
    }));

  it("settles and records the other papers when one fails", () =>
    withNotebooks(["thrown", "claims"], async (folder) => {
      const { status, stdout, stderr } = await intertwine(
        ...["--root", folder, "reproduce", "thrown", "claims", "--record", "--jobs", "2"],
      );
      expect(status).to.equal(1);
      expect(stderr).to.include("thrown: cell 2 failed");
      expect(stdout).to.include("0.5 ± 1e-12  holds");
      expect(readFileSync(join(folder, "CLAIMS.md"), "utf8")).to.include("| half | §1 |");
    }));

  it("settles the other papers when one cannot be kept or recorded", () =>
    withNotebooks(["success", "claims"], async (folder) => {
      mkdirSync(join(folder, "runs"));
      writeFileSync(join(folder, "runs", "success"), "no folder");
      mkdirSync(join(folder, "notebooks", "claims"));
      const { status, stdout, stderr } = await intertwine(
        ...["--root", folder, "reproduce", "success", "claims", "--record"],
      );
      expect(status).to.equal(1);
      expect(stderr).to.include("success: ");
      expect(stdout).to.include("0.5 ± 1e-12  holds");
      expect(existsSync(join(folder, "CLAIMS.md"))).to.equal(true);
    }));

  it("counts a claim that held and is gone as broken", () =>
    withNotebooks(["claims"], async (folder) => {
      const path = join(folder, "notebooks", "claims.ipynb");
      const run = (...args: string[]) => intertwine("--root", folder, "reproduce", ...args);
      const without = (id: string) => {
        const notebook = readNotebook(path);
        writeNotebook(path, {
          ...notebook,
          cells: notebook.cells.filter((cell) => cell.id !== id),
        });
      };
      expect((await run("--record")).status).to.equal(0);
      without("code-5");
      const one = await run();
      expect(one.status).to.equal(1);
      expect(one.stderr).to.include("the claim size held and is no longer in the notebook");
      expect(one.stderr).not.to.include("the claim half");
      without("code-6");
      const none = await run("--record");
      expect(none.status).to.equal(1);
      expect(none.stdout).to.include("shows no claims");
      expect(none.stderr).to.include("the claim half").and.include("the claim size");
      expect(readFileSync(join(folder, "CLAIMS.md"), "utf8")).not.to.include("half");
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
