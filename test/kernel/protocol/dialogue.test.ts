/** What goes both ways: questions to the user, and comms as widgets use them. */
import { expect } from "chai";
import { closeAll, KernelClient } from "./client/client.js";
import { contents, printed } from "./client/exchange.js";

describe("dialogue with the front end", () => {
  let client: KernelClient;
  before(async () => {
    client = await KernelClient.start();
  });
  after(closeAll);

  it("asks for a line, hidden or not, in the middle of a synchronous cell", async () => {
    const asked: unknown[] = [];
    client.onInput = (content) => {
      asked.push(content);
      return `line ${asked.length} ü 🙂`;
    };
    const exchange = await client.execute(
      `function ask() { return [prompt("one"), prompt("two", { password: true })]; }
       console.log(ask().join("|"));`,
      { allow_stdin: true },
    );
    expect(printed(exchange)).to.equal("line 1 ü 🙂|line 2 ü 🙂\n");
    expect(asked).to.deep.equal([
      { prompt: "one", password: false },
      { prompt: "two", password: true },
    ]);
  });

  it("says why it cannot ask", async () => {
    const { reply } = await client.execute(`prompt("anyone?")`, { allow_stdin: false });
    expect(reply.status).to.equal("error");
    expect(reply.evalue)
      .to.match(/prompt/)
      .and.match(/input/i);
  });

  it("moves a slider as ipywidgets does: state out, value in, value out again", async () => {
    const opening = await client.execute(`let value = 0;
      const slider = kernel.openComm("jupyter.widget", {
        metadata: { version: "2.1.0" },
        data: { state: { _model_name: "FloatSliderModel", value: 0, min: 0, max: 10 }, buffer_paths: [] },
      });
      slider.onMessage(({ data }) => {
        const { method, state } = data as { method: string; state: { value: number } };
        if (method === "update") { value = state.value; console.log("moved to", value); }
      });
      display({ [Symbol.for("Jupyter.display")]: () => ({
        "application/vnd.jupyter.widget-view+json": { model_id: slider.id, version_major: 2, version_minor: 0 },
        "text/plain": "slider" }) });`);
    const [open] = contents(opening, "comm_open");
    expect(open).to.include({ target_name: "jupyter.widget" });
    const comm_id = open.comm_id as string;
    const message = await client.tell("shell", "comm_msg", {
      comm_id,
      data: { method: "update", state: { value: 7.5 }, buffer_paths: [] },
    });
    // What the handler prints belongs to the message that caused it.
    const output = await client.seen(({ content }) => content.text === "moved to 7.5\n");
    expect(output.parent.msg_id).to.equal(message.header.msg_id);
    expect(await client.text("value")).to.equal("7.5");
    const update = await client.execute(
      `slider.send({ method: "update", state: { value: 3 }, buffer_paths: [] })`,
    );
    expect(contents(update, "comm_msg")[0]).to.deep.include({
      comm_id,
      data: { method: "update", state: { value: 3 }, buffer_paths: [] },
    });
    const closing = await client.execute("slider.close()");
    expect(contents(closing, "comm_close")[0].comm_id).to.equal(comm_id);
  });

  it("closes a comm that nobody waits for", async () => {
    await client.tell("shell", "comm_open", {
      comm_id: "orphan",
      target_name: "no-such-target",
      data: {},
    });
    await client.seen(
      ({ header, content }) => header.msg_type === "comm_close" && content.comm_id === "orphan",
    );
  });
});
