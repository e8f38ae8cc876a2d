import { expect } from "chai";
import { Router } from "zeromq";
import { Channels } from "../../../src/workbench/jupyter/channels.js";
import { openConnection } from "../../../src/workbench/jupyter/connection.js";
import { createMessage, encodeMessage } from "../../../src/workbench/jupyter/message.js";

describe("the channels of a client", () => {
  it("drop what is wrongly signed, say so, and go on", async () => {
    const { info, remove } = await openConnection();
    remove();
    const shell = new Router({ linger: 0 });
    await shell.bind(`tcp://${info.ip}:${info.shell_port}`);
    const refused: string[] = [];
    let channels: Channels | undefined;
    try {
      const arrived = new Promise<string>((resolve, reject) => {
        Channels.open(
          info,
          (channel, { header }) => resolve(`${channel} ${header.msg_type}`),
          (channel, error) => refused.push(`${channel} ${error}`),
        ).then(async (open) => {
          channels = open;
          await open.send("shell", createMessage("kernel_info_request", {}, "session"));
          const [identity] = await shell.receive();
          const answer = (type: string, key: string) =>
            shell.send([identity, ...encodeMessage(createMessage(type, {}, "session"), key)]);
          await answer("forged", "another key");
          await answer("honest", info.key);
        }, reject);
      });
      expect(await arrived).to.equal("shell honest");
      expect(refused).to.have.length(1);
      expect(refused[0]).to.match(/^shell .*signature does not match/);
    } finally {
      channels?.close();
      shell.close();
    }
  });
});
