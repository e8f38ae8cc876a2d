import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { tslabKernelSpec } from "../../../src/cli/tslab/kernelspec.js";
import { EnvironmentError } from "../../../src/index.js";
import { openConnection } from "../../../src/workbench/jupyter/connection.js";
import {
  type Execution,
  type Kernel,
  readKernelSpec,
  startKernel,
} from "../../../src/workbench/jupyter/index.js";
import { fixtureNotebook, rejection, root } from "../../fixtures/fixture.js";

/** What a cell printed to one stream. */
function printed({ outputs }: Execution, name: "stdout" | "stderr"): string {
  return outputs
    .map((output) => (output.output_type === "stream" && output.name === name ? output.text : ""))
    .join("");
}

function errorOf({ outputs }: Execution) {
  return outputs.find((output) => output.output_type === "error");
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("tslab through the Jupyter protocol", () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await startKernel(tslabKernelSpec(), { cwd: dirname(fixtureNotebook("success")) });
  });
  after(() => kernel.shutdown());

  it("answers the last expression as a result", async () => {
    const { status, outputs } = await kernel.execute("1 + 1");
    expect(status).to.equal("ok");
    expect(outputs.map((output) => "data" in output && output.data)).to.deep.equal([
      { "text/plain": "2" },
    ]);
  });

  it("imports the library by its name from any folder below the project", async () => {
    const execution = await kernel.execute(
      'import { DomainError } from "intertwine";\nconsole.log(new DomainError("x").name);',
    );
    expect(printed(execution, "stdout")).to.equal("DomainError\n");
  });

  it("shows a value by the bundle that it gives, awaited", async () => {
    const { outputs } = await kernel.execute(
      '({ [Symbol.for("Jupyter.display")]: async () => ({ "text/html": "<b>b</b>" }) })',
    );
    expect(outputs.map((output) => "data" in output && output.data)).to.deep.equal([
      { "text/html": "<b>b</b>" },
    ]);
  });

  it("finds variables of earlier cells in shorthand properties", async () => {
    await kernel.execute("let seed = 7;");
    const execution = await kernel.execute("console.log(JSON.stringify({ seed }));");
    expect(printed(execution, "stdout")).to.equal('{"seed":7}\n');
  });

  it("reports a type error with its line and column, and runs nothing", async () => {
    const execution = await kernel.execute('console.log("ran");\nlet n: number = "x";');
    expect(execution.status).to.equal("error");
    expect(printed(execution, "stdout")).to.equal("");
    expect(errorOf(execution)).to.include({ ename: "TypeCheckError" });
    expect(errorOf(execution)).to.have.property("evalue").that.includes("2:5 - ");
  });

  it("reports the column of a type error behind a shorthand property", async () => {
    await kernel.execute("const width = 1;");
    const execution = await kernel.execute('const o = { width }; let n: number = "x";');
    // The column of `n`, counted from 1 in the line as it was written.
    expect(errorOf(execution)).to.have.property("evalue").that.includes("1:26 - ");
  });

  it("reports what was thrown, with name and message, and goes on right after", async () => {
    const execution = await kernel.execute('throw new RangeError("too far");');
    expect(execution.status).to.equal("error");
    expect(errorOf(execution)).to.include({ ename: "RangeError", evalue: "too far" });
    expect((await kernel.execute("2")).status).to.equal("ok");
  });

  it("reports a rejected promise", async () => {
    const execution = await kernel.execute('await Promise.reject(new TypeError("no"));');
    expect(errorOf(execution)).to.include({ ename: "TypeError", evalue: "no" });
  });

  it("does not take text on stderr for an error", async () => {
    const execution = await kernel.execute('console.error("only a warning");');
    expect(execution.status).to.equal("ok");
    expect(printed(execution, "stderr")).to.equal("only a warning\n");
  });

  it("delivers 100,000 lines of one synchronous loop, whole and in order", async () => {
    const execution = await kernel.execute(
      'for (let i = 0; i < 100000; i++) console.log("line " + i);',
    );
    const lines = printed(execution, "stdout").split("\n");
    expect(lines).to.have.length(100_001);
    expect(lines.findIndex((line, index) => index < 100_000 && line !== `line ${index}`)).to.equal(
      -1,
    );
  });

  it("delivers 3,000 displays of one synchronous loop and the end of the cell", async () => {
    const { status, outputs } = await kernel.execute(
      'import { display } from "intertwine";\nfor (let i = 0; i < 3000; i++) display(String(i));',
    );
    expect(status).to.equal("ok");
    expect(outputs).to.have.length(3000);
  });

  it("goes on when the library is built anew under it", async () => {
    const types = join(root, "dist", "src", "errors.d.ts");
    writeFileSync(types, readFileSync(types));
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const code of ["1", "new DomainError('x').name"]) {
      expect((await kernel.execute(code)).status).to.equal("ok");
    }
  });

  it("replaces a display of an earlier cell", async () => {
    const first = await kernel.execute(
      'import { display } from "intertwine";\nconst bar = display("0 %", { id: "bar" });',
    );
    await kernel.execute('bar.update("100 %");');
    expect(first.outputs.map((output) => "data" in output && output.data)).to.deep.equal([
      { "text/plain": "100 %" },
    ]);
  });

  for (const [name, code] of [
    ["a synchronous loop", "while (true) {}"],
    ["a promise that stays open", "await new Promise(() => setTimeout(() => {}, 1e6));"],
  ]) {
    it(`interrupts ${name} after the time-out and keeps the state`, async () => {
      await kernel.execute("let kept = 41;");
      const execution = await kernel.execute(code, { timeout: 300 });
      expect(execution.status).to.equal("error");
      expect(execution.outputs.at(-1)).to.include({ output_type: "error", ename: "Timeout" });
      expect(printed(await kernel.execute("console.log(kept + 1);"), "stdout")).to.equal("42\n");
    });
  }
});

