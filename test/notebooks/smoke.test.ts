/** Every notebook: house rules, types, and a run at the profile `smoke`. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { notebooksIn } from "../../src/cli/reproduce/papers.js";
import { tslabKernelSpec } from "../../src/cli/tslab/kernelspec.js";
import { claimsOfNotebook } from "../../src/workbench/claims/index.js";
import {
  checkBudget,
  checkNotebook,
  formatNotebook,
  notebookParameters,
  readNotebook,
  runNotebook,
} from "../../src/workbench/notebook/index.js";
import { root } from "../fixtures/fixture.js";

const folder = join(root, "notebooks");

describe("notebooks", () => {
  const names = notebooksIn(folder);
  it("are there", () => {
    expect(names).to.include("00-tour").and.include("mean-field-symmetries");
  });
  for (const name of names) {
    const path = join(folder, `${name}.ipynb`);

    it(`${name} keeps the rules of the house`, async () => {
      const notebook = readNotebook(path);
      const code = notebook.cells.filter(({ cell_type }) => cell_type === "code");
      expect(formatNotebook(notebook), "is formatted as it is recorded").to.equal(
        readFileSync(path, "utf8"),
      );
      expect(code.length, "code cells").to.be.at.most(25);
      for (const { id, source } of code) {
        expect(source.split("\n").length, `lines of the cell ${id}`).to.be.at.most(12);
      }
      checkBudget(name, notebook);
      const parameters = await notebookParameters(path, notebook);
      expect(parameters.map((parameter) => parameter.name)).to.include.members(["profile", "seed"]);
    });

    it(`${name} type-checks as one module`, async () => {
      const found = await checkNotebook(path);
      expect(found.map(({ where, message }) => `${where}: ${message}`)).to.deep.equal([]);
    });

    // Our kernel without sockets, as `intertwine reproduce` runs it, and tslab as the second.
    for (const [host, kernel] of [
      ["our kernel", undefined],
      ["tslab", tslabKernelSpec()],
    ] as const) {
      it(`${name} runs under ${host} at the profile smoke, and no exact law fails`, async function () {
        this.timeout(180_000);
        const { notebook, failure } = await runNotebook(path, {
          kernel,
          parameters: { profile: "smoke" },
        });
        expect(failure?.error.traceback.join("\n")).to.equal(undefined);
        const claims = claimsOfNotebook(notebook)?.claims ?? [];
        const recorded = claimsOfNotebook(readNotebook(path))?.claims ?? [];
        expect(claims.map(({ id }) => id)).to.have.members(recorded.map(({ id }) => id));
        expect(claims.filter(({ verdict }) => verdict === "fails")).to.deep.equal([]);
      });
    }
  }
});
