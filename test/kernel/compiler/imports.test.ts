import { expect } from "chai";
import { TestNotebook } from "./executor.js";

describe("imports of cells", () => {
  let notebook: TestNotebook;
  beforeEach(() => {
    notebook = new TestNotebook();
    notebook.modules.set("m", {
      default: 1,
      a: 2,
      "odd name": 3,
      f() {
        return this;
      },
    });
  });
  after(() => notebook.compiler.close());

  it("bind names of every kind", async () => {
    await notebook.run(
      `import d, { a as b, default as c, "odd name" as e } from "m"; import * as ns from "m"`,
    );
    expect(await notebook.run("[d, b, c, e, ns.a]")).to.deep.equal([1, 2, 1, 3, 2]);
  });

  it("are live", async () => {
    const module = { count: 0 };
    notebook.modules.set("live", module);
    await notebook.run('import { count } from "live"\nconst read = () => count');
    module.count = 5;
    expect(await notebook.run("[count, read()]")).to.deep.equal([5, 5]);
  });

  it("come before everything else, in their order", async () => {
    notebook.modules.set("n", { b: 4 });
    expect(
      await notebook.run('const v = b + a\nimport { b } from "n"\nimport { a } from "m"\nv'),
    ).to.equal(6);
    expect(notebook.loaded.map(([specifier]) => specifier)).to.deep.equal(["n", "m"]);
  });

  it("give functions no this", async () => {
    expect(await notebook.run('import { f } from "m"\nf()')).to.equal(undefined);
  });

  it("pass attributes on", async () => {
    await notebook.run(
      'import data from "m" with { type: "json" }\nawait import("m", { with: { type: "json" } })',
    );
    expect(notebook.loaded).to.deep.equal([
      ["m", { with: { type: "json" } }],
      ["m", { with: { type: "json" } }],
    ]);
  });

  it("of types leave nothing", async () => {
    await notebook.run(
      'import type { T } from "nowhere"\nimport { type U, a } from "m"\nlet x: T | U',
    );
    expect(notebook.loaded.map(([specifier]) => specifier)).to.deep.equal(["m"]);
    expect(notebook.script.names.sort()).to.deep.equal(["a", "x"]);
  });

  it("of what a module lacks fail when it is used", async () => {
    await notebook.run('import { Missing } from "m"\nlet x: Missing');
    const error = await notebook.run("Missing").then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.name).to.equal("SyntaxError");
    expect(error?.message).to.contain("'Missing'");
  });

  it("for their effect, and exports from elsewhere", async () => {
    await notebook.run('import "m"; export { a } from "m"; export * from "m"');
    expect(notebook.loaded).to.have.length(3);
  });

  it("may be redeclared, and a variable may become an import", async () => {
    await notebook.run('import { a } from "m"');
    await notebook.run("let a = 7");
    expect(await notebook.run("a += 1; a")).to.equal(8);
    await notebook.run('import { a } from "m"');
    expect(await notebook.run("a")).to.equal(2);
  });

  it("anywhere by import()", async () => {
    expect(await notebook.run('const f = async () => (await import("m")).a\nawait f()')).to.equal(
      2,
    );
  });
});
