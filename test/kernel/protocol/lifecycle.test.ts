/** From start to end: restart, shutdown, lost processes, and who may talk to the kernel. */
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { openConnection } from "../../../src/workbench/jupyter/connection.js";
import { createMessage, encodeMessage } from "../../../src/workbench/jupyter/message.js";
import { closeAll, failedStart, KernelClient } from "./client/client.js";
import { contents, printed } from "./client/exchange.js";
import { isAlive, until } from "./client/processes.js";

describe("the life of a kernel", () => {
  after(closeAll);

  it("keeps the first cell's output after a restart", async () => {
    const first = await KernelClient.start();
    await first.text("const kept = 1");
    expect(await first.shutdown(true)).to.deep.equal({ status: "ok", restart: true });
    const second = await KernelClient.start();
    const exchange = await second.execute(`console.log("first words"); typeof kept`);
    expect(exchange.reply.status).to.equal("error");
    expect(await second.text(`console.log("then"); 1`)).to.equal("then\n1");
    await second.close();
  });

  it("leaves no process behind, whatever the cell had started", async () => {
    const client = await KernelClient.start();
    const pids = await client.text(`import { spawn } from "node:child_process";
      const child = spawn("sleep", ["300"]);
      import { Worker } from "node:worker_threads";
      new Worker("setInterval(() => {}, 1000)", { eval: true });
      console.log(process.pid, child.pid);`);
    const [cells, child] = pids.trim().split(" ").map(Number);
    expect(isAlive(cells) && isAlive(child)).to.equal(true);
    await client.shutdown();
    await until(() => !isAlive(cells) && !isAlive(child), 2000);
  });

  it("ends during a synchronous loop", async () => {
    const client = await KernelClient.start();
    const pid = Number(await client.text("process.pid"));
    const code = "for (;;) {}";
    void client.execute(code);
    await client.seen(({ content }) => content.code === code);
    await client.shutdown();
    await until(() => !isAlive(pid), 2000);
  });

  it("ends without a complaint while a cell is compiled", async () => {
    const client = await KernelClient.start();
    void client.execute(`import * as ts from "typescript"; ts.version`);
    await sleep(50);
    await client.shutdown();
    expect(client.log).to.equal("");
  });

  it("takes its cells' process along when it is killed", async () => {
    const client = await KernelClient.start();
    const pid = Number(await client.text("process.pid"));
    const code = "for (;;) {} // killed";
    void client.execute(code);
    await client.seen(({ content }) => content.code === code);
    process.kill(client.pid, "SIGKILL");
    await until(() => !isAlive(pid), 3000);
    await client.close();
  });

  it("says that memory has run out, and goes on with a fresh process", async function () {
    this.timeout(60_000);
    const client = await KernelClient.start({
      env: { NODE_OPTIONS: "--max-old-space-size=120" },
    });
    await client.text("const before = 1");
    const { reply } = await client.execute(
      "const rows: object[] = []; for (;;) rows.push({ x: Math.random(), y: [rows.length] });",
    );
    expect(reply).to.include({ status: "error", ename: "OutOfMemory" });
    expect((reply.traceback as string[]).join("\n")).to.include(
      "variables of this notebook are gone",
    );
    expect(await client.text("1 + 1")).to.equal("2");
    expect((await client.execute("before")).reply.status).to.equal("error");
    await client.close();
  });

  it("does not end by process.exit()", async () => {
    const client = await KernelClient.start();
    await client.text("let kept = 5");
    const { reply } = await client.execute("process.exit(3)");
    expect(reply.status).to.equal("error");
    expect(reply.evalue).to.include("process.exit");
    expect(await client.text("kept")).to.equal("5");
    await client.close();
  });

  it("does not explain a crash by what an earlier cell has printed", async () => {
    const client = await KernelClient.start();
    await client.text(
      `import { spawnSync } from "node:child_process"; spawnSync("echo earlier >&2", { shell: true, stdio: "inherit" });`,
    );
    const { reply } = await client.execute("process.abort()");
    expect(reply.ename).to.equal("ProcessEnded");
    expect(reply.evalue).to.match(/by SIGABRT\.$/);
    await client.close();
  });

  it("says that the process of the cells was killed", async () => {
    const client = await KernelClient.start();
    const { reply } = await client.execute("process.kill(process.pid, 'SIGKILL'); for (;;) {}");
    expect(reply).to.include({ status: "error", ename: "ProcessKilled" });
    expect(await client.text("'again'")).to.equal("'again'");
    await client.close();
  });

  it("drops a message with a wrong signature, says so in its log, and drops one that comes twice", async () => {
    const client = await KernelClient.start();
    const forged = createMessage("execute_request", { code: "console.log('forged')" }, "x");
    await client.raw(encodeMessage(forged, randomUUID()));
    const twice = createMessage(
      "execute_request",
      { code: "console.log('once')", silent: false, allow_stdin: false },
      client.session,
    );
    const frames = encodeMessage(twice, client.connection.info.key);
    await client.raw(frames);
    await client.raw(frames);
    await client.raw(["<IDS|MSG>", "", "{", "{}", "{}", "{}"]);
    await client.raw(["nothing at all"]);
    expect(await client.text("2")).to.equal("2");
    expect(client.log).to.match(/signature/);
    const all = client.iopub.filter(({ header }) => header.msg_type === "stream");
    expect(all.map(({ content }) => content.text)).to.deep.equal(["once\n"]);
    await client.close();
  });

  it("listens on the loopback device alone, and its connection file is its owner's", async () => {
    const client = await KernelClient.start();
    const { info, file } = client.connection;
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    const sockets = execFileSync("cat", ["/proc/net/tcp", "/proc/net/tcp6"], { encoding: "utf8" });
    for (const port of [info.shell_port, info.iopub_port, info.hb_port]) {
      const hex = port.toString(16).toUpperCase().padStart(4, "0");
      const listening = sockets
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter(([, local, , state]) => local?.endsWith(`:${hex}`) && state === "0A");
      expect(listening.map(([, local]) => local)).to.deep.equal([`0100007F:${hex}`]);
    }
    await client.close();
  });

  it("refuses to listen on another device unless it is told to", async () => {
    const connection = await openConnection();
    writeFileSync(connection.file, JSON.stringify({ ...connection.info, ip: "0.0.0.0" }));
    const { status, log } = await failedStart(connection);
    expect(status).to.equal(1);
    expect(log).to.include("0.0.0.0").and.include("INTERTWINE_KERNEL_ALLOW_REMOTE");
  });

  it("says which port is taken", async () => {
    const connection = await openConnection();
    const other = createServer().listen(connection.info.iopub_port, "127.0.0.1");
    const { status, log } = await failedStart(connection);
    other.close();
    expect(status).to.equal(1);
    expect(log)
      .to.include(String(connection.info.iopub_port))
      .and.not.match(/^\s+at /m);
  });

  it("goes on when a client vanishes in the middle of its output", async () => {
    const client = await KernelClient.start();
    const leaving = await KernelClient.join(client);
    void leaving.execute(`for (let i = 0; i < 1000; i++) console.log("to nobody", i);`);
    leaving.leave();
    expect(await client.text("'still here'")).to.equal("'still here'");
    await client.close();
  });

  it("reports seconds and memory of each cell in the reply", async () => {
    const client = await KernelClient.start();
    const { metadata } = await client.execute(
      "const big = new Float64Array(2e7).fill(1); await new Promise((r) => setTimeout(r, 200));",
    );
    const { seconds, peakMemory } = metadata.intertwine as Record<string, number>;
    expect(seconds).to.be.within(0.2, 5);
    expect(peakMemory).to.be.above(1.6e8);
    const small = await client.execute("1");
    const { seconds: less } = small.metadata.intertwine as Record<string, number>;
    expect(less).to.be.below(0.2);
    await client.close();
  });

  it("counts silent cells as nothing and leaves them out of the history", async () => {
    const client = await KernelClient.start();
    const first = await client.execute("'counted'");
    const silent = await client.execute("console.log('x'); 'silent'", { silent: true });
    expect(contents(silent, "execute_result")).to.deep.equal([]);
    expect(contents(silent, "execute_input")).to.deep.equal([]);
    const next = await client.execute("'next'");
    expect(next.reply.execution_count).to.equal((first.reply.execution_count as number) + 1);
    expect(printed(next)).to.equal("");
    await client.close();
  });
});
