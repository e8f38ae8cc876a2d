import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { Request } from "zeromq";
import { startServer } from "../../../src/kernel/server/index.js";
import { executeContent } from "./client.js";
import { closeAll, connect, start } from "./setting.js";

/** A cell that runs until the test ends it. */
function endless() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { cell: () => ended, end };
}

describe("requests beside cells", () => {
  afterEach(closeAll);

  it("kernel_info says what front ends need to know", async () => {
    const { client } = await start();
    const { content, type } = await client.request("shell", "kernel_info", {});
    expect(type).to.equal("kernel_info_reply");
    expect(content).to.deep.include({
      status: "ok",
      protocol_version: "5.4",
      implementation: "intertwine",
    });
    expect(content.implementation_version).to.match(/^\d+\.\d+\.\d+/);
    expect(content.banner).to.contain("TypeScript");
    expect(content.language_info).to.deep.include({
      name: "typescript",
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    });
    expect(content.language_info.version).to.match(/^\d+\.\d+/);
    expect(content.help_links[0]).to.have.all.keys("text", "url");
  });

  it("every request has busy and idle of its own, on shell and on control", async () => {
    const { client } = await start();
    for (const channel of ["shell", "control"] as const) {
      const reply = await client.request(channel, "kernel_info", {});
      expect(reply.channel).to.equal(channel);
      const states = client.published(reply.parent.msg_id);
      expect(states.map(({ content }) => content.execution_state)).to.deep.equal(["busy", "idle"]);
    }
  });

  it("complete counts code points", async () => {
    const { client } = await start();
    // Two characters outside the basic plane: 4 code units, 2 code points.
    const { content } = await client.request("shell", "complete", {
      code: "'𝔾𝔾'; alph + 1",
      cursor_pos: 10,
    });
    expect(content).to.deep.equal({
      status: "ok",
      matches: ["alpha", "alphabet"],
      cursor_start: 6,
      cursor_end: 10,
      metadata: {
        _jupyter_types_experimental: ["alpha", "alphabet"].map((text) => ({
          text,
          start: 6,
          end: 10,
          type: "variable",
          signature: `const ${text}: number`,
        })),
      },
    });
    const none = await client.request("shell", "complete", { code: "𝔾𝔾 zzz", cursor_pos: 6 });
    expect(none.content).to.deep.include({ matches: [], cursor_start: 6, cursor_end: 6 });
    const end = await client.request("shell", "complete", { code: "al" });
    expect(end.content.matches).to.deep.equal(["alpha", "alphabet"]);
  });

  it("inspect answers as text and as Markdown, or that there is nothing", async () => {
    const { client } = await start();
    const found = await client.request("shell", "inspect", {
      code: "'𝔾'+alpha",
      cursor_pos: 9,
      detail_level: 0,
    });
    expect(found.content).to.deep.equal({
      status: "ok",
      found: true,
      data: {
        "text/plain": "const alpha: number\n\nA *number*.",
        "text/markdown": "```typescript\nconst alpha: number\n```\n\nA *number*.",
      },
      metadata: {},
    });
    const nothing = await client.request("shell", "inspect", { code: "  ", cursor_pos: 1 });
    expect(nothing.content).to.deep.equal({ status: "ok", found: false, data: {}, metadata: {} });
  });

  it("is_complete has its answer as status", async () => {
    const { client } = await start();
    const complete = await client.request("shell", "is_complete", { code: "1" });
    expect(complete.content).to.deep.equal({ status: "complete" });
    const open = await client.request("shell", "is_complete", { code: "if (x) {" });
    expect(open.content).to.deep.equal({ status: "incomplete", indent: "  " });
  });

  it("history tells the cells of this session with their results", async () => {
    const { client } = await start({
      "1 + 1": (show) => show({ type: "result", data: { "text/plain": "2" }, metadata: {} }),
    });
    await client.execute("1 + 1");
    await client.execute("let x");
    await client.execute("hidden", { store_history: false });
    const { content } = await client.request("shell", "history", {
      hist_access_type: "tail",
      n: 5,
      output: true,
      raw: true,
    });
    expect(content).to.deep.equal({
      status: "ok",
      history: [
        [1, 1, ["1 + 1", "2"]],
        [1, 2, ["let x", null]],
      ],
    });
    const wrong = await client.request("shell", "history", { hist_access_type: "none" });
    expect(wrong.content.status).to.equal("error");
    expect(wrong.content.evalue).to.contain("hist_access_type");
  });

  it("connect, debug and unknown requests are answered", async () => {
    const { client, connection, log } = await start();
    const { content } = await client.request("shell", "connect", {});
    expect(content).to.include({ shell: connection.shell_port, hb: connection.hb_port });
    const debug = await client.request("control", "debug", { seq: 3, command: "initialize" });
    expect(debug.type).to.equal("debug_reply");
    expect(debug.content).to.deep.include({ success: false, request_seq: 3 });
    const unknown = await client.request("shell", "frobnicate", {});
    expect(unknown.type).to.equal("frobnicate_reply");
    expect(unknown.content).to.include({ status: "error" });
    const id = await client.send("shell", "gossip", {});
    await client.idle(id);
    expect(log.join("\n"))
      .to.match(/frobnicate_request/)
      .and.match(/"gossip" was ignored/);
  });

  it("an error in a handler is logged and told", async () => {
    const { client, log } = await start();
    const { content } = await client.request("shell", "inspect", { code: "throw", cursor_pos: 1 });
    expect(content).to.include({ status: "error", ename: "TypeError" });
    expect(log.join()).to.contain("the language worker has a bug");
  });

  it("are answered while a cell runs, whose busy is said again", async () => {
    const { cell, end } = endless();
    const { client } = await start({ cell });
    const id = await client.send("shell", "execute_request", executeContent("cell"));
    const reply = await client.request("shell", "complete", { code: "al", cursor_pos: 2 });
    expect(reply.content.matches).to.have.length(2);
    await client.until(
      () => client.published(id).filter(({ content }) => content.execution_state).length === 2,
    );
    end();
    await client.reply(id);
    const last = client.received.filter(({ type }) => type === "status").at(-1);
    expect([last?.content.execution_state, last?.parent.msg_id]).to.deep.equal(["idle", id]);
  });

  it("the heartbeat echoes", async () => {
    const { connection } = await start();
    const heart = new Request({ linger: 0 });
    heart.connect(`tcp://127.0.0.1:${connection.hb_port}`);
    for (const beat of ["ping", "", "pong"]) {
      await heart.send(beat);
      expect((await heart.receive()).map(String)).to.deep.equal([beat]);
    }
    heart.close();
  });
});

