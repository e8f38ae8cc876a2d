/** Every notebook: house rules, types, and a run at the profile `smoke`. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { notebooksIn } from "../../src/cli/reproduce/papers.js";
import {
  checkBudget,
  checkNotebook,
  formatNotebook,
  notebookParameters,
  readNotebook,
} from "../../src/workbench/notebook/index.js";
import { root } from "../fixtures/fixture.js";
import { runsAtSmoke } from "../fixtures/runs-at-smoke.js";

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
      for (const { id, source } of notebook.cells) {
        expect(source, `what the cell ${id} waits for`).not.to.match(/@@[A-Z]+@@|\bTODO\b/);
      }
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

    // Without sockets, as `intertwine reproduce` runs it.
    runsAtSmoke(name, "our kernel");
  }
});
