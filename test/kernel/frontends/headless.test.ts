/** Notebooks run without a front end, by Jupyter's own tools. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readNotebook } from "../../../src/workbench/notebook/index.js";
import { inScratch, root } from "../../fixtures/fixture.js";
import { writeCells } from "./setting.js";

const programs = join(root, ".venv", "bin");

/** Standard output of a program of .venv. */
function run(program: string, args: string[], cwd: string): string {
  const options = { cwd, encoding: "utf8", timeout: 100_000 } as const;
  const { status, stdout, stderr } = spawnSync(join(programs, program), args, options);
  expect(status, stderr).to.equal(0);
  return stdout;
}

describe("the kernel without a front end", function () {
  this.timeout(120_000);

  before(function () {
    if (!existsSync(join(programs, "jupyter-nbconvert")) && process.env.CI === undefined) {
      console.log("      skipped: .venv is not here; `npm start` makes it.");
      this.skip();
    }
  });

  it("runs under `jupyter nbconvert --execute`", () =>
    inScratch((folder) => {
      const path = writeCells(folder, "console.log(process.cwd());", "[1, 2].map((x) => x / 2)");
      const args = ["nbconvert", "--to", "notebook", "--execute", "--output", "ran.ipynb", path];
      run("jupyter", args, folder);
      const { cells } = readNotebook(join(folder, "ran.ipynb"));
      expect(cells.map((cell) => cell.cell_type === "code" && cell.outputs)).to.deep.equal([
        [{ name: "stdout", output_type: "stream", text: `${folder}\n` }],
        [
          {
            data: { "text/plain": "[ 0.5, 1 ]" },
            execution_count: 2,
            metadata: {},
            output_type: "execute_result",
          },
        ],
      ]);
    }));

  describe("in nbclient", () => {
    // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect in it.
    let results: any;

    before(() =>
      inScratch((folder) => {
        const script = join(root, "test", "kernel", "frontends", "run_cells.py");
        results = JSON.parse(run("python3", [script], folder));
      }),
    );

    it("gives outputs, and stops at an error that names the line of the cell", () => {
      const { cells, language, error } = results.failing;
      expect(language.name).to.equal("typescript");
      expect(cells[0].outputs[0].data).to.deep.equal({ "text/plain": "42" });
      expect(error).to.deep.include({ ename: "RangeError", evalue: "too far" });
      expect(error.text).to.contain("RangeError: too far");
      expect(error.text).to.contain('throw new RangeError("too far");');
      expect(error.text).to.match(/at fail \(cell\[2\]:2:9\)\n +at cell\[2\]:4:1/);
      expect(cells[2]).to.deep.include({ execution_count: null, outputs: [] });
    });

    it("loses none of 5000 lines", () => {
      const { cells, error } = results.long;
      expect(error).to.equal(null);
      const text = cells[0].outputs.map((output: { text: string }) => output.text).join("");
      expect(text).to.equal(Array.from({ length: 5000 }, (_, i) => `line ${i}\n`).join(""));
    });
  });
});