describe("interrupt and shutdown", () => {
  afterEach(closeAll);

  for (const channel of ["control", "shell"] as const) {
    it(`interrupt_request on ${channel} ends the cell`, async () => {
      const { client, engine } = await start({ cell: endless().cell });
      const id = await client.send("shell", "execute_request", executeContent("cell"));
      await client.until(() => engine.requests.length === 1);
      const reply = await client.request(channel, "interrupt", {});
      expect(reply.content).to.deep.equal({ status: "ok" });
      expect((await client.reply(id)).content.ename).to.equal("KernelInterrupt");
      // Harmless when nothing runs.
      await client.request(channel, "interrupt", {});
      expect((await client.execute("other")).reply.content.status).to.equal("ok");
    });

    it(`shutdown_request on ${channel} is answered before the end`, async () => {
      const { client, engine, server } = await start({ cell: endless().cell });
      const running = await client.send("shell", "execute_request", executeContent("cell"));
      const queued = await client.send("shell", "execute_request", executeContent("other"));
      await client.until(() => engine.requests.length === 1);
      const reply = await client.request(channel, "shutdown", { restart: true });
      expect(reply.content).to.deep.equal({ status: "ok", restart: true });
      expect(await server.closed).to.deep.equal({ restart: true });
      expect(engine.closes).to.equal(1);
      // Nobody waits for an answer that does not come.
      expect((await client.reply(running)).content.status).to.equal("error");
      expect((await client.reply(queued)).content.status).to.equal("aborted");
      const told = client.published(reply.parent.msg_id).map(({ type }) => type);
      expect(told).to.deep.equal(["status", "shutdown_reply", "status"]);
    });
  }

  it("close ends the engine and the sockets, once", async () => {
    const { server, engine, connection } = await start();
    await Promise.all([server.close(), server.close()]);
    expect(await server.closed).to.deep.equal({ restart: false });
    expect(engine.closes).to.equal(1);
    // The ports are free again.
    await (await startServer(connection, engine)).close();
  });
});

