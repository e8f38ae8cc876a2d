import { expect } from "chai";
import { Request } from "zeromq";
import { executeContent } from "./client.js";
import { closeAll, endless, start } from "./setting.js";

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
