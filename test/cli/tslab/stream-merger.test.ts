import { expect } from "chai";
import { StreamMerger } from "../../../src/cli/tslab/stream-merger.js";

describe("the merger of streams", () => {
  function merger() {
    const sent: [string, string][] = [];
    const clock = { now: 0 };
    const streams = new StreamMerger(
      (name, text) => sent.push([name, text]),
      () => clock.now,
    );
    return { sent, clock, streams };
  }

  it("sends adjacent writes of one stream as one, in order, when flushed", () => {
    const { sent, streams } = merger();
    streams.write("stdout", "a");
    streams.write("stdout", "b");
    streams.write("stderr", "c");
    streams.flush();
    streams.flush();
    expect(sent).to.deep.equal([
      ["stdout", "ab"],
      ["stderr", "c"],
    ]);
  });

  it("sends inside a synchronous loop, where no timer runs, once the delay is over", () => {
    const { sent, clock, streams } = merger();
    streams.write("stdout", "a");
    clock.now = 39;
    streams.write("stdout", "b");
    expect(sent).to.deep.equal([]);
    clock.now = 40;
    streams.write("stdout", "c");
    expect(sent).to.deep.equal([["stdout", "abc"]]);
  });

  it("sends long text without waiting", () => {
    const { sent, streams } = merger();
    streams.write("stdout", "x".repeat(1 << 16));
    expect(sent).to.have.length(1);
  });

  it("sends by itself when nothing follows", async () => {
    const { sent, streams } = merger();
    streams.write("stdout", "late");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sent).to.deep.equal([["stdout", "late"]]);
  });
});
