import { expect } from "chai";
import { perceptronProgram } from "../../../src/networks/architecture/index.js";
import { stepSeconds } from "../../../src/networks/program/index.js";

describe("seconds of a step", () => {
  const run = () => {
    const program = perceptronProgram({ samples: 4, widths: [2, 3, 1] });
    const data = { x: new Float64Array(16).fill(0.5), y: new Float64Array(8).fill(1) };
    return { program, data, batch: 4, steps: 7 };
  };

  it("are one positive number for each training", () => {
    const seconds = stepSeconds([run(), run()], { rounds: 3, steps: 2 });
    expect(seconds).to.have.length(2);
    for (const one of seconds) expect(one).to.be.at.least(0).and.below(10);
  });

  it("want trainings as long as what is measured, and at least one round", () => {
    expect(() => stepSeconds([run()], { rounds: 7 })).to.throw("7 rounds of 1 steps");
    expect(() => stepSeconds([run()], { rounds: 0 })).to.throw("expected whole numbers ≥ 1");
  });
});
