import { expect } from "chai";
import fc from "fast-check";
import { OutputQueue } from "../../../../src/kernel/server/output/output-queue.js";
import { defaultPacing } from "../../../../src/kernel/server/output/pacing.js";
import { FakeTime } from "./fake-time.js";
import { JupyterServer } from "./jupyter-server.js";

const run = (id: string) => ({ msg_id: id });
const cell = run("cell");

function open() {
  const time = new FakeTime();
  const server = new JupyterServer(time);
  const pauses: boolean[] = [];
  const queue = new OutputQueue(server, defaultPacing, time, (paused) => pauses.push(paused));
  const display = (content: object, id?: string, update = false, parent = cell) =>
    queue.put({ type: update ? "update_display_data" : "display_data", parent, content }, id);
  return { time, server, queue, pauses, display };
}

describe("the output queue", () => {
  it("merges adjacent writes of one stream for 40 ms", async () => {
    const { time, server, queue } = open();
    queue.write(cell, "stdout", "a");
    await time.pass(30);
    queue.write(cell, "stdout", "b");
    await time.pass(9);
    expect(server.passed).to.have.length(0);
    await time.pass(1);
    queue.write(cell, "stdout", "c");
    await time.pass(40);
    expect(server.passed.map(({ at, content }) => [at, content.text])).to.deep.equal([
      [40, "ab"],
      [80, "c"],
    ]);
  });

  it("sends at once what stands before another message, and at a drain", async () => {
    const { time, server, queue, display } = open();
    queue.write(cell, "stdout", "a");
    display({ n: 1 });
    expect(server.passed.map(({ type }) => type)).to.deep.equal(["stream", "display_data"]);
    queue.write(cell, "stderr", "b");
    await queue.drain();
    expect(server.passed).to.have.length(3);
    expect(time.now()).to.equal(0);
  });

  it("never reaches the server's limits, and loses no text", async () => {
    const { time, server, queue } = open();
    let written = "";
    for (let i = 0; i < 400; i++) {
      const text = `${i} ${"x".repeat(50_000)}\n`;
      written += text;
      queue.write(run(`${i % 3}`), "stdout", text);
      await time.pass(5);
    }
    let ended = false;
    void queue.drain().then(() => {
      ended = true;
    });
    await time.pass(120_000);
    expect(ended).to.equal(true);
    expect(server.dropped).to.equal(0);
    expect(server.text().length).to.equal(written.length);
    for (const id of ["0", "1", "2"]) {
      const lines = server.passed
        .filter((one) => one.run === id)
        .map(({ content }) => content.text);
      const expected = Array.from({ length: 400 }, (_, i) => i).filter((i) => `${i % 3}` === id);
      const numbers = lines.join("").match(/^\d+/gm);
      expect(numbers?.map(Number)).to.deep.equal(expected);
    }
  });

  it("counts what JSON makes of the text, and its six bytes for a control character", async () => {
    const { time, server, queue } = open();
    queue.write(cell, "stdout", "\u0001".repeat(2_000_000));
    await time.pass(60_000);
    expect(server.dropped).to.equal(0);
    expect(server.text().length).to.equal(2_000_000);
  });

  it("paces messages that cannot be merged", async () => {
    const { time, server, queue, display } = open();
    for (let i = 0; i < 5000; i++) {
      display({ i });
    }
    void queue.drain();
    await time.pass(20_000);
    expect(server.dropped).to.equal(0);
    expect(server.passed.map(({ content }) => content.i)).to.deep.equal(
      Array.from({ length: 5000 }, (_, i) => i),
    );
  });

  it("replaces a waiting update of the same display by the newest", async () => {
    const { time, server, display } = open();
    display({ n: 0 }, "x");
    display({ n: 0 }, "y");
    for (let n = 1; n <= 10_000; n++) {
      display({ n }, "x", true);
      display({ n }, "y", true);
    }
    await time.pass(10_000);
    expect(server.dropped).to.equal(0);
    expect(server.passed.length).to.be.lessThan(1000);
    expect(server.passed.slice(-2).map(({ content }) => content.n)).to.deep.equal([10_000, 10_000]);
  });

  it("sends an update after the display that came between", async () => {
    const { time, server, display } = open();
    for (let i = 0; i < 700; i++) {
      display({ i });
    }
    display({ n: 1 }, "x", true);
    display({ n: 2 }, "x");
    display({ n: 3 }, "x", true);
    display({ n: 4 }, "x", true, run("other"));
    display({ n: 5 }, "x", true);
    await time.pass(5000);
    expect(server.passed.slice(700).map(({ content }) => content.n)).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it("holds the cells up while much waits, and lets them go on", async () => {
    const { time, queue, pauses } = open();
    queue.write(cell, "stdout", "x".repeat(500_000));
    expect(pauses).to.deep.equal([]);
    queue.write(cell, "stdout", "x".repeat(900_000));
    expect(pauses).to.deep.equal([true]);
    await time.pass(5000);
    expect(pauses).to.deep.equal([true, false]);
  });

  it("after an interrupt sends the rest at once within the limits", async () => {
    const { time, server, queue, pauses } = open();
    // A loop that prints for ever, as far as it is let.
    let written = 0;
    const print = () => {
      while (pauses.at(-1) !== true) {
        queue.write(cell, "stdout", "0123456789\n".repeat(100));
        written += 1100;
      }
    };
    for (let i = 0; i < 1000; i++) {
      print();
      await time.pass(10);
    }
    queue.beginBreaking();
    for (let i = 0; i < 10; i++) {
      print();
      await time.pass(10);
    }
    queue.flush();
    queue.endBreaking();
    expect(server.text().length).to.equal(written);
    expect(server.dropped).to.equal(0);
    await time.pass(1000);
    expect(pauses.at(-1)).to.equal(false);
  });

  it("flushes a large text in few messages, whole", () => {
    const { server, queue } = open();
    queue.write(cell, "stdout", "x".repeat(10_000_000));
    queue.flush();
    expect(server.text().length).to.equal(10_000_000);
    expect(server.passed.length).to.be.lessThan(30);
  });

  it("ends a drain although another run goes on printing", async () => {
    const { time, queue } = open();
    let ended = false;
    queue.write(run("timer"), "stdout", "x".repeat(500_000));
    queue.write(cell, "stdout", "mine");
    void queue.drain().then(() => {
      ended = true;
    });
    for (let i = 0; i < 100 && !ended; i++) {
      queue.write(run("timer"), "stdout", "x".repeat(50_000));
      await time.pass(50);
    }
    expect(ended).to.equal(true);
  });

  it("keeps what comes after a drain apart from what it waits for", async () => {
    const { server, queue } = open();
    server.bufferedBytes = defaultPacing.socketBytes + 1;
    queue.write(cell, "stdout", "a");
    void queue.drain();
    queue.write(cell, "stdout", "b");
    queue.flush();
    expect(server.passed.map(({ content }) => content.text)).to.deep.equal(["a", "b"]);
  });

  it("waits for a subscriber that is slow", async () => {
    const { time, server, queue, display } = open();
    server.bufferedBytes = defaultPacing.socketBytes + 1;
    display({ n: 1 });
    await time.pass(1000);
    expect(server.passed).to.have.length(0);
    server.drain();
    await queue.drain();
    expect(server.passed).to.have.length(1);
  });

  it("keeps the order of each run under any load", async () => {
    const step = fc.record({
      run: fc.constantFrom("a", "b"),
      kind: fc.constantFrom("stdout", "stderr", "display"),
      size: fc.nat({ max: 40_000 }),
      wait: fc.nat({ max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { time, server, queue, display } = open();
        // What each run has shown, as one text: names mark where the stream changes.
        const expected: Record<string, string> = { a: "", b: "" };
        const last: Record<string, string> = {};
        const note = (id: string, kind: string, text: string) => {
          expected[id] += last[id] === kind && kind !== "display" ? text : `[${kind}]${text}`;
          last[id] = kind;
        };
        for (const [i, { run: id, kind, size, wait }] of steps.entries()) {
          const text = `${i}`.padEnd(size, "·");
          note(id, kind, kind === "display" ? `${i}` : text);
          if (kind === "display") {
            display({ i: `${i}` }, undefined, false, run(id));
          } else {
            queue.write(run(id), kind as "stdout", text);
          }
          await time.pass(wait);
        }
        const drained = queue.drain();
        await time.pass(60_000);
        await drained;
        for (const id of ["a", "b"]) {
          let seen = "";
          let name = "";
          for (const { type, content } of server.passed.filter((one) => one.run === id)) {
            const kind = type === "stream" ? content.name : "display";
            const text = type === "stream" ? content.text : content.i;
            seen += name === kind && kind !== "display" ? text : `[${kind}]${text}`;
            name = kind;
          }
          expect(seen).to.equal(expected[id]);
        }
        expect(server.dropped).to.equal(0);
      }),
      { numRuns: 30 },
    );
  });
});
