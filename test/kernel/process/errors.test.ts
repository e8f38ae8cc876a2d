import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { transformSync } from "esbuild";
import { Cells } from "./cells.js";

/**
 * A cell through esbuild, as the compiler uses it: TypeScript goes, async
 * functions become generators, and a source map leads back.
 */
function compiled(source: string): { code: string; map: string } {
  const { code, map } = transformSync(`(async () => {${source}\n})`, {
    loader: "ts",
    target: "es2022",
    supported: { "async-await": false },
    sourcemap: "external",
    sourcefile: "cell",
  });
  const helper = /var __async = [\s\S]*?\n};\n/;
  return {
    // One line for the helper, so that the map still holds.
    code: code.replace(
      helper,
      (text) =>
        `var __async = globalThis[Symbol.for("Intertwine.async")];${"\n".repeat(text.split("\n").length - 1)}`,
    ),
    map,
  };
}

describe("Errors in cells", () => {
  let cells: Cells;
  before(async () => {
    cells = await new Cells().ready();
  });
  after(() => cells.close());

  const start = (source: string, names: string[] = []) => {
    const { code, map } = compiled(source);
    return cells.startScript(code, { map, names });
  };
  const failure = async (source: string, names: string[] = []) => {
    const done = await cells.done(start(source, names));
    expect(done.failure).to.not.equal(undefined);
    return done.failure!;
  };

  it("show the line with a caret, and frames in the cell's own lines", async () => {
    const { ename, evalue, traceback } = await failure(
      `interface Gone {}\nfunction f(x: Gone) {\n  return (x as any).y.z;\n}\nf({});`,
    );
    expect(ename).to.equal("TypeError");
    expect(evalue).to.equal("Cannot read properties of undefined (reading 'z')");
    expect(traceback[0]).to.match(/^cell\[\d+\]:3$/);
    expect(traceback[1]).to.equal("  return (x as any).y.z;");
    expect(traceback[2].trimStart()).to.equal("^");
    expect(traceback.join("\n")).to.match(
      /TypeError: Cannot read .*\n {4}at f \(cell\[\d+\]:3:\d+\)\n {4}at .*cell\[\d+\]:5:1/,
    );
  });

  it("show no frame of the kernel or of Node's insides", async () => {
    const { traceback } = await failure(
      "const wait = () => new Promise((r) => setTimeout(r, 1));\nasync function g() {\n  await wait();\n  null.x;\n}\nawait g();",
    );
    expect(traceback.join("\n")).to.match(/cell\[\d+\]:4:\d+/);
    expect(traceback.join("\n")).to.not.match(/node:|kernel\/|intertwine:|Generator|native/);
  });

  it("are mapped in the text that the notebook sees", async () => {
    const run = start("\n\nconsole.log(new Error('seen').stack)");
    await cells.done(run);
    expect(cells.text(run)).to.match(/^Error: seen\n {4}at .*cell\[\d+\]:3:13\)?\n$/);
  });

  it("keep their place when a later cell calls the function", async () => {
    const first = start("ɵold.old = () => {\n  throw new Error('old one');\n}", ["old"]);
    await cells.done(first);
    const { traceback } = await failure("\n(0, ɵold.old)()");
    const text = traceback.join("\n");
    expect(text).to.include(`cell[${first}]:2`);
    expect(text).to.include(`cell[${first + 1}]:2:`);
  });

  it("speak of variables, not of boxes", async () => {
    const of = async (source: string) => (await failure(source, ["f", "x", "C", "Ünï$"])).evalue;
    await cells.run("ɵf.f = 1; ɵx.x = {}; ɵC.C = 2; ɵÜnï$.Ünï$ = 3", {
      names: ["f", "x", "C", "Ünï$"],
    });
    expect(await of("(0, ɵf.f)()")).to.equal("f is not a function");
    expect(await of("ɵx.x.y.z()")).to.match(/^Cannot read properties of undefined/);
    expect(await of("ɵx.x.y()")).to.equal("x.y is not a function");
    expect(await of("(0, ɵx.x.y)()")).to.equal("x.y is not a function");
    expect(await of("new ɵC.C()")).to.equal("C is not a constructor");
    expect(await of("Math.max(...ɵC.C)")).to.match(/^(C is not iterable|Spread syntax)/);
    expect(await of("for (const a of ɵÜnï$.Ünï$);")).to.equal("Ünï$ is not iterable");
  });

  it("show causes, parts and properties", async () => {
    const text = (
      await failure(
        "throw Object.assign(new AggregateError([new TypeError('one'), 2], 'all', { cause: new Error('why') }), { code: 'E1' })",
      )
    ).traceback.join("\n");
    for (const part of ["AggregateError: all", "TypeError: one", "Error: why", "[cause]", "E1"]) {
      expect(text).to.include(part);
    }
  });

  const thrown: [string, string, RegExp][] = [
    ["42", "Thrown", /^42$/],
    ["null", "Thrown", /^null$/],
    ["undefined", "Thrown", /^undefined$/],
    ["'a text'", "Thrown", /^a text$/],
    ["Symbol('s')", "Thrown", /^Symbol\(s\)$/],
    ["new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 } })", "Error|Thrown", /./],
    ["new Proxy(new Error('p'), {})", "Error|Thrown", /p/],
    ["Object.create(null)", "Thrown", /null prototype/],
    ["Object.defineProperty(new Error('m'), 'message', { get() { throw 3 } })", "Error", /./],
    ["Object.defineProperty(new Error('n'), 'name', { get() { throw 4 } })", "Error", /./],
    ["Object.assign(new Error('s'), { stack: 5 })", "Error", /^s$/],
    [
      "Object.assign(new Error('q'), { [Symbol.for('nodejs.util.inspect.custom')]() { throw 6 } })",
      "Error",
      /./,
    ],
    ["new (class extends Error { name = 'Mine' })('own')", "Mine", /^own$/],
  ];
  for (const [expression, ename, evalue] of thrown) {
    it(`come from anything that is thrown: ${expression}`, async () => {
      const got = await failure(`throw ${expression}`);
      expect(got.ename).to.match(new RegExp(`^(${ename})$`));
      expect(got.evalue).to.match(evalue);
      expect(got.traceback.every((line) => typeof line === "string")).to.equal(true);
    });
  }

  it("are short after a recursion without end", async () => {
    const got = await failure("function f(): number { return f() + 1 }\nf()");
    expect(got.ename).to.equal("RangeError");
    expect(got.traceback.length).to.be.below(25);
  });

  it("of local modules stand in their own lines", async () => {
    writeFileSync(
      join(cells.folder, "geo.ts"),
      "export interface A {}\n\nexport async function area(a: A) {\n  await null;\n  throw new Error('flat');\n}\n",
    );
    const got = await failure("const { area } = await ɵimport('./geo.ts');\nawait area({});");
    expect(got.traceback.join("\n")).to.match(/at .*geo\.ts:5:9/);
    expect(got.traceback.join("\n")).to.not.match(/\?v=/);
    expect(got.traceback.join("\n")).to.include("geo.ts:5\n  throw new Error('flat');\n        ^");
  });

  it("without frames stand there without brackets, whatever their class is called", async () => {
    const bare = "error.stack = error.name + ': ' + error.message; throw error";
    const named = await failure(
      `const error = Object.assign(new Error('a: b]\\nc'), { name: 'Mine' }); ${bare}`,
    );
    expect(named.traceback.join("\n")).to.match(/^Mine: a: b\]\nc( \{|$)/);
    expect((await failure(`const error = new RangeError('x'); ${bare}`)).traceback).to.deep.equal([
      "RangeError: x",
    ]);
    expect(
      (await failure("const error = new Error(); error.stack = 'Error'; throw error")).traceback,
    ).to.deep.equal(["Error"]);
  });

  it("are short when their message is not", async () => {
    const text = await failure("throw new Error('m'.repeat(1e6) + '\\n'.repeat(1e5))");
    expect(text.traceback.join("\n").length + text.evalue.length).to.be.below(100_000);
    expect(text.evalue).to.match(/^m+… and \d+ more characters$/);
    expect((await failure("throw 'm'.repeat(1e6)")).evalue.length).to.be.below(50_000);
  });

  it("that nobody catches are shown, and the notebook lives", async () => {
    const run = start("setTimeout(() => {\n  throw new Error('late');\n}, 5)");
    await cells.done(run);
    await cells.when((e) => e.type === "stream" && e.run === run);
    expect(cells.text(run, "stderr")).to.match(
      /^cell\[\d+\]:2\n {2}throw new Error\('late'\);\n {8}\^\n\nError: late\n {4}at .*cell\[\d+\]:2:9/,
    );
    expect((await cells.run("return 1")).failure).to.equal(undefined);
  });
});
