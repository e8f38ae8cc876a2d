import { renameSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { sessions } from "./session.js";

describe("local modules that cannot be had", () => {
  const session = sessions();

  it("name the importer, the specifier and what may have been meant", async () => {
    const project = session({
      "src/geometry.ts": "export const g = 1",
      "src/top.ts": "// a line before\nexport * from './geomtry.js'",
    });
    const direct = await project.failure("await load('../src/geomerty')");
    expect(direct.code).to.equal("ERR_MODULE_NOT_FOUND");
    expect(direct.message)
      .to.contain('"../src/geomerty"')
      .and.contain('Did you mean "../src/geometry"?');
    const nested = await project.failure("await load('../src/top')");
    expect(nested.message)
      .to.contain('"./geomtry.js"')
      .and.contain("../src/top.ts:2")
      .and.contain('Did you mean "./geometry.ts"?');
    expect((await project.failure("await load('./nothing-like-it')")).message).not.to.contain(
      "Did you mean",
    );
  });

  it("say so after a rename, and work again after another", async () => {
    const project = session({
      "src/a.ts": "export const a = 1",
      "src/top.ts": "export * from './a.js'",
    });
    const a = join(project.folder, "src/a.ts");
    const moved = join(project.folder, "src/moved.ts");
    expect(await project.run("return (await load('../src/top')).a")).to.equal(1);
    renameSync(a, moved);
    expect((await project.failure("await load('../src/top')")).message).to.contain('"./a.js"');
    renameSync(moved, a);
    expect(await project.run("return (await load('../src/top')).a")).to.equal(1);
  });

  it("show the line of a syntax error, wherever in the graph it is", async () => {
    const project = session({
      "src/bad.ts": "const fine = 1;\n\tconst élan = 1 x;\n",
      "src/top.ts": "import './bad.js'",
      "data/bad.json": '{\n  "a": x\n}',
      "src/hand.js": "export const a = ;",
      "src/built.js":
        "export const a = 1;\n  export const b = (;\n//# sourceMappingURL=built.js.map",
    });
    const failure = await project.failure("await load('../src/top')");
    expect(failure.isSyntaxError).to.equal(true);
    expect(failure.message).to.match(
      /^\.\.\/src\/bad\.ts:2:17: .+\n2 \| \tconst élan = 1 x;\n {4}\t {15}\^$/,
    );
    const json = await project.failure("await load('../data/bad.json')");
    expect(json.isSyntaxError).to.equal(true);
    expect(json.message).to.match(/^\.\.\/data\/bad\.json:2:8: .+\n2 \| {3}"a": x\n {11}\^$/);
    expect((await project.failure("await load('../src/hand.js')")).message).to.contain(
      "hand.js:1:18: ",
    );
    const built = await project.failure("await load('../src/built.js')");
    expect(built.isSyntaxError).to.equal(true);
    expect(built.message).to.match(/^\.\.\/src\/built\.js:\d+:\d+: /);
    project.write({ "src/bad.ts": "export const fine = 1" });
    expect(await project.run("return Object.keys(await load('../src/top'))")).to.deep.equal([]);
  });

  it("do no harm where they are only imported lazily", async () => {
    const project = session({
      "src/bad.ts": "const = 1",
      "src/top.ts": `export const fine = 1;
        export const bad = () => import('./bad.js'); export const gone = () => import('./gone.js'); export const none = () => import('no-such-package')`,
    });
    expect(await project.run("return (await load('../src/top')).fine")).to.equal(1);
    expect(
      (await project.failure("await (await load('../src/top')).bad()")).isSyntaxError,
    ).to.equal(true);
    for (const name of ["gone", "none"])
      expect((await project.failure(`await (await load('../src/top')).${name}()`)).code).to.equal(
        "ERR_MODULE_NOT_FOUND",
      );
    project.write({ "src/gone.ts": "export const back = 1" });
    expect(await project.run("return (await (await load('../src/top')).gone()).back")).to.equal(1);
  });

  it("get another chance when they failed for a reason outside them", async () => {
    const project = session({
      "src/fine.ts": "export const mark = {}",
      "src/reads.ts":
        "import { readFileSync } from 'node:fs'; export const text = readFileSync(new URL('../data/x.txt', import.meta.url), 'utf8')",
      "src/top.ts": "export { mark } from './fine.js'; export { text } from './reads.js'",
    });
    await project.run("kept.mark = (await load('../src/fine')).mark");
    expect((await project.failure("await load('../src/top')")).code).to.equal("ENOENT");
    project.write({ "data/x.txt": "here" });
    expect((await project.failure("await load('../src/top')")).code).to.equal("ENOENT");
    expect(
      await project.run(
        "forgetFailedModules(); const { text, mark } = await load('../src/top'); return [text, mark === kept.mark, mark === (await load('../src/fine')).mark]",
      ),
    ).to.deep.equal(["here", true, true]);
  });

  it("get it in a circle as a whole", async () => {
    const project = session({
      "src/a.ts":
        "import { b } from './b.js'; export const a = () => 'a' + b; if (!globalThis.ready) throw new Error('not ready')",
      "src/b.ts": "import { a } from './a.js'; export const b = 'b'; export const viaB = () => a()",
    });
    expect((await project.failure("await load('../src/a')")).message).to.equal("not ready");
    expect(
      await project.run(
        "globalThis.ready = true; forgetFailedModules(); return [(await load('../src/b')).viaB(), (await load('../src/a')).a()]",
      ),
    ).to.deep.equal(["ab", "ab"]);
  });
});
