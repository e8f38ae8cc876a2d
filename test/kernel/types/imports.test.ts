import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { NotebookFixture, removeFolders } from "./fixture.js";

const packages = {
  "../node_modules/modern/package.json": JSON.stringify({
    name: "modern",
    version: "1.0.0",
    exports: {
      ".": { types: "./types/main.d.ts", default: "./main.js" },
      "./sub/*": { types: "./types/*.d.ts", default: "./*.js" },
    },
  }),
  "../node_modules/modern/types/main.d.ts":
    "export declare const version: 'modern'; export default function run(): number; export interface Shape { side: number }",
  "../node_modules/modern/types/part.d.ts": "export declare const part: boolean;",
  "../node_modules/common/package.json": JSON.stringify({
    name: "common",
    version: "1.0.0",
    main: "lib.js",
    types: "lib.d.ts",
  }),
  "../node_modules/common/lib.d.ts":
    "declare function common(): string; declare namespace common { const x: number } export = common;",
  "../node_modules/untyped/package.json": JSON.stringify({ name: "untyped", main: "index.js" }),
  "../node_modules/untyped/index.js": "module.exports = { a: 1 };",
};

const sources = {
  "../src/geometry.ts":
    "import { unit } from './units.js'; export const area = (r: number) => r * r; export class Circle { constructor(readonly r: number) {} } export default unit; export type Radius = number;",
  "../src/units.ts": "export const unit = 'metre' as const;",
  "../src/broken.ts": "export const bad: number = 'not a number'; export const fine = 1;",
  "./table.json": '{ "rows": [{ "name": "a", "size": 1 }] }',
};

