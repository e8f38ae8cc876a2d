import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Cells } from "./cells.js";

describe("Imports of a cell", () => {
  let cells: Cells;
  before(async () => {
    cells = await new Cells().ready();
  });
  after(() => cells.close());

  const write = (name: string, text: string) => writeFileSync(join(cells.folder, name), text);
  const value = async (body: string) => {
    const run = cells.start(body);
    const { failure } = await cells.done(run);
    expect(failure, failure?.traceback.join("\n")).to.equal(undefined);
    return (cells.result(run) as Record<string, string> | undefined)?.["text/plain"];
  };

  it("see the project's modules as they are now", async () => {
    write("deep.ts", "export const deep: number = 1;");
    write("top.ts", "export { deep } from './deep.js';");
    const read = "const { deep } = yield ɵimport('./top'); return deep;";
    expect(await value(read)).to.equal("1");
    write("deep.ts", "export const deep: number = 2;");
    expect(await value(read)).to.equal("2");
  });

  it("that failed are tried anew by the next cell", async () => {
    write(
      "reads.ts",
      "import { readFileSync } from 'node:fs'; export const text = readFileSync(new URL('./x.txt', import.meta.url), 'utf8');",
    );
    const read = "const { text } = yield ɵimport('./reads'); return text.length;";
    expect((await cells.run(read)).failure?.ename).to.equal("Error");
    write("x.txt", "here");
    expect(await value(read)).to.equal("4");
  });
});
