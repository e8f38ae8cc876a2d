import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { DomainError } from "../src/errors.js";
import { withWorkerPool } from "../src/worker-pool.js";

describe("a pool of worker threads", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "intertwine-pool-"));
    writeFileSync(join(folder, "two.mjs"), "export const two = 2;\n");
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What `task` gives with a worker of this text, in which a function `work` is to be. */
  async function answer(text: string, task: number): Promise<unknown> {
    const path = join(folder, `${task}.mjs`);
    writeFileSync(path, text);
    let result: unknown;
    await withWorkerPool<number, unknown>(pathToFileURL(path), 1, "work", async (run) => {
      result = await run(task);
    });
    return result;
  }

  it("gives back what the function gives, and its errors in their class", async () => {
    const twice =
      'import { two } from "./two.mjs";\nexport const work = (x) => ({ result: two * x });';
    expect(await answer(twice, 21)).to.equal(42);
    const failing =
      'export const work = () => ({ failure: { name: "DomainError", message: "no" } });';
    const error = await answer(failing, 1).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(DomainError);
    expect((error as Error).message).to.equal("no");
  });

  it("says what is missing when the worker's modules cannot be linked", async () => {
    const broken =
      'import { three } from "./two.mjs";\nexport const work = () => ({ result: three });';
    const error = await answer(broken, 2).catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.match(/two\.mjs.*does not provide an export named 'three'/);
  });
});
