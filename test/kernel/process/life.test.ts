import { spawnSync } from "node:child_process";
import type { Writable } from "node:stream";
import { expect } from "chai";
import { Cells, pause } from "./cells.js";

/** A process that has ended may wait for whoever inherits it to take notice. */
const isAlive = (pid: number) => {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return /^[^Z]/.test(stdout.trim());
};

describe("The life of the process", function () {
  this.timeout(60_000);

  const children = `const { spawn } = process.getBuiltinModule("child_process");
    const start = (detached) => spawn("sleep", ["60"], { detached, stdio: "ignore" }).pid;
    console.log(start(false), start(false), start(true))`;

  const startedIn = async (cells: Cells) => {
    const run = cells.start(children);
    await cells.done(run);
    return cells.text(run).trim().split(" ").map(Number);
  };

  it("makes a diagnostic report, as packages do that look for their binary", async () => {
    const cells = await new Cells().ready();
    const run = cells.start("console.log(typeof process.report.getReport().header)");
    await cells.done(run);
    expect(cells.text(run)).to.equal("object\n");
    await cells.close();
  });

  for (const how of ["idle", "busy"] as const) {
    it(`ends, with its children, when the kernel is gone (${how})`, async () => {
      const cells = await new Cells().ready();
      const [first, second, detached] = await startedIn(cells);
      if (how === "busy") cells.start("for (;;) {}");
      await pause(50);
      (cells.child.stdio[4] as Writable).end();
      const end = await Promise.race([cells.ended, pause(1000).then(() => "still there")]);
      expect(end).to.equal("SIGKILL");
      await pause(50);
      expect([first, second].map(isAlive)).to.deep.equal([false, false]);
      expect(isAlive(detached)).to.equal(true);
      process.kill(detached, "SIGKILL");
      await cells.close();
    });
  }

  it("ends, with its children, when it is told to, after the notebook's own handlers", async () => {
    const cells = await new Cells().ready();
    const [first, second, detached] = await startedIn(cells);
    const run = cells.start("process.on('exit', () => console.log('bye'))");
    await cells.done(run);
    cells.send({ type: "exit" });
    await cells.ended;
    await pause(50);
    expect(cells.text(run)).to.equal("bye\n");
    expect([first, second].map(isAlive)).to.deep.equal([false, false]);
    process.kill(detached, "SIGKILL");
    await cells.close();
  });

  it("has sent everything before a crash", async () => {
    const cells = await new Cells().ready();
    const run = cells.start("for (let i = 0; i < 1000; i++) console.log(i); process.abort()");
    expect(await cells.ended).to.equal("SIGABRT");
    await pause(50);
    expect(cells.text(run).split("\n").length).to.equal(1001);
    await cells.close();
  });

  it("keeps nothing of the 5,000 cells that it has run", async () => {
    const cells = await new Cells({ flags: ["--expose-gc"] }).ready();
    const heap = async () => {
      const run = cells.start(
        "for (let i = 0; i < 10; i++) { gc(); yield new Promise((r) => setTimeout(r, 1)) } return process.memoryUsage().heapUsed",
      );
      await cells.done(run);
      return Number((cells.result(run) as Record<string, string>)["text/plain"]);
    };
    const some = async (count: number) => {
      for (let i = 0; i < count; i++) {
        const run = cells.start(
          `ɵbig.big = new Array(1000).fill(${i}); ɵf.f = () => ɵbig.big; yield null; console.log(${i}); return {}`,
        );
        await cells.done(run);
      }
    };
    await some(500);
    const before = await heap();
    await some(4500);
    // A cell's array has 8,000 bytes. V8 itself keeps 1,000 to 2,500 of every script, in Node 20 to 24.
    expect((await heap()) - before).to.be.below(4500 * 4000);
    await cells.close();
  });
});
