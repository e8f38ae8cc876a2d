/** What the kernel answers while a cell computes: everything but cells, at once. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { closeAll, KernelClient } from "./client/client.js";
import type { Exchange } from "./client/exchange.js";

/** Milliseconds, the requirement. */
const AT_ONCE = 200;

describe("while a cell computes", () => {
  let client: KernelClient;
  let running: Promise<Exchange>;
  before(async () => {
    client = await KernelClient.start();
    await client.text(`/** Adds two numbers.
 * @param a the first
 */
function plus(a: number, b: number) { return a + b; }
      kernel.onComm("busy", () => {});`);
    // The first question loads what later ones share.
    await client.request("shell", "complete_request", { code: "Math.", cursor_pos: 5 });
    const code = "while (true) { Math.sqrt(2); }";
    running = client.execute(code);
    await client.seen(({ content }) => content.code === code);
    await sleep(100);
  });
  after(async () => {
    await client.interrupt();
    await running;
    await closeAll();
  });

  it("the heartbeat beats", async () => {
    const start = performance.now();
    await client.heartbeat(Buffer.from("beat"));
    expect(performance.now() - start).to.be.below(AT_ONCE);
  });

  for (const [type, content, check] of [
    ["complete_request", { code: "plus(1, 2).toF", cursor_pos: 14 }, "toFixed"],
    ["inspect_request", { code: "plus", cursor_pos: 2, detail_level: 0 }, "Adds two numbers."],
    ["is_complete_request", { code: "if (true) {" }, "incomplete"],
    ["history_request", { hist_access_type: "tail", n: 5, output: false, raw: true }, "plus"],
    ["comm_info_request", {}, "comms"],
    ["kernel_info_request", {}, "intertwine"],
  ] as const) {
    it(`${type} is answered`, async () => {
      const { reply, milliseconds } = await client.request("shell", type, content);
      expect(JSON.stringify(reply)).to.include(check);
      expect(milliseconds).to.be.below(AT_ONCE);
    });
  }

  it("comm messages are acknowledged", async () => {
    const start = performance.now();
    const { header } = await client.tell("shell", "comm_open", {
      comm_id: "while-busy",
      target_name: "busy",
      data: {},
    });
    await client.seen(
      ({ parent, content }) =>
        parent.msg_id === header.msg_id && content.execution_state === "idle",
    );
    expect(performance.now() - start).to.be.below(AT_ONCE);
  });
});
