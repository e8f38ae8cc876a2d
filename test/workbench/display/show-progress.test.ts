import { expect } from "chai";
import { showProgress } from "../../../src/workbench/display/index.js";

describe("showProgress", () => {
  it("shows what is reported, with the reported rate, and ends when all is done", () => {
    const lines: string[] = [];
    const stream = { isTTY: false, write: (text: string) => lines.push(text) };
    const report = showProgress("training", { stream, clock: () => 0 });
    report({ done: 1, total: 2, stepsPerSecond: 40, secondsLeft: 7 });
    expect(lines[0]).to.include("1 of 2").and.include("40.0 steps/s").and.include("7 s left");
    report({ done: 2, total: 2 });
    expect(lines[lines.length - 1]).to.equal("training: 2 of 2 done\n");
  });

  it("shows the steps of a single training", () => {
    const lines: string[] = [];
    const stream = { isTTY: false, write: (text: string) => lines.push(text) };
    const report = showProgress("training", { stream, clock: () => 0 });
    report({ step: 30, steps: 60, stepsPerSecond: 2, secondsLeft: 15 });
    expect(lines[0]).to.include("30 of 60").and.include("15 s left");
    report({ step: 60, steps: 60 });
    expect(lines[lines.length - 1]).to.equal("training: 60 of 60 done\n");
  });
});
