import { expect } from "chai";
import fc from "fast-check";
import ts from "typescript";
import type { Diagnostic } from "../../../src/kernel/language/language.js";
import { checkCells } from "../../../src/kernel/types/check-cells.js";
import { createTypeService, TypesCancelled } from "../../../src/kernel/types/service.js";
import { NotebookFixture, place, removeFolders } from "./fixture.js";

describe("what is wrong with a cell", () => {
  let notebook: NotebookFixture;
  before(() => {
    notebook = new NotebookFixture();
  });
  beforeEach(() => notebook.service.reset());
  after(removeFolders);

  it("reports all errors at once, with code, length and message", () => {
    const code = 'const n: number = "a";\nmissing();\n  [1].nope';
    expect(notebook.check(code)).to.deep.equal([
      {
        label: "cell[1]",
        line: 1,
        column: 7,
        length: 1,
        code: "TS2322",
        message: "Type 'string' is not assignable to type 'number'.",
      },
      {
        label: "cell[1]",
        line: 2,
        column: 1,
        length: 7,
        code: "TS2304",
        message: "Cannot find name 'missing'.",
      },
      {
        label: "cell[1]",
        line: 3,
        column: 7,
        length: 4,
        code: "TS2339",
        message: "Property 'nope' does not exist on type 'number[]'.",
      },
    ]);
  });

  it("reports syntax errors and type errors of other lines together", () => {
    const found = notebook.check("const a = ;\nconst b: number = '';\nlet c = (1;");
    expect(found.map(place)).to.deep.equal(["1:11 TS1109", "2:7 TS2322", "3:11 TS1005"]);
  });

  it("counts lines that end in CRLF, and columns in UTF-16 units", () => {
    expect(
      notebook.check("const a = 1;\r\n\r\nconst 𝒳 = '🙂🙂'; a.x;\r\nb").map(place),
    ).to.deep.equal(["3:22 TS2339", "4:1 TS2304"]);
  });

  it("reads a cell that is nothing but an object as the object", () => {
    expect(notebook.check("{ a: 1, b: [2] }")).to.deep.equal([]);
    expect(notebook.check("{ a: nope,\n  b: missing }").map(place)).to.deep.equal([
      "1:6 TS2304",
      "2:6 TS2304",
    ]);
    expect(notebook.check("{ const a = 1; a.x }").map(place)).to.deep.equal(["1:18 TS2339"]);
  });

  it("respects comments that switch checks off", () => {
    expect(notebook.check("// @ts-nocheck\nconst n: number = '';")).to.deep.equal([]);
    expect(notebook.check("// @ts-ignore\nconst n: number = '';")).to.deep.equal([]);
    expect(
      notebook
        .check("// @ts-expect-error: on purpose\n// indeed\nconst n: number = '';\nm")
        .map(place),
    ).to.deep.equal(["4:1 TS2304"]);
    expect(
      notebook.check("const a = 1;\n// @ts-expect-error\nconst n: number = 1;").map(place),
    ).to.deep.equal(["2:1 TS2578"]);
  });

  it("gives the same answer to the same cell, under its new label", () => {
    const [first] = notebook.service.check({ id: 1, label: "cell[1]", code: "nope" });
    const [again] = notebook.service.check({ id: 2, label: "cell[2]", code: "nope" });
    expect(again).to.deep.equal({ ...first, label: "cell[2]" });
    notebook.run("const nope = 1");
    expect(notebook.check("nope"), "after a cell has declared the name").to.deep.equal([]);
  });

  it("finds the same errors as one module of all cells", () => {
    // The law behind the whole: without redeclarations a notebook is its cells one after the other.
    const templates = [
      (n: number, m: number) => `const v${n} = v${m};`,
      (n: number, m: number) => `const v${n} = [v${m}, ${n}];`,
      (n: number, m: number) =>
        `function f${n}<T>(t: T) { return { t, m: v${m} }; }\nconst v${n} = f${n}("x").m;`,
      (n: number, m: number) => `class C${n} { p = v${m}; }\nconst v${n} = new C${n}().p;`,
      (n: number, m: number) => `const v${n}: string = v${m};`,
      (n: number, m: number) => `type T${n} = typeof v${m};\nconst v${n}: T${n}[] = [v${m}];`,
      (n: number, m: number) => `let v${n} = v${m};\nv${n}.missing;`,
      (n: number, m: number) => `const { length: v${n} } = v${m};`,
      // To itself: another value, refused as it is, would narrow the type for what follows in a module.
      (n: number, m: number) => `const v${n} = await Promise.resolve(v${m});\nv${n} = v${n};`,
      (n: number, m: number) => `enum E${n} { A, B }\nconst v${n} = v${m} as unknown as E${n};`,
      (n: number) => `const v${n} = unknownName${n};`,
    ];
    const reference = new ReferenceProgram(notebook.cwd);
    const cell = fc.tuple(fc.nat(templates.length - 1), fc.nat(1000));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (choices) => {
        const cells = ["const v0 = 1;"];
        for (const [template, before] of choices)
          cells.push(templates[template](cells.length, before % cells.length));
        notebook.service.reset();
        const found: string[] = [];
        let line = 0;
        for (const code of cells) {
          for (const at of notebook.check(code))
            found.push(`${line + at.line}:${at.column} ${at.code} ${at.message}`);
          notebook.run(code);
          line += code.split("\n").length;
        }
        expect(found).to.deep.equal(reference.check(cells.join("\n")));
      }),
      { numRuns: 40 },
    );
  });

  it("ends with an AbortError when it is cancelled, and works afterwards", () => {
    let cancelled = false;
    const { cwd } = notebook;
    const service = createTypeService({ cwd, isCancelled: () => cancelled });
    const cell = { id: 1, label: "a", code: "const n: number = ''; function f() {} class K {}" };
    cancelled = true;
    expect(() => service.check(cell))
      .to.throw(TypesCancelled)
      .with.property("name", "AbortError");
    cancelled = false;
    expect(service.check(cell).map(place)).to.deep.equal(["1:7 TS2322"]);
  });

  it("checks a whole notebook, each cell beside the earlier ones", () => {
    const cells = [
      { label: "intro", code: "const a = 1;\nlater" },
      { label: "intro", code: "const later = a;\na.x; const a2: string = later;" },
      { label: "end", code: "let a = 's'; a.length; later.toFixed()" },
    ];
    expect(checkCells(cells, { cwd: notebook.cwd }).map(asLine)).to.deep.equal([
      "intro:2:1 TS2304: Cannot find name 'later'.",
      "intro:2:3 TS2339: Property 'x' does not exist on type '1'.",
      "intro:2:12 TS2322: Type 'number' is not assignable to type 'string'.",
    ]);
    expect(checkCells([], { cwd: notebook.cwd })).to.deep.equal([]);
  });
});

function asLine({ label, line, column, code, message }: Diagnostic): string {
  return `${label}:${line}:${column} ${code}: ${message}`;
}

/** The compiler used as anyone uses it: one file, one program. */
class ReferenceProgram {
  #last: ts.Program | undefined;

  constructor(readonly cwd: string) {}

  check(text: string): string[] {
    const name = `${this.cwd}/reference.ts`;
    const options: ts.CompilerOptions = {
      strict: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      types: [],
      noEmit: true,
    };
    const host = ts.createCompilerHost(options);
    const { getSourceFile } = host;
    host.getSourceFile = (path, how) =>
      path === name
        ? ts.createSourceFile(path, text, how)
        : (this.#last?.getSourceFile(path) ?? getSourceFile(path, how));
    const program = ts.createProgram([name], options, host);
    this.#last = program;
    const file = program.getSourceFile(name)!;
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      (at) => {
        const { line, character } = file.getLineAndCharacterOfPosition(at.start!);
        const message = ts.flattenDiagnosticMessageText(at.messageText, "\n");
        return `${line + 1}:${character + 1} TS${at.code} ${message}`;
      },
    );
  }
}
