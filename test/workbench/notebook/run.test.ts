import { expect } from "chai";
import { tslabKernelSpec } from "../../../src/cli/tslab/kernelspec.js";
import { DataError } from "../../../src/index.js";
import { intertwineKernelSpec } from "../../../src/kernel/index.js";
import {
  type CodeCell,
  checkBudget,
  formatNotebook,
  type Notebook,
  readNotebook,
  runNotebook,
} from "../../../src/workbench/notebook/index.js";
import { fixtureNotebook } from "../../fixtures/fixture.js";

function codeCells({ cells }: Notebook): CodeCell[] {
  return cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
}

const kernels = {
  "our kernel without sockets": undefined,
  "our kernel": intertwineKernelSpec(),
  tslab: tslabKernelSpec(),
};

for (const [host, kernel] of Object.entries(kernels)) {
  describe(`running a notebook under ${host}`, () => {
    it("fills in the outputs and counts the cells from 1", async () => {
      const events: string[] = [];
      const { notebook, failure } = await runNotebook(fixtureNotebook("success"), {
        kernel,
        parameters: { profile: "smoke", seed: 3, sizes: [1, 2] },
        onCell: ({ phase, number, total }) => events.push(`${phase} ${number}/${total}`),
      });
      const cells = codeCells(notebook);
      expect(failure).to.equal(undefined);
      expect(cells.map((cell) => cell.execution_count)).to.deep.equal([1, 2, 3, 4, 5, 6]);
      expect(cells[3].outputs).to.deep.equal([
        { output_type: "stream", name: "stdout", text: "profile smoke, seed 3, sizes 1 2\n" },
      ]);
      expect(cells[4].outputs[0]).to.deep.include({ data: { "text/plain": "[ 3, 6 ]" } });
      expect(events).to.have.length(12);
      expect(events.slice(0, 3)).to.deep.equal(["start 1/6", "end 1/6", "start 2/6"]);
    });

    it("writes the same bytes twice", async () => {
      const texts = [];
      for (let i = 0; i < 2; i++) {
        const { notebook } = await runNotebook(fixtureNotebook("success"), { kernel });
        texts.push(formatNotebook(notebook));
      }
      expect(texts[0]).to.equal(texts[1]);
    });

    it("keeps 5,000 printed lines as one output", async () => {
      const { notebook } = await runNotebook(fixtureNotebook("flood"), { kernel });
      const lines = Array.from({ length: 5000 }, (_, index) => `line ${index}\n`).join("");
      expect(codeCells(notebook)[0].outputs).to.deep.equal([
        { output_type: "stream", name: "stdout", text: lines },
      ]);
      expect(codeCells(notebook)[1].outputs).to.have.length(1);
    });

    for (const [name, ename, evalue] of [
      ["type-error", "TypeCheckError", "Type 'number' is not assignable to type 'string'."],
      ["thrown", "DomainError", "refused: got -1, expected a positive number"],
    ]) {
      it(`stops at the cell that fails and says why (${name})`, async () => {
        const { notebook, failure } = await runNotebook(fixtureNotebook(name), { kernel });
        const cells = codeCells(notebook);
        expect(failure?.number).to.equal(2);
        expect(failure?.error.ename).to.equal(ename);
        expect(failure?.error.evalue)
          .to.match(/^2:7 - |^refused/)
          .and.include(evalue);
        expect(cells[1].outputs.at(-1)).to.deep.equal(failure?.error);
        expect(cells[2]).to.deep.include({ outputs: [], execution_count: null });
      });
    }

    it("stops when it is told to", async () => {
      const { failure } = await runNotebook(fixtureNotebook("success"), {
        kernel,
        signal: AbortSignal.abort(),
      });
      expect(failure?.number).to.equal(1);
      expect(failure?.error.ename).to.equal("Interrupted");
    });
  });
}

describe("the budget of a notebook", () => {
  it("refuses to commit more than the budget and names the largest cell", () => {
    const notebook = readNotebook(fixtureNotebook("flood"));
    checkBudget("flood", notebook);
    codeCells(notebook)[0].outputs = [
      { output_type: "stream", name: "stdout", text: "x".repeat(300_000) },
    ];
    expect(() => checkBudget("flood", notebook)).to.throw(DataError, "code-1 (301 kB)");
  });
});
