import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import {
  hostHook,
  type MimeBundle,
  type Placement,
  progress,
} from "../../../src/workbench/display/index.js";
import { duration, progressLine } from "../../../src/workbench/display/progress.js";

/** A terminal that remembers, and a clock that is set by hand. */
function bench(isTTY: boolean) {
  const lines: string[] = [];
  const time = { now: 0 };
  const stream = { isTTY, write: (text: string) => lines.push(text) };
  return { lines, time, options: { stream, clock: () => time.now } };
}

describe("progress", () => {
  it("prints a line every few seconds into a log and a final line without times", () => {
    const { lines, time, options } = bench(false);
    const bar = progress("training", options);
    for (let step = 1; step <= 100; step++) {
      time.now = step / 10;
      bar.update({ done: step, total: 100 });
    }
    bar.finish();
    // Ten seconds: at the first step, five seconds later, and the end.
    expect(lines).to.have.length(3);
    expect(lines[1]).to.include("51 %").and.include("10.0 steps/s").and.include("5 s left");
    expect(lines[2]).to.equal("training: 100 of 100 done\n");
  });

  it("rewrites one line in a terminal, ten times a second at most", () => {
    const { lines, time, options } = bench(true);
    const bar = progress("training", options);
    for (let step = 0; step < 1000; step++) {
      time.now = step / 1000;
      bar.update({ done: step, total: 1000 });
    }
    bar.finish();
    bar.update({ done: 0, total: 1000 });
    expect(lines).to.have.length(11);
    expect(lines.every((line) => line.startsWith("\r\x1b[2K"))).to.equal(true);
    expect(lines[10]).to.equal("\r\x1b[2Ktraining: 999 of 1000 done\n");
  });

  it("replaces one output in a notebook and leaves it without times", () => {
    const log: { text: unknown; id?: string; update: boolean }[] = [];
    const scope = globalThis as Record<symbol, unknown>;
    scope[hostHook] = (bundle: MimeBundle, { id, update }: Placement) =>
      log.push({ text: bundle["text/plain"], id, update });
    try {
      const time = { now: 0 };
      const bar = progress("training", { clock: () => time.now });
      for (let step = 0; step <= 20; step++) {
        time.now = step / 20;
        bar.update({ done: step, total: 20, note: "risk 0.1" });
      }
      bar.finish();
    } finally {
      delete scope[hostHook];
    }
    expect(log.length).to.be.at.most(7);
    expect(new Set(log.map(({ id }) => id)).size).to.equal(1);
    expect(log.map(({ update }) => update)).to.deep.equal(log.map((_, k) => k > 0));
    expect(log[1].text).to.include("risk 0.1");
    expect(log[log.length - 1].text).to.equal("training: 20 of 20 done");
  });

  it("fills its bar in proportion", () => {
    expect(progressLine("t", { done: 1, total: 2 })).to.equal(
      `t │${"█".repeat(12)}${" ".repeat(12)}│ 50 %  1 of 2`,
    );
    expect(progressLine("t", { done: 0, total: 0 })).to.include("0 %");
    expect(progressLine("t", { done: 3, total: 2 })).to.include("100 %");
  });

  it("says nothing of the time left while that is not known", () => {
    const state = { done: 0, total: 2, secondsLeft: Number.POSITIVE_INFINITY };
    expect(progressLine("t", state)).not.to.include("left");
  });

  it("tells times in at most two units", () => {
    expect([0, 59.4, 185, 3599.6, 7800].map(duration)).to.deep.equal([
      "0 s",
      "59 s",
      "3 min 05 s",
      "1 h 00 min",
      "2 h 10 min",
    ]);
  });

  it("refuses numbers that make no sense", () => {
    const { options } = bench(false);
    expect(() => progress("t", options).update({ done: Number.NaN, total: 1 })).to.throw(
      DomainError,
      /NaN of 1/,
    );
  });
});
