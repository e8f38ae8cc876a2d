/** What a cell can import, and what is fresh after an edit. */
import { join } from "node:path";
import { expect } from "chai";
import { root } from "../../fixtures/fixture.js";
import { closeAll, KernelClient } from "./client/client.js";
import { ProjectFolder } from "./client/folder.js";

const files = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": '{ "compilerOptions": { "strict": true, "target": "ES2022" } }',
  "notebooks/.keep": "",
  "src/circle.ts": `import { turn } from "./angle.js";
    export const state = { made: 1 };
    export const area = (radius: number): number => (turn / 2) * radius ** 2;`,
  "src/angle.ts": "export const turn = 2 * 3;",
  "src/alone.ts": "export const alone = { identity: true };",
  "src/late.ts": "export const late: number = await Promise.resolve(7);",
  "src/plain.js": "export const plain = 'js';",
  "src/table.json": '{ "rows": [1, 2, 3] }',
  "node_modules/common/package.json": '{ "name": "common", "main": "index.js" }',
  "node_modules/common/index.js": "module.exports = { double: (x) => 2 * x, kind: 'CommonJS' };",
  "node_modules/common/index.d.ts":
    "declare const common: { double(x: number): number; kind: string };\nexport = common;",
  "node_modules/modern/package.json": `{ "name": "modern", "type": "module", "exports": {
    ".": { "types": "./main.d.ts", "default": "./main.js" },
    "./part": { "types": "./part.d.ts", "default": "./part.js" } } }`,
  "node_modules/modern/main.js": "export const ready = await Promise.resolve('awaited');",
  "node_modules/modern/main.d.ts": "export declare const ready: string;",
  "node_modules/modern/part.js": "export default class Part { size = 3; }",
  "node_modules/modern/part.d.ts": "export default class Part { size: number; }",
};

describe("modules in cells", () => {
  let project: ProjectFolder;
  let client: KernelClient;
  before(async () => {
    project = new ProjectFolder(files);
    client = await KernelClient.start({ cwd: join(project.path, "notebooks") });
  });
  after(async () => {
    await closeAll();
    project.remove();
  });

  for (const specifier of ["../src/circle", "../src/circle.js", "../src/circle.ts"]) {
    it(`imports ${specifier}`, async () => {
      expect(await client.text(`import { area } from "${specifier}"; area(2)`)).to.equal("12");
    });
  }

  for (const [what, code, text] of [
    ["JavaScript", `import { plain } from "../src/plain.js"; plain`, "'js'"],
    ["JSON", `import table from "../src/table.json"; table.rows`, "[ 1, 2, 3 ]"],
    ["top-level await in a local module", `import { late } from "../src/late"; late`, "7"],
    ["a CommonJS package", `import common from "common"; common.double(4)`, "8"],
    ["a package with top-level await", `import { ready } from "modern"; ready`, "'awaited'"],
    ["a subpath of exports", `import Part from "modern/part"; new Part().size`, "3"],
    ["a namespace", `import * as modern from "modern"; Object.keys(modern)`, "[ 'ready' ]"],
    ["Node's own modules", `import { basename } from "node:path"; basename("/a/b")`, "'b'"],
    ["a dynamic import", `(await import("../src/circle")).area(2)`, "12"],
    ["require", `const { kind } = require("common"); kind`, "'CommonJS'"],
  ]) {
    it(`imports ${what}`, async () => {
      expect(await client.text(code)).to.equal(text);
    });
  }

  it("knows where the notebook is", async () => {
    expect(await client.text("import.meta.dirname")).to.equal(
      `'${join(project.path, "notebooks")}'`,
    );
  });

  it("knows its folder as CommonJS does", async () => {
    expect(await client.text("__dirname")).to.equal(`'${join(project.path, "notebooks")}'`);
  });

  it("says which module is missing, and runs nothing", async () => {
    const { reply } = await client.execute(
      `console.log("not reached"); import { x } from "../src/nowhere";`,
    );
    expect(reply.status).to.equal("error");
    expect(reply.evalue).to.include("../src/nowhere");
  });

  it("takes an edited dependency of a dependency at the next import; the rest keeps its identity", async () => {
    await client.text(`import { area as before } from "../src/circle";
      import { alone as aloneBefore } from "../src/alone";`);
    project.write("src/angle.ts", "export const turn = 2 * 4;");
    expect(
      await client.text(`import { area as after } from "../src/circle";
        import { alone as aloneAfter } from "../src/alone";
        [before(1), after(1), aloneBefore === aloneAfter]`),
    ).to.equal("[ 3, 4, true ]");
  });

  it("keeps the identity of what was not edited", async () => {
    await client.text(`import { state as first } from "../src/circle";`);
    expect(
      await client.text(`import { state as second } from "../src/circle"; first === second`),
    ).to.equal("true");
  });

  it("takes edited JSON and checks it by its new type", async () => {
    project.write("src/table.json", '{ "rows": ["x"] }');
    expect(
      await client.text(`import edited from "../src/table.json"; edited.rows[0].toUpperCase()`),
    ).to.equal("'X'");
  });

  it("imports the library by its own name", async () => {
    const other = await KernelClient.start({ cwd: join(root, "notebooks") });
    expect(
      await other.text(
        `import { Matrix } from "intertwine"; new Matrix(2, 2, new Float64Array(4)).rows`,
      ),
    ).to.equal("2");
    await other.close();
  });
});
