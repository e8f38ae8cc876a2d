import { randomBytes } from "node:crypto";
import { connect as connectSocket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { Dealer } from "zeromq";
import { startServer } from "../../../src/kernel/server/index.js";
import { Client, executeContent } from "./client.js";
import { FakeEngine } from "./fake-engine.js";
import { closeAll, connect, freeConnection, start } from "./setting.js";

describe("the server among strangers", () => {
  afterEach(closeAll);

  it("drops what is wrongly signed, malformed or sent twice, and says so", async () => {
    const { client, log, engine } = await start();
    const parts = () => [client.header("execute_request"), {}, {}, executeContent("forged")];
    const signed = client.sign(parts());
    await client.sendFrames("shell", client.sign(parts(), "another key"));
    const changed = [...signed];
    changed[5] = Buffer.from(JSON.stringify(executeContent("changed")));
    await client.sendFrames("shell", changed);
    await client.sendFrames("shell", client.sign(["{", {}, {}, {}]));
    await client.sendFrames("shell", client.sign([[], {}, {}, {}]));
    await client.sendFrames("shell", client.sign([{}, {}, {}, {}]));
    await client.sendFrames("shell", client.sign([client.header("x"), {}, {}, "null"]));
    await client.sendFrames("shell", [Buffer.from("<IDS|MSG>")]);
    await client.sendFrames("shell", [randomBytes(40)]);
    await client.sendFrames("shell", signed);
    await client.sendFrames("shell", signed);
    await client.execute("honest");
    expect(engine.requests.map(({ code }) => code)).to.deep.equal(["forged", "honest"]);
    const reasons = log.map((line) => line.replace("a message on shell was dropped: ", ""));
    expect(reasons).to.have.length(9);
    expect(reasons[0]).to.match(/signature does not match/);
    expect(reasons[1]).to.match(/signature does not match/);
    expect(reasons[2]).to.match(/header is no JSON/);
    expect(reasons[3]).to.match(/header is no object/);
    expect(reasons[4]).to.match(/no text as msg_id/);
    expect(reasons[5]).to.match(/content is no object/);
    expect(reasons[6]).to.match(/2 frames; expected/);
    expect(reasons[7]).to.match(/frames; expected/);
    expect(reasons[8]).to.match(/has come before/);
  });

  it("survives a header that cannot be repeated in an answer", async () => {
    const { client, log } = await start();
    const header = JSON.stringify(client.header("kernel_info_request"));
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    await client.sendFrames(
      "shell",
      client.sign([header.replace("{", `{"deep":${deep},`), {}, {}, {}]),
    );
    expect((await client.execute("cell")).reply.content.status).to.equal("ok");
    expect(log.join()).to.contain("answering kernel_info_request failed");
  });

  it("answers after random bytes on each of its sockets", async () => {
    const { client, connection } = await start();
    const ports = [
      connection.shell_port,
      connection.iopub_port,
      connection.stdin_port,
      connection.control_port,
      connection.hb_port,
    ];
    const greeting = Buffer.concat([
      Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]),
      Buffer.from("NULL"),
      Buffer.alloc(48),
    ]);
    const attempts = ports.flatMap((port) =>
      Array.from({ length: 6 }, async (_, i) => {
        const socket = connectSocket(port, "127.0.0.1");
        socket.on("error", () => {});
        // Half of them greet well before they go wrong.
        socket.write(i % 2 === 0 ? randomBytes(2000) : Buffer.concat([greeting, randomBytes(500)]));
        await sleep(50);
        socket.destroy();
      }),
    );
    await Promise.all(attempts);
    expect((await client.execute("cell")).reply.content.status).to.equal("ok");
    expect((await client.request("control", "kernel_info", {})).content.status).to.equal("ok");
  });

  it("is not disturbed by a client that goes away during its cell", async () => {
    let end = () => {};
    const { client, connection, engine } = await start({
      cell: () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    });
    const gone = await connect(connection).ready();
    await gone.send("shell", "execute_request", executeContent("cell"));
    await client.until(() => engine.requests.length === 1);
    gone.close();
    await sleep(50);
    end();
    expect((await client.execute("other")).reply.content.status).to.equal("ok");
  });

  it("asks in vain for a line when the client has no stdin", async () => {
    const { client, connection } = await start({
      cell: (_, { input }) => input?.("? ", false).then(() => {}),
    });
    const bare = new Dealer({ linger: 0, routingId: "bare" });
    bare.connect(`tcp://127.0.0.1:${connection.shell_port}`);
    const content = executeContent("cell", { allow_stdin: true });
    await bare.send(client.sign([client.header("execute_request"), {}, {}, content]));
    const frames = await bare.receive();
    bare.close();
    expect(JSON.parse(String(frames[5])).evalue).to.contain("no stdin channel");
  });

  it("names the port that is taken, and gives the others back", async () => {
    const { connection } = await start();
    const engine = new FakeEngine();
    const free = await freeConnection();
    const half = { ...free, iopub_port: connection.iopub_port };
    const error = await startServer(half, engine).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).to.contain(`port ${connection.iopub_port} of 127.0.0.1 is taken`);
    expect(error?.message).to.contain("start the kernel again");
    await (await startServer(free, engine)).close();
  });

  it("holds the first cell until somebody listens, and not for ever", async () => {
    const connection = await freeConnection();
    const engine = new FakeEngine();
    const server = await startServer(connection, engine, { listenerPatience: 300 });
    const helper = new Client(await freeConnection());
    const bare = new Dealer({ linger: 0 });
    bare.connect(`tcp://127.0.0.1:${connection.shell_port}`);
    const content = executeContent("cell");
    await bare.send(
      helper.sign([helper.header("execute_request"), {}, {}, content], connection.key),
    );
    await sleep(100);
    expect(engine.requests).to.have.length(0);
    await bare.receive();
    expect(engine.requests).to.have.length(1);
    bare.close();
    helper.close();
    await server.close();
  });

  it("gives every client its own answers", async () => {
    const { client, connection } = await start();
    const other = await connect(connection).ready();
    const ids = await Promise.all(
      [client, other].map(async (one) => (await one.request("shell", "kernel_info", {})).parent),
    );
    for (const [i, one] of [client, other].entries()) {
      const replies = one.received.filter(({ channel }) => channel === "shell");
      expect(replies.map(({ parent }) => parent.msg_id)).to.deep.equal([ids[i].msg_id]);
    }
  });
});
