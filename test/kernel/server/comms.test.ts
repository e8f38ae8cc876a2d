import { expect } from "chai";
import { closeAll, start } from "./setting.js";

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
