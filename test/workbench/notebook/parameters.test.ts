import { expect } from "chai";
import { DataError, DomainError } from "../../../src/index.js";
import {
  injectParameters,
  notebookParameters,
  readNotebook,
  withoutInjected,
} from "../../../src/workbench/notebook/index.js";
import { fixtureNotebook, rejection } from "../../fixtures/fixture.js";

describe("parameters of a notebook", () => {
  const path = fixtureNotebook("success");
  const inject = (values: Record<string, unknown>, from = path) =>
    injectParameters(from, readNotebook(from), values);

  it("are declared with their types and defaults", async () => {
    expect(await notebookParameters(path, readNotebook(path))).to.deep.equal([
      { name: "profile", type: '"smoke" | "cpu" | "paper"', value: '"cpu"' },
      { name: "seed", type: "number", value: "1" },
      { name: "sizes", type: "number[]", value: "[5, 10]" },
    ]);
  });

  it("are injected as assignments right after their cell", async () => {
    const { cells } = await inject({ profile: "smoke", sizes: [3] });
    const index = cells.findIndex(({ metadata }) => metadata.tags?.includes("parameters"));
    expect(cells[index + 1]).to.include({
      id: "injected-parameters",
      source: 'profile = "smoke";\nsizes = [3];',
    });
    expect(cells).to.have.length(readNotebook(path).cells.length + 1);
  });

  it("replace those that were injected before", async () => {
    const once = await inject({ seed: 2 });
    const twice = await injectParameters(path, once, { seed: 3 });
    expect(twice.cells.filter(({ id }) => id === "injected-parameters")).to.have.length(1);
    expect(twice.cells.map(({ source }) => source)).to.include("seed = 3;");
  });

  it("leave with their cell, and stay in the metadata until a run without them", async () => {
    const source = readNotebook(path);
    const bare = withoutInjected(await inject({ seed: 2 }));
    expect(bare.cells).to.deep.equal(source.cells);
    expect(bare.metadata.intertwine).to.deep.equal({ parameters: { seed: 2 } });
    expect(await injectParameters(path, bare, {})).to.deep.equal(source);
  });

  it("leave the notebook alone when there are none", async () => {
    expect(await inject({})).to.deep.equal(readNotebook(path));
  });

  it("are refused under an unknown name, with the nearest one and the list", async () => {
    const error = await rejection(inject({ sed: 3 }));
    expect(error).to.be.instanceOf(DomainError);
    expect(error.message).to.include('"sed"').and.include('Did you mean "seed"?');
    expect(error.message).to.include("profile, seed, sizes");
  });

  for (const [values, expected] of [
    [{ seed: "1" }, 'parameter "seed": expected number, got "1"'],
    [{ seed: null }, 'parameter "seed": expected number, got null'],
    [{ sizes: [1, "2"] }, 'parameter "sizes": expected number[], got [1,"2"]'],
    [{ sizes: 5 }, 'parameter "sizes": expected number[], got 5'],
    [{ profile: "huge" }, 'parameter "profile": expected "smoke" | "cpu" | "paper", got "huge"'],
    [{ seed: Number.NaN }, 'parameter "seed": got NaN'],
    [{ sizes: [1, Number.POSITIVE_INFINITY] }, 'parameter "sizes": got Infinity'],
    [{ seed: undefined }, 'parameter "seed" is undefined'],
    [{ "seed; process.exit()": 1 }, "is no name of a variable"],
  ] as [Record<string, unknown>, string][]) {
    it(`are refused: ${expected}`, async () => {
      const error = await rejection(inject(values));
      expect(error).to.be.instanceOf(DomainError);
      expect(error.message).to.include(expected);
    });
  }

  it("are refused by a notebook that declares none", async () => {
    const error = await rejection(inject({ seed: 1 }, fixtureNotebook("flood")));
    expect(error).to.be.instanceOf(DomainError);
    expect(error.message).to.include('no cell tagged "parameters"');
  });

  it("are refused when the tag stands on two cells", async () => {
    const notebook = readNotebook(path);
    notebook.cells[1].metadata.tags = ["parameters"];
    const error = await rejection(injectParameters(path, notebook, { seed: 1 }));
    expect(error).to.be.instanceOf(DataError);
    expect(error.message).to.include('the tag "parameters"');
  });
});
