import { expect } from "chai";
import { sessions } from "./session.js";

describe("what a specifier means in a notebook's project", () => {
  const session = sessions();

  it("is found with every ending that TypeScript projects use", async () => {
    const project = session({
      "src/a.ts": "export const a = 'ts'",
      "src/m.mts": "export const a = 'mts'",
      "src/x.tsx": "export const a = 'tsx'",
      "src/j.js": "export const a = 'js'",
      "src/n.mjs": "export const a = 'mjs'",
      "src/folder/index.ts": "export const a = 'index'",
      "notebooks/beside.ts": "export const a = 'beside'",
      "src/dotted.name.ts": "export const a = 'dotted'",
    });
    const names = [
      ["../src/a", "ts"],
      ["../src/a.js", "ts"],
      ["../src/a.ts", "ts"],
      ["../src/m.mjs", "mts"],
      ["../src/m.mts", "mts"],
      ["../src/x.js", "tsx"],
      ["../src/j.js", "js"],
      ["../src/j", "js"],
      ["../src/n.mjs", "mjs"],
      ["../src/folder", "index"],
      ["../src/folder/", "index"],
      ["./beside", "beside"],
      ["../src/dotted.name", "dotted"],
      [`file://${project.folder}/src/a.ts`, "ts"],
    ];
    const found = await project.run<string[]>(
      `return Promise.all(${JSON.stringify(names.map(([name]) => name))}.map(async (name) => (await load(name)).a))`,
    );
    expect(found).to.deep.equal(names.map(([, value]) => value));
  });

  it("prefers the file that is written to its source, and the source without an ending", async () => {
    const project = session({
      "src/a.ts": "export const a = 'ts'",
      "src/a.js": "export const a = 'js'",
    });
    expect(
      await project.run("return [(await load('../src/a.js')).a, (await load('../src/a')).a]"),
    ).to.deep.equal(["js", "ts"]);
  });

  it("is one module under all its spellings", async () => {
    const project = session({
      "src/a.ts": "export const o = {}",
      "src/b.ts": "export * from './a'",
    });
    expect(
      await project.run(
        `const all = await Promise.all(['../src/a', '../src/a.js', '../src/b.ts', 'file://${project.folder}/src/a.ts'].map((name) => load(name)));
         return all.every((one) => one.o === all[0].o)`,
      ),
    ).to.equal(true);
  });

  it("keeps a query of the importer apart", async () => {
    const project = session({
      "src/a.ts": "export const o = {}; export const url = import.meta.url",
    });
    expect(
      await project.run(
        `const one = await load('../src/a.ts?one'), same = await load('../src/a.ts?one'), two = await load('../src/a.ts');
         return [one.o === same.o, one.o === two.o, new URL(one.url).searchParams.has('one')]`,
      ),
    ).to.deep.equal([true, false, true]);
  });

  it("leaves types out and imports that only serve them", async () => {
    const project = session({
      "src/a.ts": `import type { T } from "./nowhere.js"; import { U } from "./nowhere-either";
        export const a: T | U = 1 as U; enum E { one = 1 } export const e = E.one;`,
    });
    expect(await project.run("const m = await load('../src/a'); return [m.a, m.e]")).to.deep.equal([
      1, 1,
    ]);
  });

  it("leaves packages to Node: CommonJS, exports, top-level await", async () => {
    const project = session({
      "node_modules/old/index.js": "exports.value = 'old'",
      "node_modules/new/package.json": `{"name":"new","type":"module","exports":{"./part":"./lib/part.js"}}`,
      "node_modules/new/lib/part.js":
        "export const value = await 'part'; export const url = import.meta.url",
      "src/a.ts": "export { value, url } from 'new/part'",
    });
    expect(
      await project.run(
        `const { value, url } = await load('../src/a'); return [(await load('old')).value, value, url.includes('?'), (await load('node:path')).sep]`,
      ),
    ).to.deep.equal(["old", "part", false, "/"]);
  });

  it("treats the project's own name and linked packages as local", async () => {
    const project = session({
      "package.json": `{"name":"mine","type":"module","exports":{".":"./src/main.ts"},"imports":{"#deep":"./src/deep.ts"}}`,
      "src/main.ts": "export { deep } from '#deep'; export const url = import.meta.url",
      "src/deep.ts": "export const deep = 1",
    });
    const first = await project.run<[number, string]>(
      "const m = await load('mine'); return [m.deep, m.url]",
    );
    expect(first[0]).to.equal(1);
    expect(first[1]).to.match(/src\/main\.ts\?v=[0-9a-f]{16}$/);
    project.write({ "src/deep.ts": "export const deep = 2" });
    expect(await project.run("return (await load('mine')).deep")).to.equal(2);
  });

  it("gives import.meta and createRequire what they need", async () => {
    const project = session({
      "src/data.txt": "hello",
      "src/old.cjs": "module.exports = 'required'",
      "src/a.ts": `import { readFileSync } from "node:fs"; import { createRequire } from "node:module"; import { fileURLToPath } from "node:url";
        export const text = readFileSync(new URL("./data.txt", import.meta.url), "utf8");
        export const path = fileURLToPath(import.meta.url);
        export const required: string = createRequire(import.meta.url)("./old.cjs");
        export const { dirname, filename } = import.meta as { dirname?: string; filename?: string };`,
    });
    const path = `${project.folder}/src/a.ts`;
    expect(await project.run("return { ...(await load('../src/a')) }")).to.deep.equal({
      text: "hello",
      path,
      required: "required",
      dirname: `${project.folder}/src`,
      filename: path,
    });
  });

  it("works in a worker thread started from a local module", async () => {
    const project = session({
      "src/part.js": "export const part = 20",
      "src/w.js": `import { parentPort } from "node:worker_threads"; import { part } from "./part.js"; parentPort.postMessage(part + 1)`,
      "src/a.ts": `import { Worker } from "node:worker_threads";
        export async function ask(): Promise<number> {
          const worker = new Worker(new URL("./w.js", import.meta.url));
          return new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
        }`,
    });
    expect(await project.run("return (await load('../src/a')).ask()")).to.equal(21);
  });
});
