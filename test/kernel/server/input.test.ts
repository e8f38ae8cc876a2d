import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { executeContent } from "./client.js";
import { closeAll, connect, start } from "./setting.js";

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
