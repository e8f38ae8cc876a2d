import { expect } from "chai";
import { DataError } from "../../../src/index.js";
import {
  createMessage,
  decodeMessage,
  encodeMessage,
} from "../../../src/workbench/jupyter/message.js";

describe("Jupyter messages", () => {
  const message = createMessage("execute_request", { code: "naïve ∑" }, "session");
  const frames = (key: string) => encodeMessage(message, key).map((part) => Buffer.from(part));

  it("arrive as they were sent, also behind identities", () => {
    const decoded = decodeMessage([Buffer.from("identity"), ...frames("key")], "key");
    expect(decoded).to.deep.equal(message);
  });

  it("are refused under another key", () => {
    expect(() => decodeMessage(frames("key"), "other")).to.throw(DataError, "signature");
  });

  it("are refused when any signed frame was changed", () => {
    for (const index of [2, 3, 4, 5]) {
      const changed = frames("key");
      changed[index] = Buffer.from('{"msg_type":"forged"}');
      expect(() => decodeMessage(changed, "key")).to.throw(DataError, "signature");
    }
  });

  it("are refused without the delimiter or with frames missing", () => {
    expect(() => decodeMessage(frames("key").slice(1), "key")).to.throw(DataError, "delimiter");
    expect(() => decodeMessage(frames("key").slice(0, 4), "key")).to.throw(DataError, "frames");
  });
});
