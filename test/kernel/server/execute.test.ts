import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { executeContent } from "./client.js";
import { closeAll, start } from "./setting.js";

const fail = () => {
  throw new RangeError("too far");
};

describe("execute_request", () => {
  afterEach(closeAll);

  it("is answered by busy, execute_input, outputs in order, reply and idle", async () => {
    const { client, engine } = await start({
      cell: (show) => {
        show({ type: "stream", name: "stdout", text: "one " });
        show({ type: "stream", name: "stdout", text: "two\n" });
        show({ type: "stream", name: "stderr", text: "three\n" });
        show({ type: "display", data: { "text/plain": "d" }, metadata: { a: 1 }, update: false });
        show({ type: "stream", name: "stdout", text: "four\n" });
        show({ type: "clear", wait: true });
        show({ type: "result", data: { "text/plain": "5" }, metadata: { b: 2 } });
      },
    });
    const { id, reply } = await client.execute("cell");
    expect(client.published(id).map(({ type, content }) => [type, content])).to.deep.equal([
      ["status", { execution_state: "busy" }],
      ["execute_input", { code: "cell", execution_count: 1 }],
      ["stream", { name: "stdout", text: "one two\n" }],
      ["stream", { name: "stderr", text: "three\n" }],
      ["display_data", { data: { "text/plain": "d" }, metadata: { a: 1 }, transient: {} }],
      ["stream", { name: "stdout", text: "four\n" }],
      ["clear_output", { wait: true }],
      ["execute_result", { execution_count: 1, data: { "text/plain": "5" }, metadata: { b: 2 } }],
      ["status", { execution_state: "idle" }],
    ]);
    expect(reply.content).to.deep.equal({
      status: "ok",
      execution_count: 1,
      user_expressions: {},
      payload: [],
    });
    expect(reply.header.version).to.equal("5.4");
    expect(reply.metadata.intertwine).to.deep.equal({
      seconds: 0.25,
      compileSeconds: 0.125,
      peakMemory: 4096,
    });
    expect(new Date(reply.metadata.started as string).toISOString()).to.equal(
      reply.metadata.started,
    );
    expect(engine.requests[0].label).to.equal("cell[1]");
    // Every message repeats the whole header of the request.
    for (const { parent } of [...client.published(id), reply]) {
      expect(parent.session).to.equal(client.session);
      expect(parent.msg_type).to.equal("execute_request");
    }
  });

  it("shows, updates and updates again a display under its id", async () => {
    const show = (text: string, update: boolean) =>
      ({ type: "display", data: { "text/plain": text }, metadata: {}, id: "x", update }) as const;
    const { client } = await start({
      cell: async (shown) => {
        shown(show("0 %", false));
        shown(show("50 %", true));
        shown(show("100 %", true));
      },
    });
    const { id } = await client.execute("cell");
    const displays = client.published(id).filter(({ type }) => /display/.test(type));
    expect(displays.map(({ type }) => type)).to.deep.equal([
      "display_data",
      "update_display_data",
      "update_display_data",
    ]);
    expect(displays.at(-1)?.content).to.deep.equal({
      data: { "text/plain": "100 %" },
      metadata: {},
      transient: { display_id: "x" },
    });
  });

  it("counts stored cells only, and a silent one says nothing", async () => {
    const { client, engine } = await start({
      cell: (show) => show({ type: "result", data: { "text/plain": "1" }, metadata: {} }),
      fail,
    });
    const counts = [];
    for (const more of [{}, { store_history: false }, { silent: true }, {}]) {
      const { id, reply } = await client.execute("cell", more);
      const types = client.published(id).map(({ type }) => type);
      counts.push([reply.content.execution_count, types.includes("execute_result"), types.length]);
    }
    expect(counts).to.deep.equal([
      [1, true, 4],
      [1, true, 4],
      [1, false, 2],
      [2, true, 4],
    ]);
    expect(engine.requests.map(({ label }) => label)).to.deep.equal([
      "cell[1]",
      "cell[*]",
      "cell[*]",
      "cell[2]",
    ]);
    const { id, reply } = await client.execute("fail", { silent: true });
    expect(reply.content.ename).to.equal("RangeError");
    expect(client.published(id)).to.have.length(2);
  });

  it("evaluates user expressions", async () => {
    const { client } = await start();
    const { reply } = await client.execute("", { user_expressions: { a: "1 + 1", b: "bad" } });
    expect(reply.content.user_expressions).to.deep.equal({
      a: { status: "ok", data: { "text/plain": "1 + 1" }, metadata: {} },
      b: {
        status: "error",
        ename: "ReferenceError",
        evalue: "bad is not defined",
        traceback: [],
      },
    });
  });

  it("reports an error twice, and gives up what was queued behind it", async () => {
    const { client, engine } = await start({ fail: () => sleep(50).then(fail) });
    const [failed, behind, last] = await Promise.all([
      client.send("shell", "execute_request", executeContent("fail")),
      client.send("shell", "execute_request", executeContent("behind")),
      client.send("shell", "execute_request", executeContent("last")),
    ]);
    const error = {
      ename: "RangeError",
      evalue: "too far",
      traceback: ["RangeError: too far", "at cell:1"],
    };
    expect((await client.reply(failed)).content).to.deep.include({ status: "error", ...error });
    const published = client.published(failed).find(({ type }) => type === "error");
    const [head, ...way] = error.traceback;
    expect(published?.content).to.deep.equal({
      ...error,
      traceback: [head.replace("RangeError", "\x1b[1;31mRangeError\x1b[0m"), ...way],
    });
    for (const id of [behind, last]) {
      const { content } = await client.reply(id);
      expect(content).to.deep.include({ status: "aborted", execution_count: null });
      expect(client.published(id).map(({ content }) => content.execution_state)).to.deep.equal([
        "busy",
        "idle",
      ]);
    }
    expect(engine.requests.map(({ code }) => code)).to.deep.equal(["fail"]);
    expect((await client.execute("afterwards")).reply.content.status).to.equal("ok");
  });

  it("goes on after an error without stop_on_error", async () => {
    const { client } = await start({ fail: () => sleep(50).then(fail) });
    const [failed, behind] = await Promise.all([
      client.send("shell", "execute_request", executeContent("fail", { stop_on_error: false })),
      client.send("shell", "execute_request", executeContent("behind")),
    ]);
    expect((await client.reply(failed)).content.status).to.equal("error");
    expect((await client.reply(behind)).content.status).to.equal("ok");
  });

  it("gives late output to its own cell", async () => {
    const { client } = await start({
      early: (show) => {
        setTimeout(() => show({ type: "stream", name: "stdout", text: "late" }), 100);
      },
      cell: (show) => sleep(200).then(() => show({ type: "stream", name: "stdout", text: "mine" })),
    });
    const early = await client.execute("early");
    const cell = await client.execute("cell");
    const text = (id: string) =>
      client.published(id).flatMap(({ type, content }) => (type === "stream" ? content.text : []));
    expect(text(early.id)).to.deep.equal(["late"]);
    expect(text(cell.id)).to.deep.equal(["mine"]);
  });

  it("without text as code is answered by an error", async () => {
    const { client } = await start();
    const { reply } = await client.execute(7 as unknown as string);
    expect(reply.content.status).to.equal("error");
    expect(reply.content.evalue).to.contain("expected text");
  });

  it("survives an engine that breaks", async () => {
    const { client, engine, log } = await start();
    const execute = engine.execute.bind(engine);
    engine.execute = () => Promise.reject(new Error("a bug of ours"));
    const { reply } = await client.execute("cell");
    expect(reply.content).to.include({ status: "error", evalue: "a bug of ours" });
    expect(log.join()).to.contain("a bug of ours");
    engine.execute = execute;
    expect((await client.execute("cell")).reply.content.status).to.equal("ok");
  });
});
