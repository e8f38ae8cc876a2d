import { execFileSync } from "node:child_process";
import { SourceMap, type SourceMapPayload } from "node:module";
import { expect } from "chai";
import { sessions } from "./session.js";

describe("local modules as Node gets them", () => {
  const session = sessions();

  /** The place in the file where the error that `code` throws comes from. */
  async function origin(project: ReturnType<ReturnType<typeof sessions>>, code: string) {
    const { stack } = await project.failure(code);
    const [, url, line, column] = /(file:\S+?):(\d+):(\d+)/.exec(stack)!;
    const map = await project.run<SourceMapPayload>(`return sourceMapOf(${JSON.stringify(url)})`);
    const entry = new SourceMap(map).findEntry(Number(line) - 1, Number(column) - 1) as {
      originalSource: string;
      originalLine: number;
      originalColumn: number;
    };
    return [
      entry.originalSource,
      entry.originalLine + 1,
      entry.originalColumn + 1,
      map.sourcesContent,
    ];
  }

  it("have a map to their file, of every version that may still run", async () => {
    const text =
      "interface Gone {\n  a: number;\n}\nexport async function fail(): Promise<void> {\n  await null;\n  throw new Error('here');\n}\n";
    const project = session({ "src/a.ts": text });
    const path = `${project.folder}/src/a.ts`;
    await project.run("kept.first = await load('../src/a')");
    expect(await origin(project, "await (await load('../src/a')).fail()")).to.deep.equal([
      path,
      6,
      9,
      [text],
    ]);
    project.write({ "src/a.ts": `// moved\n${text}` });
    expect(
      (await origin(project, "await (await load('../src/a')).fail()")).slice(0, 3),
    ).to.deep.equal([path, 7, 9]);
    expect((await origin(project, "await kept.first.fail()")).slice(0, 3)).to.deep.equal([
      path,
      6,
      9,
    ]);
  });

  it("lose the maps of what is long superseded", async () => {
    const project = session();
    const urls: string[] = [];
    for (const value of [1, 2, 3]) {
      project.write({ "src/a.ts": `export const url: string = import.meta.url + '#${value}'` });
      urls.push(await project.run<string>("return (await load('../src/a')).url"));
    }
    const known = await project.run<boolean[]>(
      `return ${JSON.stringify(urls)}.map((url) => sourceMapOf(url.replace(/#.*/, '')) !== undefined)`,
    );
    expect(known).to.deep.equal([false, true, true]);
  });

  it("may await at their top, beside async functions that are lowered", async () => {
    const project = session({
      "src/a.ts": `export const native = async () => {}
const one = await Promise.resolve(1)
await Promise.resolve("a line that starts with await")
export const sum: number = one + (await (async () => 2)()) + -(await Promise.resolve(-3)) + await +one;
export const nested = [await \`\${await one}\`, "await", { await: await -one }];
export const isLowered = !/^async/.test(String(native));`,
      "src/number.ts": "export const five: number = await 5; export const f = async () => five",
      "src/loop.ts":
        "export const list: number[] = []; for await (const x of [1, Promise.resolve(2)]) list.push(x)",
    });
    expect(
      await project.run(
        "const { sum, nested, isLowered } = await load('../src/a'); return [sum, nested, isLowered, await (await load('../src/number')).f(), (await load('../src/loop')).list]",
      ),
    ).to.deep.equal([7, ["1", "await", { await: -1 }], true, 5, [1, 2]]);
  });

  it("have lowered async functions in JavaScript as well, and built files stay as they are", async () => {
    const project = session({
      "src/hand.js": "export const f = async () => {}",
      "src/built.js": "export const f = () => 1   ;\n//# sourceMappingURL=built.js.map",
      "src/built-async.js": "export const f = async () => 1\n//# sourceMappingURL=built.js.map",
      "src/old.cjs": "exports.f = () => 1   ;",
    });
    expect(
      await project.run(
        "const texts = {}; for (const name of ['hand.js', 'built.js', 'built-async.js', 'old.cjs']) texts[name] = String((await load('../src/' + name)).f).startsWith('async'); return texts",
      ),
    ).to.deep.equal({
      "hand.js": false,
      "built.js": false,
      "built-async.js": false,
      "old.cjs": false,
    });
    expect(
      await project.run(
        "const { url } = await load('../src/where.js').catch(() => ({})); return [sourceMapOf('file:///nowhere.js') === undefined, url === undefined]",
      ),
    ).to.deep.equal([true, true]);
  });

  it("mean what the project's tsconfig.json says, of now", async () => {
    const project = session({
      "base.json": '{ /* "jsx": 1, */ "compilerOptions": { "experimentalDecorators": true, } }',
      "tsconfig.json":
        '{ "extends": "./base", // the rest\n "compilerOptions": { "jsx": "react", "jsxFactory": "h" } }',
      "src/a.tsx":
        "const h = (tag: string) => '<' + tag + '>'; export const tag = <b />; const count = (...given: unknown[]) => { seen.push(given.length) }; export const seen: number[] = []; class A { @count method() {} } new A()",
    });
    const read = "const { tag, seen } = await load('../src/a'); return [tag, seen]";
    // An experimental decorator gets target, name and descriptor; a standard one gets value and context.
    expect(await project.run(read)).to.deep.equal(["<b>", [3]]);
    project.write({ "base.json": "{}" });
    expect(await project.run(read)).to.deep.equal(["<b>", [2]]);
  });

  it("go on being lowered after an interrupt of the terminal, which ends esbuild's process", async () => {
    const names = Array.from({ length: 8 }, (_, i) => `m${i}`);
    const files = (value: number) =>
      Object.fromEntries(
        names.map((name) => [`src/${name}.ts`, `export const a: number = ${value}`]),
      );
    const top = names.map((name) => `export * as ${name} from "./${name}.js";`).join("\n");
    const project = session({ ...files(1), "src/top.ts": top });
    const read = "return Object.values(await load('../src/top')).map(({ a }) => a)";
    expect(await project.run(read)).to.deep.equal(names.map(() => 1));
    for (const service of services(project.pid)) process.kill(service, "SIGINT");
    while (services(project.pid).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
    project.write(files(2));
    expect(await project.run(read)).to.deep.equal(names.map(() => 2));
  });

  it("leave no process behind when theirs is killed", async () => {
    const project = session({ "src/a.ts": "export const a: number = 1" });
    await project.run("await load('../src/a')");
    const [service] = services(project.pid);
    expect(service).to.be.above(0);
    await project.kill();
    for (let tries = 0; tries < 100; tries++) {
      if (!processes().some(({ pid }) => pid === service)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect.fail("esbuild still runs");
  });
});

/** What runs now under the name of esbuild. */
function processes() {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat=,comm="], { encoding: "utf8" })
    .split("\n")
    .map((row) => row.trim().split(/\s+/))
    .filter(([, , state, name]) => name?.startsWith("esbuild") && !state.startsWith("Z"))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

function services(parent: number): number[] {
  return processes()
    .filter((one) => one.parent === parent)
    .map(({ pid }) => pid);
}
