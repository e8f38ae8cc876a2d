import { expect } from "chai";
import { startServer } from "../../../src/kernel/server/index.js";
import { executeContent } from "./client.js";
import { closeAll, endless, start } from "./setting.js";

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
