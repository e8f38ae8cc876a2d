import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { colourOf } from "../../fixtures/jupyter/lab-page.js";
import type { Setting } from "./setting.js";
import type { InLab } from "./use-lab.js";

/** Text, errors, charts and progress below the cells. */
export function labOutput(setting: Setting, inLab: InLab): void {
  it("shows an error in red, with the line of the cell and the way to it", () => {
    const definition = [
      "/** The square root of a number that is not negative. */",
      "function root(x: number): number {",
      '  if (x < 0) throw new RangeError("got a negative number");',
      "  return Math.sqrt(x);",
      "}",
    ].join("\n");
    return inLab([definition, "root(4);\nroot(-1);"], async (lab) => {
      await lab.runAll(2);
      const error = lab.failures();
      await error.waitFor();
      const text = await error.innerText();
      expect(text).to.contain('  if (x < 0) throw new RangeError("got a negative number");');
      expect(text).to.match(/^RangeError: got a negative number$/m);
      expect(text).to.match(/^ +at root \(cell\[1\]:3:20\)\n +at cell\[2\]:2:1$/m);
      const [red, green, blue] = await colourOf(error, "backgroundColor");
      expect(red).to.be.above(green);
      expect(red).to.be.above(blue);
    });
  });

  it("shows 20,000 lines, all of them and nothing else", () =>
    inLab(["for (let i = 0; i < 20_000; i++) console.log('line', i);"], async (lab) => {
      await lab.runAll(1);
      const [{ outputs }] = await lab.cells();
      const text = outputs.map(({ text }) => (Array.isArray(text) ? text.join("") : text)).join("");
      const expected = Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join("");
      expect(text === expected, `${text.length} of ${expected.length} characters`).to.equal(true);
      expect(await lab.failures().count()).to.equal(0);
    }));

  it("draws a chart of the library's", () => {
    const chart =
      'display(lineFigure({ series: [{ name: "error", x: [1, 10, 100], y: [3, 2, 1] }] }));';
    return inLab(['import { display, lineFigure } from "intertwine";', chart], async (lab) => {
      await lab.runAll(2);
      expect(await lab.failures().allInnerTexts()).to.deep.equal([]);
      const drawn = await lab.wakeChart();
      expect(await drawn.locator("path.js-line").count()).to.equal(1);
      const box = await drawn.boundingBox();
      expect(box?.width).to.be.above(300);
      expect(box?.height).to.be.above(200);
    });
  });

  it("moves a progress bar while the cell runs", () => {
    const loop = [
      'const bar = progress("training");',
      'for (let done = 0; !existsSync("enough"); done++) {',
      "  bar.update({ done, total: 10_000 });",
      "  await new Promise((resolve) => setTimeout(resolve, 10));",
      "}",
      "bar.finish();",
    ].join("\n");
    const imports = 'import { existsSync } from "node:fs";\nimport { progress } from "intertwine";';
    return inLab([imports, loop], async (lab) => {
      await lab.choose("Run", "Run All Cells");
      const output = lab.output(1);
      const shown = output.getByText(/training.* of 10000/);
      await shown.waitFor();
      const text = await shown.innerText();
      await output.getByText(text).waitFor({ state: "detached" });
      const picture = await output.screenshot();
      // What stands still never differs, and the test runs out of time.
      while (Buffer.compare(await output.screenshot(), picture) === 0);
      expect(await output.locator(".jp-OutputArea-output").count()).to.equal(1);
      writeFileSync(join(setting.folder, "enough"), "");
      await output.getByText(/^training: \d+ of 10000 done$/).waitFor();
    });
  });
}
