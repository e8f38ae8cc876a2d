/** All output, once, in order, in the cell that caused it. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { closeAll, KernelClient } from "./client/client.js";
import { contents, printed } from "./client/exchange.js";

describe("the output of cells", () => {
  let client: KernelClient;
  before(async () => {
    client = await KernelClient.start();
  });
  after(closeAll);

  it("delivers 100,000 lines before the cell ends, in few messages", async () => {
    const exchange = await client.execute(
      `for (let i = 0; i < 100_000; i++) console.log("line " + i);`,
    );
    const expected = Array.from({ length: 100_000 }, (_, i) => `line ${i}\n`).join("");
    expect(printed(exchange) === expected).to.equal(true);
    expect(contents(exchange, "stream").length).to.be.below(200);
  });

  it("puts queued cells' output under the right cell", async () => {
    const loop = (name: string) => `for (let i = 0; i < 500; i++) console.log("${name}", i);`;
    const exchanges = await Promise.all(["a", "b", "c"].map((name) => client.execute(loop(name))));
    for (const [index, exchange] of exchanges.entries()) {
      const name = "abc"[index];
      const lines = Array.from({ length: 500 }, (_, i) => `${name} ${i}\n`).join("");
      expect(printed(exchange)).to.equal(lines);
    }
  });

  it("puts the output of timers and promises of an old cell under that cell", async () => {
    const old = await client.execute(
      `setTimeout(() => console.log("late timer"), 300);
       void (async () => { await new Promise((r) => setTimeout(r, 320)); console.log("late promise"); })();`,
    );
    await client.execute(`console.log("new cell")`);
    await sleep(700);
    expect(printed(old)).to.equal("late timer\nlate promise\n");
  });

  it("keeps the order of both streams and of displays", async () => {
    const exchange = await client.execute(`console.log(1); console.error(2); display("three");
      console.log(4); process.stdout.write("5"); process.stdout.write("6\\n"); 7`);
    const seen = exchange.iopub
      .filter(({ header }) => !["status", "execute_input"].includes(header.msg_type))
      .map(({ content }) => content.text ?? (content.data as Record<string, string>)["text/plain"]);
    expect(seen).to.deep.equal(["1\n", "2\n", "three", "4\n56\n", "7"]);
  });

  it("has what child processes print, inherited or not", async () => {
    const exchange = await client.execute(`import { execSync, spawn } from "node:child_process";
      execSync("echo inherited; echo error >&2", { stdio: "inherit" });
      const child = spawn("sh", ["-c", "echo spawned"], { stdio: "inherit" });
      await new Promise((resolve) => child.on("exit", resolve));`);
    expect(printed(exchange)).to.equal("inherited\nspawned\n");
    expect(printed(exchange, "stderr")).to.equal("error\n");
  });

  it("shows a value's own bundle, a promised one too, and survives one that throws", async () => {
    const bundle = { "text/plain": "p", "application/json": { a: [1] } };
    const exchange = await client.execute(`display({
      async [Symbol.for("Jupyter.display")]() { return ${JSON.stringify(bundle)}; } });`);
    await sleep(50);
    expect(contents(exchange, "display_data")[0].data).to.deep.equal(bundle);
    const throwing = await client.execute(
      `({ [Symbol.for("Jupyter.display")]() { throw new Error("no picture"); } })`,
    );
    expect(throwing.reply.status).to.equal("error");
    expect(throwing.reply.evalue).to.include("no picture");
    expect(await client.text("1 + 1")).to.equal("2");
  });

  it("turns bytes in a bundle into base64", async () => {
    const exchange = await client.execute(
      `display({ [Symbol.for("Jupyter.display")]: () => ({ "image/png": new Uint8Array([1, 2, 3]) }) })`,
    );
    expect(contents(exchange, "display_data")[0].data).to.deep.equal({ "image/png": "AQID" });
  });

  it("clears", async () => {
    const exchange = await client.execute(`clearOutput(true); clearOutput();`);
    expect(contents(exchange, "clear_output")).to.deep.equal([{ wait: true }, { wait: false }]);
  });

  it("never passes the limits of Jupyter's server: 3,000 messages and 3 MB of streams in 3 s", async () => {
    // Together more than 3 s may have, of both.
    const exchange = await client.execute(`for (let i = 0; i < 1600; i++) {
      display(i); console.log("x".repeat(1999)); }`);
    expect(contents(exchange, "display_data")).to.have.length(1600);
    expect(printed(exchange).length).to.equal(1600 * 2000);
    // jupyter_server, ZMQChannelsWebsocketConnection: state, inputs and comms do not count.
    const sent = exchange.iopub
      .filter(({ header }) => header.msg_type === "stream" || header.msg_type === "display_data")
      .map(({ header, content }) => ({
        time: Date.parse(header.date),
        bytes: header.msg_type === "stream" ? String(content.text).length : 0,
      }));
    for (const { time } of sent) {
      const window = sent.filter((other) => other.time >= time && other.time < time + 3000);
      expect(window.length).to.be.at.most(3000);
      expect(window.reduce((sum, { bytes }) => sum + bytes, 0)).to.be.at.most(3_000_000);
    }
  });

  it("replaces a display again and again without drowning the front end", async () => {
    const exchange = await client.execute(`const bar = display("0 %", { id: "bar" });
      for (let i = 0; i <= 20_000; i++) bar.update(i + " of 20000");`);
    const updates = contents(exchange, "update_display_data");
    expect(updates.at(-1)?.data).to.deep.equal({ "text/plain": "20000 of 20000" });
    expect(updates.length).to.be.below(20_001);
  });
});