describe("a kernel's process", () => {
  it("is gone after the shutdown, whatever a cell has left running", async () => {
    const kernel = await startKernel(tslabKernelSpec(), { cwd: root });
    await kernel.execute("setInterval(() => {}, 1000);");
    await kernel.shutdown();
    expect(isRunning(kernel.pid as number)).to.equal(false);
  });

  it("that dies in a cell is an error of that cell", async () => {
    const kernel = await startKernel(tslabKernelSpec(), { cwd: root });
    const execution = await kernel.execute("process.exit(3);");
    expect(execution.status).to.equal("error");
    expect(errorOf(execution)).to.include({ ename: "KernelDied" });
    expect(errorOf(execution)).to.have.property("evalue").that.includes("status 3");
    await kernel.shutdown();
  });

  it("that cannot start is refused with its command and what it printed", async () => {
    const argv = [process.execPath, "-e", 'console.error("no such luck")', "{connection_file}"];
    const error = await rejection(
      startKernel({ argv, display_name: "broken", language: "none" }, { cwd: root }),
    );
    expect(error).to.be.instanceOf(EnvironmentError);
    expect(error.message).to.include("broken").and.include("no such luck");
  });

  it("is not started in a folder that is not there", async () => {
    const error = await rejection(startKernel(tslabKernelSpec(), { cwd: join(root, "nowhere") }));
    expect(error).to.be.instanceOf(EnvironmentError);
    expect(error.message).to.include("nowhere").and.include("is no folder");
  });

  it("gets a connection file that only its owner reads", async () => {
    const connection = await openConnection();
    const { ip, shell_port, iopub_port, stdin_port, control_port, hb_port } = connection.info;
    expect(ip).to.equal("127.0.0.1");
    expect(new Set([shell_port, iopub_port, stdin_port, control_port, hb_port]).size).to.equal(5);
    if (process.platform !== "win32") {
      expect(statSync(connection.file).mode & 0o777).to.equal(0o600);
    }
    connection.remove();
    expect(existsSync(connection.file)).to.equal(false);
  });
});

describe("another kernel: Python's", () => {
  const venv = join(root, ".venv");
  const folder = join(venv, "share", "jupyter", "kernels", "python3");

  it("runs, fails and is interrupted by the same client", async function () {
    if (!existsSync(join(folder, "kernel.json"))) {
      this.skip();
    }
    const home = mkdtempSync(join(tmpdir(), "intertwine-ipython-"));
    const PATH = [join(venv, "bin"), process.env.PATH].join(delimiter);
    const kernel = await startKernel(readKernelSpec(folder), {
      cwd: root,
      env: { ...process.env, PATH, IPYTHONDIR: home },
    });
    try {
      expect(printed(await kernel.execute("print(6 * 7)"), "stdout")).to.equal("42\n");
      expect(errorOf(await kernel.execute("1 / 0"))).to.include({ ename: "ZeroDivisionError" });
      const slow = await kernel.execute("while True: pass", { timeout: 500 });
      expect(errorOf(slow)).to.include({ ename: "KeyboardInterrupt" });
    } finally {
      await kernel.shutdown();
      rmSync(home, { recursive: true, force: true });
    }
    expect(isRunning(kernel.pid as number)).to.equal(false);
  });
});
