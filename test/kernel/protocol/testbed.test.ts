/** The checks of github.com/runtimed/kernel-testbed, by their names there. */
import { expect } from "chai";
import { closeAll, KernelClient } from "./client/client.js";
import { contents, printed } from "./client/exchange.js";

describe("the checks of the kernel testbed", () => {
  let client: KernelClient;
  before(async () => {
    client = await KernelClient.start();
  });
  after(closeAll);

  it("heartbeat_responds", async () => {
    expect(String(await client.heartbeat(Buffer.from("ping")))).to.equal("ping");
  });

  it("iopub_welcome", async () => {
    const { content, parent } = await client.seen(
      ({ header }) => header.msg_type === "iopub_welcome",
    );
    expect(content).to.deep.equal({ subscription: "" });
    expect(parent).to.deep.equal({});
  });

  it("kernel_info_reply_valid, has_language_info, has_protocol_version", async () => {
    const { reply } = await client.request("shell", "kernel_info_request", {});
    expect(reply).to.include({ status: "ok", implementation: "intertwine" });
    expect(reply.protocol_version).to.match(/^5\.\d+$/);
    expect(reply.language_info).to.include({
      name: "typescript",
      mimetype: "text/typescript",
      file_extension: ".ts",
    });
    expect(reply.banner).to.be.a("string").and.not.equal("");
  });

  it("execute_stdout, execute_stderr, execute_reply_ok", async () => {
    const exchange = await client.execute(`console.log("out"); console.error("err")`);
    expect(exchange.reply.status).to.equal("ok");
    expect(printed(exchange, "stdout")).to.equal("out\n");
    expect(printed(exchange, "stderr")).to.equal("err\n");
  });

  it("status_busy_idle_lifecycle, execute_input_broadcast", async () => {
    const exchange = await client.execute("const lifecycle = 1");
    const states = contents(exchange, "status").map((content) => content.execution_state);
    expect(states).to.deep.equal(["busy", "idle"]);
    expect(exchange.iopub.map(({ header }) => header.msg_type)).to.deep.equal([
      "status",
      "execute_input",
      "status",
    ]);
    expect(contents(exchange, "execute_input")[0].code).to.equal("const lifecycle = 1");
  });

  it("complete_request", async () => {
    const { reply } = await client.request("shell", "complete_request", {
      code: "console.lo",
      cursor_pos: 10,
    });
    expect(reply).to.include({ status: "ok", cursor_start: 8, cursor_end: 10 });
    expect(reply.matches).to.include("log");
  });

  it("inspect_request", async () => {
    const { reply } = await client.request("shell", "inspect_request", {
      code: "Math.hypot(3, 4)",
      cursor_pos: 7,
      detail_level: 0,
    });
    expect(reply).to.include({ status: "ok", found: true });
    const data = reply.data as Record<string, string>;
    expect(data["text/plain"]).to.include("hypot(...values: number[]): number");
    expect(data["text/markdown"]).to.include("square root");
  });

  it("is_complete_complete, is_complete_incomplete", async () => {
    const ask = async (code: string) =>
      (await client.request("shell", "is_complete_request", { code })).reply;
    expect(await ask("const a = 1;")).to.deep.equal({ status: "complete" });
    expect(await ask("function f() {")).to.include({ status: "incomplete" });
    expect(await ask("const = = 3")).to.deep.equal({ status: "invalid" });
  });

  it("history_request", async () => {
    await client.execute("const remembered = 42");
    const { reply } = await client.request("shell", "history_request", {
      hist_access_type: "tail",
      n: 1,
      output: false,
      raw: true,
    });
    expect(reply.status).to.equal("ok");
    const [[, , code]] = reply.history as [number, number, string][];
    expect(code).to.equal("const remembered = 42");
  });

  it("comm_info_request", async () => {
    const { reply } = await client.request("shell", "comm_info_request", {});
    expect(reply).to.deep.equal({ status: "ok", comms: {} });
  });

  it("error_handling", async () => {
    const exchange = await client.execute("throw new RangeError('too far')");
    expect(exchange.reply).to.include({ status: "error", ename: "RangeError", evalue: "too far" });
    expect(contents(exchange, "error")[0]).to.include({ ename: "RangeError", evalue: "too far" });
    const syntax = await client.execute("const = 3");
    expect(syntax.reply).to.include({ status: "error", ename: "SyntaxError" });
  });

  it("display_data, update_display_data", async () => {
    const exchange = await client.execute(`
      const shown = display("first", { id: "one" });
      shown.update("second");
      display("third", { id: "one", update: true });`);
    expect(exchange.reply.status).to.equal("ok");
    const [first] = contents(exchange, "display_data");
    expect(first).to.deep.include({
      data: { "text/plain": "first" },
      transient: { display_id: "one" },
    });
    expect(contents(exchange, "update_display_data").at(-1)).to.deep.include({
      data: { "text/plain": "third" },
      transient: { display_id: "one" },
    });
  });

  it("execute_result, rich_execute_result", async () => {
    const plain = await client.execute("6 * 7");
    expect(contents(plain, "execute_result")[0]).to.deep.equal({
      execution_count: plain.reply.execution_count,
      data: { "text/plain": "42" },
      metadata: {},
    });
    const rich = await client.execute(`({
      [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>x</b>", "text/plain": "x" }),
    })`);
    expect(contents(rich, "execute_result")[0].data).to.deep.equal({
      "text/html": "<b>x</b>",
      "text/plain": "x",
    });
  });

  it("stdin_input_request", async () => {
    client.onInput = ({ prompt }) => `answer to ${prompt}`;
    const exchange = await client.execute(`prompt("name?")`, { allow_stdin: true });
    expect(contents(exchange, "execute_result")[0].data).to.deep.equal({
      "text/plain": "'answer to name?'",
    });
  });

  it("comms_lifecycle", async () => {
    await client.execute(`
      kernel.onComm("echo", (comm, opening) => {
        comm.send({ opened: opening.data });
        comm.onMessage(({ data }) => comm.send({ echo: data }));
      });`);
    const comm_id = "comm-1";
    await client.tell("shell", "comm_open", { comm_id, target_name: "echo", data: { a: 1 } });
    const sent = (key: string) =>
      client.seen(
        ({ header, content }) =>
          header.msg_type === "comm_msg" &&
          content.comm_id === comm_id &&
          key in (content.data as object),
      );
    expect((await sent("opened")).content.data).to.deep.equal({ opened: { a: 1 } });
    await client.tell("shell", "comm_msg", { comm_id, data: { b: 2 } });
    expect((await sent("echo")).content.data).to.deep.equal({ echo: { b: 2 } });
    const open = await client.request("shell", "comm_info_request", { target_name: "echo" });
    expect(open.reply.comms).to.deep.equal({ [comm_id]: { target_name: "echo" } });
    await client.tell("shell", "comm_close", { comm_id, data: {} });
    const closed = await client.request("shell", "comm_info_request", {});
    expect(closed.reply.comms).to.deep.equal({});
  });

  it("interrupt_request", async () => {
    const running = client.execute("while (true) {}");
    await client.seen(({ content }) => content.code === "while (true) {}");
    const { reply } = await client.interrupt();
    expect(reply).to.deep.equal({ status: "ok" });
    expect((await running).reply).to.include({ status: "error", ename: "KernelInterrupt" });
  });

  it("execution_count_increments", async () => {
    const counts = [];
    for (const code of ["1", "2", "3"]) {
      counts.push((await client.execute(code)).reply.execution_count as number);
    }
    expect(counts).to.deep.equal([counts[0], counts[0] + 1, counts[0] + 2]);
  });

  it("parent_header_correlation", async () => {
    const exchanges = await Promise.all(
      [1, 2, 3].map((i) => client.execute(`console.log("parent ${i}"); ${i}`)),
    );
    for (const [index, exchange] of exchanges.entries()) {
      expect(printed(exchange)).to.equal(`parent ${index + 1}\n`);
      expect(contents(exchange, "execute_result")).to.have.length(1);
    }
  });

  it("shutdown_reply", async () => {
    expect(await client.shutdown()).to.deep.equal({ status: "ok", restart: false });
  });
});