describe("imports in cells", () => {
  after(removeFolders);

  it("resolves local modules with every ending, and their defaults, types and namespaces", () => {
    const notebook = new NotebookFixture(sources);
    for (const end of ["", ".js", ".ts"]) {
      expect(
        notebook.run(
          `import unit, { area, Circle as Round, type Radius } from "../src/geometry${end}"; const u: 'metre' = unit;`,
        ),
      ).to.deep.equal([]);
      expect(
        notebook.run("const r: Radius = area(2); const c: Round = new Round(r);"),
      ).to.deep.equal([]);
    }
    expect(
      notebook.run('import * as all from "../src/geometry"; all.area(1).toFixed()'),
    ).to.deep.equal([]);
    expect(
      notebook.run('all.area("x"); const m = await import("../src/units"); m.unit.length'),
    ).to.deep.equal(["1:10 TS2345"]);
    expect(notebook.run('const t: typeof import("../src/units").unit = "foot"')).to.deep.equal([
      "1:7 TS2322",
    ]);
    expect(notebook.run("area = () => 1")).to.deep.equal(["1:1 TS2632"]);
  });

  it("resolves packages by exports, subpaths, CommonJS and types, and Node's modules", () => {
    const notebook = new NotebookFixture(packages);
    const clean = (code: string) => expect(notebook.run(code), code).to.deep.equal([]);
    clean(
      'import run, { version, type Shape } from "modern"; const v: "modern" = version; run().toFixed();',
    );
    clean("const s: Shape = { side: run() };");
    clean('import { part } from "modern/sub/part"; const b: boolean = part;');
    clean('import common from "common"; common().length + common.x');
    clean('import * as fs from "node:fs"; import { join } from "path"; fs.existsSync(join("a"))');
    expect(notebook.run('import { x } from "modern/hidden"')).to.deep.equal(["1:19 TS2307"]);
    expect(notebook.run('import { nothing } from "modern"')).to.deep.equal(["1:10 TS2614"]);
  });

  it("takes a package without types as any", () => {
    const notebook = new NotebookFixture(packages);
    expect(notebook.run('import whatever from "untyped"; whatever.a.b.c()')).to.deep.equal([]);
    expect(notebook.run("whatever.d")).to.deep.equal([]);
  });

  it("types JSON by its content", () => {
    const notebook = new NotebookFixture(sources);
    expect(
      notebook.run('import table from "./table.json"; table.rows[0].size.toFixed()'),
    ).to.deep.equal([]);
    expect(notebook.run("table.rows[0].name.toFixed()")).to.deep.equal(["1:20 TS2551"]);
  });

  it("does not report the errors of an imported module", () => {
    const notebook = new NotebookFixture(sources);
    expect(notebook.run('import { bad, fine } from "../src/broken"; bad + fine')).to.deep.equal([]);
  });

  it("sees that a module has changed, and what it imports", () => {
    const notebook = new NotebookFixture(sources);
    expect(notebook.run('import unit from "../src/geometry"; unit.length')).to.deep.equal([]);
    notebook.write({ "../src/units.ts": "export const unit = { metres: 1.0 };" });
    expect(notebook.run("unit.length")).to.deep.equal(["1:6 TS2339"]);
    expect(notebook.run("unit.metres.toFixed()")).to.deep.equal([]);
  });

  it("sees that a module has come, has gone, and has come back", () => {
    const notebook = new NotebookFixture();
    const code = 'import { made } from "../src/made.js"; made.toFixed()';
    expect(notebook.run(code)).to.deep.equal(["1:22 TS2307"]);
    notebook.write({ "../src/made.ts": 'export { made } from "./deeper";' });
    expect(notebook.run("1")).to.deep.equal([]);
    notebook.write({ "../src/deeper.ts": "export const made = 1;" });
    expect(notebook.run(code)).to.deep.equal([]);
    expect(notebook.run(`made.length`)).to.deep.equal(["1:6 TS2339"]);
    unlinkSync(join(notebook.cwd, "../src/made.ts"));
    expect(notebook.run(`${code}; 1`)).to.deep.equal(["1:22 TS2307"]);
    notebook.write({ "../src/made.ts": "export const made = 'text';" });
    expect(notebook.run(code)).to.deep.equal(["1:45 TS2551"]);
  });

  it("sees that a package was installed meanwhile", () => {
    const notebook = new NotebookFixture();
    const code = 'import { version } from "modern"; version.length';
    expect(notebook.run(code)).to.deep.equal(["1:25 TS2307"]);
    notebook.write(packages);
    expect(notebook.run(code)).to.deep.equal([]);
  });

  it("is as strict as the project, and no stricter about unused names", () => {
    const tsconfig = (options: object) => ({
      "../tsconfig.json": `{ // a comment\n "compilerOptions": ${JSON.stringify(options)} }`,
    });
    const code = "const list = [1]; const x: number = list[0]; function f(a: number, b: number) {}";
    const strict = new NotebookFixture(
      tsconfig({
        strict: true,
        noUncheckedIndexedAccess: true,
        noUnusedLocals: true,
        noUnusedParameters: true,
        module: "NodeNext",
        moduleResolution: "NodeNext",
        target: "ES2020",
        lib: ["ES2020"],
        composite: true,
        verbatimModuleSyntax: true,
        paths: { "@/*": ["./src/*"] },
      }),
    );
    strict.write(sources);
    expect(strict.run(code)).to.deep.equal(["1:25 TS2322"]);
    expect(strict.run("[1].toSorted(); await 1; using u = null;")).to.deep.equal([]);
    expect(
      strict.run('import { Radius, area } from "@/geometry"; const r: Radius = area(1)'),
    ).to.deep.equal([]);
    const loose = new NotebookFixture(tsconfig({ strict: false }));
    expect(loose.run("let s: string = null; function f(x) { return x; }")).to.deep.equal([]);
    const none = new NotebookFixture();
    expect(none.run("let s: string = null;"), "strict without a tsconfig.json").to.deep.equal([
      "1:5 TS2322",
    ]);
  });

  it("says what is wrong with tsconfig.json and goes on", () => {
    const notebook = new NotebookFixture({ "../tsconfig.json": '{ "compilerOptions": { ' });
    expect(notebook.service.problems.join()).to.match(/tsconfig\.json:1:\d+ TS\d+: .*expected/);
    expect(notebook.run("const a = 1")).to.deep.equal([]);
    const bad = { extends: "./missing.json", compilerOptions: { strict: "yes" } };
    const { problems } = new NotebookFixture({ "../tsconfig.json": JSON.stringify(bad) }).service;
    expect(problems.filter((text) => /missing\.json|'strict'/.test(text))).to.have.length(2);
    const files = { files: [], compilerOptions: { strict: true } };
    const fine = new NotebookFixture({ "../tsconfig.json": JSON.stringify(files) });
    expect(fine.service.problems, "a list of files is not the notebook's affair").to.deep.equal([]);
  });
});