describe("input", () => {
  afterEach(closeAll);

  it("is asked from the client whose cell it is, after what was printed before", async () => {
    const lines: string[] = [];
    const { client, connection } = await start({
      cell: async (show, { input }) => {
        show({ type: "stream", name: "stdout", text: "before" });
        lines.push((await input?.("Name? ", false)) ?? "nobody");
      },
    });
    const other = await connect(connection).ready();
    const id = await client.send(
      "shell",
      "execute_request",
      executeContent("cell", { allow_stdin: true }),
    );
    await client.until((all) => all.some(({ type }) => type === "input_request"));
    await client.until(() => client.published(id).some(({ type }) => type === "stream"));
    const question = client.received.find(({ type }) => type === "input_request");
    expect(question?.parent.msg_id).to.equal(id);
    expect(question?.content).to.deep.equal({ prompt: "Name? ", password: false });
    // Another client's answer does not count.
    await other.send("stdin", "input_reply", { value: "Mallory" });
    await sleep(50);
    await client.send("stdin", "input_reply", { value: "Emmy" }, { parent: question?.header });
    expect((await client.reply(id)).content.status).to.equal("ok");
    expect(lines).to.deep.equal(["Emmy"]);
    expect(other.received.some(({ type }) => type === "input_request")).to.equal(false);
  });

  it("is not offered when the client does not allow it, and ends with an interrupt", async () => {
    const failures: string[] = [];
    const { client, engine } = await start({
      cell: (_, { input }) =>
        input?.("? ", true).then(
          () => {},
          (error: Error) => void failures.push(error.message),
        ),
    });
    await client.execute("cell", { allow_stdin: false });
    expect(engine.requests[0].input).to.equal(undefined);
    const more = executeContent("cell", { allow_stdin: true });
    const id = await client.send("shell", "execute_request", more);
    await client.until((all) => all.some(({ type }) => type === "input_request"));
    await client.request("control", "interrupt", {});
    await client.reply(id);
    expect(failures).to.deep.equal(["prompt: the cell was interrupted."]);
    // An answer to nothing is logged and forgotten.
    await client.send("stdin", "input_reply", { value: "late" });
    expect((await client.execute("other")).reply.content.status).to.equal("ok");
  });
});

describe("comms", () => {
  afterEach(closeAll);

  it("are opened, used and closed by the front end", async () => {
    const { client, engine } = await start();
    const open = { comm_id: "c", target_name: "known", data: { a: 1 } };
    const bytes = Buffer.from([0, 1, 255]);
    const id = await client.send("shell", "comm_open", open, { buffers: [bytes] });
    await client.idle(id);
    const info = await client.request("shell", "comm_info", {});
    expect(info.content).to.deep.equal({ status: "ok", comms: { c: { target_name: "known" } } });
    const others = await client.request("shell", "comm_info", { target_name: "other" });
    expect(others.content.comms).to.deep.equal({});
    await client.send("shell", "comm_msg", { comm_id: "c", data: { b: 2 } });
    await client.idle(await client.send("shell", "comm_close", { comm_id: "c", data: {} }));
    const [opened, message, closed] = engine.received.map((received) => received.message);
    expect(opened).to.deep.include({ kind: "open", comm: "c", target: "known", data: { a: 1 } });
    expect(opened.buffers.map((buffer) => [...buffer])).to.deep.equal([[0, 1, 255]]);
    expect(message).to.deep.include({ kind: "message", comm: "c", data: { b: 2 } });
    expect(closed).to.deep.include({ kind: "close", comm: "c" });
    const none = await client.request("shell", "comm_info", {});
    expect(none.content.comms).to.deep.equal({});
  });

  it("to an unknown target, or not open, are closed by the kernel", async () => {
    const { client } = await start();
    const open = { comm_id: "c", target_name: "strange", data: {} };
    for (const id of [
      await client.send("shell", "comm_open", open),
      await client.send("shell", "comm_msg", { comm_id: "d", data: {} }),
    ]) {
      await client.until(() => client.published(id).some(({ type }) => type === "comm_close"));
    }
    const closed = client.received.filter(({ type }) => type === "comm_close");
    expect(closed.map(({ content }) => content.comm_id)).to.have.members(["c", "d"]);
    const info = await client.request("shell", "comm_info", {});
    expect(info.content.comms).to.deep.equal({});
  });

  it("of the notebook belong to the cell that they are from, in order with its output", async () => {
    const { client, engine } = await start({
      cell: (show) => {
        show({ type: "stream", name: "stdout", text: "a" });
        const common = { comm: "k", data: { x: 1 }, metadata: { version: "2" } };
        engine.onComm({ kind: "open", target: "widget", ...common, buffers: [] }, show);
        show({ type: "stream", name: "stdout", text: "b" });
        engine.onComm({ kind: "message", ...common, buffers: [new Uint8Array([7])] }, show);
      },
    });
    const { id } = await client.execute("cell");
    expect(client.published(id).map(({ type }) => type)).to.deep.equal([
      "status",
      "execute_input",
      "stream",
      "comm_open",
      "stream",
      "comm_msg",
      "status",
    ]);
    const [open] = client.published(id).filter(({ type }) => type === "comm_open");
    expect(open.content).to.deep.equal({ comm_id: "k", target_name: "widget", data: { x: 1 } });
    expect(open.metadata).to.deep.equal({ version: "2" });
    const [message] = client.published(id).filter(({ type }) => type === "comm_msg");
    expect(message.buffers.map((buffer) => [...buffer])).to.deep.equal([[7]]);
    const info = await client.request("shell", "comm_info", { target_name: "widget" });
    expect(info.content.comms).to.deep.equal({ k: { target_name: "widget" } });
  });
});
