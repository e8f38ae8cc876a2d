/** What nobody plans to send: it is answered, or it is said why not. */
import { createConnection } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { RandomStream } from "../../../src/numerics/index.js";
import { closeAll, KernelClient } from "./client/client.js";
import { printed } from "./client/exchange.js";
import { costOf } from "./client/processes.js";

describe("a kernel under load and abuse", () => {
  let client: KernelClient;
  before(async () => {
    client = await KernelClient.start();
  });
  after(closeAll);

  it("runs a cell of 1 MB", async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `  { name: "row ${i}", value: ${i}.25 },`,
    );
    const code = `const rows = [\n${rows.join("\n")}\n];\nrows.length`;
    const padding = `// ${"x".repeat(Math.max(0, 1e6 - code.length))}\n`;
    expect(await client.text(padding + code)).to.equal("20000");
  });

  it("says what is wrong with a cell that is nested too deeply", async () => {
    const { reply } = await client.execute(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
    expect(reply.status).to.equal("error");
    expect(reply.evalue).to.match(/deep|stack|large/i);
    expect(await client.text("1")).to.equal("1");
  });

  it("prints a line of 3.2 MB, more than Jupyter's server passes on in its 3 s", async () => {
    const exchange = await client.execute(`console.log("y".repeat(3_200_000));`);
    expect(printed(exchange)).to.equal(`${"y".repeat(3_200_000)}\n`);
  });

  it("answers after random bytes on each of its sockets", async () => {
    const { info } = client.connection;
    const random = RandomStream.fromSeed(20260101);
    const ports = [
      info.shell_port,
      info.control_port,
      info.stdin_port,
      info.iopub_port,
      info.hb_port,
    ];
    for (const port of ports) {
      for (let attempt = 0; attempt < 10; attempt++) {
        const socket = createConnection(port, info.ip);
        socket.on("error", () => {});
        const size = 1 + Math.floor(random.uniform() * 4096);
        const bytes = Buffer.from(
          Array.from({ length: size }, () => Math.floor(random.uniform() * 256)),
        );
        // Half of them begin like a peer of the protocol, and go wrong later.
        if (attempt % 2 === 0) {
          bytes.set(
            [0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0, 0x4e, 0x55, 0x4c, 0x4c].slice(0, size),
          );
        }
        socket.end(bytes);
      }
    }
    await sleep(100);
    expect(await client.text("'answers'")).to.equal("'answers'");
  });

  it("survives output that never ends from a timer of an old cell", async () => {
    await client.text(`const flood = setInterval(() => {
      for (let i = 0; i < 1000; i++) console.log("flood"); }, 1);`);
    expect(await client.text("2 + 2")).to.equal("4");
    await client.text("clearInterval(flood)");
    expect(await client.text("3 + 3")).to.equal("6");
  });

  it("runs 5,000 cells in flat memory, the last as quickly as the first", async function () {
    this.timeout(240_000);
    const own = await KernelClient.start();
    const memory: number[] = [];
    const seconds: number[] = [];
    let from = performance.now();
    for (let i = 0; i < 5000; i++) {
      const exchange = await own.execute(
        `const data = new Float64Array(10_000).fill(${i}); function sum() { return data[0] + data[9_999]; }
         console.log(sum()); sum()`,
      );
      expect(exchange.reply.status).to.equal("ok");
      if ((i + 1) % 1000 === 0) {
        await sleep(500);
        memory.push(costOf(own.pid).mebibytes);
        seconds.push((performance.now() - from) / 1000);
        from = performance.now();
      }
    }
    await own.close();
    console.log(`      MiB after each 1,000: ${memory.map(Math.round).join(", ")}`);
    console.log(`      seconds for each 1,000: ${seconds.map((s) => s.toFixed(1)).join(", ")}`);
    // The heaps have found their size after 2,000. Kept of a cell are its text, its map and where
    // its output goes, some 20 kB with what the heaps have not given back; not the 80 kB of its data.
    const kibibytesPerCell = ((memory[4] - memory[1]) * 1024) / 3000;
    expect(kibibytesPerCell).to.be.below(60);
    expect(seconds[4]).to.be.below(3 * seconds[0]);
  });
});
