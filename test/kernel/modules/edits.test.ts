import { unlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { sessions } from "./session.js";

describe("edits between two imports", () => {
  const session = sessions();

  it("renew what changed and what depends on it, and nothing else", async () => {
    const project = session({
      "src/deep.ts": "export const deep = 1; export const mark = {}",
      "src/middle.ts": "export { deep } from './deep.js'; export const mark = {}",
      "src/other.ts": "export const mark = {}",
      "src/top.ts":
        "export { deep } from './middle.js'; export { mark as other } from './other.js'; export const mark = {}",
    });
    await project.run(
      "for (const name of ['deep', 'middle', 'other', 'top']) kept[name] = await load('../src/' + name)",
    );
    const same = (name: string) => `(await load('../src/${name}')).mark === kept.${name}.mark`;
    expect(
      await project.run(`return [${same("deep")}, ${same("top")}, ${same("other")}]`),
    ).to.deep.equal([true, true, true]);
    project.write({ "src/deep.ts": "export const deep = 2; export const mark = {}" });
    expect(
      await project.run(
        `const top = await load('../src/top');
         return [top.deep, ${same("deep")}, ${same("middle")}, ${same("top")}, ${same("other")}, top.other === kept.other.mark, kept.top.deep]`,
      ),
    ).to.deep.equal([2, false, false, false, true, true, 1]);
  });

  it("are seen within the same step of the file system's clock", async () => {
    const project = session();
    for (const value of [1, 2, 3, 4]) {
      project.write({ "src/a.ts": `export const a = ${value}` }, 0);
      const path = join(project.folder, "src/a.ts");
      const time = Math.floor(Date.now() / 1000);
      utimesSync(path, time, time);
      expect(await project.run("return (await load('../src/a')).a")).to.equal(value);
    }
  });

  it("that lead back to an earlier content give the earlier module with its state", async () => {
    const project = session({ "src/a.ts": "export const state = { count: 0 }" });
    await project.run("kept.first = (await load('../src/a')).state; kept.first.count = 7");
    project.write({ "src/a.ts": "export const state = { count: 1 }" });
    expect(await project.run("return (await load('../src/a')).state.count")).to.equal(1);
    project.write({ "src/a.ts": "export const state = { count: 0 }" });
    expect(
      await project.run(
        "const { state } = await load('../src/a'); return [state.count, state === kept.first]",
      ),
    ).to.deep.equal([7, true]);
  });

  it("renew all of a circle", async () => {
    const project = session({
      "src/a.ts":
        "import { b } from './b.js'; export const a = () => 'a' + b(); export const one = () => 1",
      "src/b.ts":
        "import { one } from './a.js'; export const b = () => 'b' + one() + c(); import { c } from './c.js'",
      "src/c.ts": "export const c = () => 'c'",
    });
    expect(await project.run("return (await load('../src/a')).a()")).to.equal("ab1c");
    expect(await project.run("return (await load('../src/b')).b()")).to.equal("b1c");
    project.write({ "src/c.ts": "export const c = () => 'C'" });
    expect(
      await project.run("return [(await load('../src/b')).b(), (await load('../src/a')).a()]"),
    ).to.deep.equal(["b1C", "ab1C"]);
    project.write({
      "src/a.ts":
        "import { b } from './b.js'; export const a = () => 'A' + b(); export const one = () => 2",
    });
    expect(
      await project.run("return [(await load('../src/b')).b(), (await load('../src/a')).a()]"),
    ).to.deep.equal(["b2C", "Ab2C"]);
  });

  it("of what is imported lazily count too, and a module keeps to what it was loaded with", async () => {
    const project = session({
      "src/lazy.ts": "export const value = 1",
      "src/a.ts": "export const value = async () => (await import('./lazy.js')).value",
    });
    await project.run("kept.before = await load('../src/a')");
    project.write({ "src/lazy.ts": "export const value = 2" });
    expect(
      await project.run(
        "return [await (await load('../src/a')).value(), await kept.before.value()]",
      ),
    ).to.deep.equal([2, 1]);
  });

  it("of JSON are seen, with and without attributes, as one module", async () => {
    const project = session({
      "data/x.json": `{"value": 1}`,
      "src/a.ts":
        "import x from '../data/x.json'; import y from '../data/x.json' with { type: 'json' }; export { x, y }",
    });
    const read = `const { x, y } = await load('../src/a');
      const plain = (await load('../data/x.json')).default, typed = (await load('../data/x.json', { with: { type: 'json' } })).default;
      return [x.value, y === x, plain === x, typed === x]`;
    expect(await project.run(read)).to.deep.equal([1, true, true, true]);
    project.write({ "data/x.json": `{"value": 2}` });
    expect(await project.run(read)).to.deep.equal([2, true, true, true]);
  });

  it("of CommonJS are seen, through `require` as well", async () => {
    const project = session({
      "src/deep.cjs":
        "'use strict'; exports.value = 1; exports.strict = (function () { return this === undefined })()",
      "src/a.cjs":
        "const { value, strict } = require('./deep.cjs'); exports.value = value; exports.strict = strict; exports.name = __filename; exports.data = require('./d.json').d",
      "src/d.json": `{"d": 1}`,
      "src/old/package.json": "{}",
      "src/old/plain.js":
        "#!/usr/bin/env node\nexports.kind = 'detected'; exports.sloppy = (function () { return this !== undefined })()",
      "src/t.cts": "import path = require('node:path'); export const sep: string = path.sep",
    });
    const read =
      "const { value, strict, name, data } = await load('../src/a.cjs'); return [value, strict, name, data]";
    const name = `${project.folder}/src/a.cjs`;
    expect(await project.run(read)).to.deep.equal([1, true, name, 1]);
    project.write({ "src/deep.cjs": "exports.value = 2; exports.more = 3" });
    expect(await project.run(read)).to.deep.equal(
      [2, undefined, name, 1].map((value) => value ?? null),
    );
    project.write({ "src/d.json": `{"d": 5}` });
    expect(await project.run(read)).to.deep.equal([2, null, name, 5]);
    expect(await project.run("return (await load('../src/deep.cjs')).more")).to.equal(3);
    expect(
      await project.run(
        "const m = await load('../src/old/plain.js'); return [m.kind, m.sloppy, (await load('../src/t.cts')).sep]",
      ),
    ).to.deep.equal(["detected", true, "/"]);
  });

  it("that put a file in the place of another are seen", async () => {
    const project = session({
      "src/a.ts": "export const a = 'ts'",
      "src/top.ts": "export * from './a.js'",
    });
    expect(await project.run("return (await load('../src/top')).a")).to.equal("ts");
    project.write({ "src/a.js": "export const a = 'js'" });
    expect(await project.run("return (await load('../src/top')).a")).to.equal("js");
    unlinkSync(join(project.folder, "src/a.js"));
    expect(await project.run("return (await load('../src/top')).a")).to.equal("ts");
  });
});
