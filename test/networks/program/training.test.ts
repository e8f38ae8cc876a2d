import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bodyBatches, bodyNetwork, perceptronProgram } from "../../../src/networks/index.js";
import {
  type BatchMaker,
  ProgramTrainer,
  type ProgramTraining,
  program,
  programTrainer,
  trainProgram,
  trainPrograms,
} from "../../../src/networks/program/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { rejection } from "../../fixtures/fixture.js";

const random = RandomStream.fromSeed(11);

function regression(count: number): { x: Float64Array; y: Float64Array } {
  const x = random.split("x").normals(2 * count);
  const y = Float64Array.from({ length: count }, (_, k) => Math.sin(x[2 * k]) - x[2 * k + 1]);
  return { x, y };
}

const fitting: ProgramTraining = {
  program: perceptronProgram({ samples: 8, widths: [2, 16, 1], activation: "tanh" }),
  data: regression(40),
  ...{ batch: 20, steps: 30, seed: 5, recordEvery: 10 },
  optimiser: { learningRate: 1e-2, schedule: "cosine", weightDecay: 1e-4 },
  evaluations: { validation: regression(13) },
  select: "validation: loss",
};

function bodies(count: number): Record<string, Float64Array> {
  const array = (name: string, size: number) => random.split(name).normals(size * count);
  return {
    ...{ positions: array("p", 15), velocities: array("v", 15), charges: array("q", 5) },
    ...{ frames: array("f", 9), displacements: array("d", 15) },
  };
}

const turning: ProgramTraining = {
  program: bodyNetwork({ samples: 4, width: 8, layers: 1 }),
  ...{ data: bodies(9), batches: bodyBatches(), copies: 6, batch: 3, steps: 5 },
};

/** Adam by the equations, in Float64, on the gradient 2 (θ − 3) of one number. */
describe("optimisers of programs", () => {
  const square = () => {
    const p = program(1);
    p.minimise(p.squaredError(p.parameter([1, 1], 1), p.constant(new Float32Array([3]))));
    return p;
  };

  it("Adam moves as its equations say, with decay in the gradient and apart from it", () => {
    for (const decayKind of ["gradient", "decoupled"] as const) {
      const optimiser = { learningRate: 0.1, weightDecay: 0.2, decayKind };
      const trainer = programTrainer(square(), { optimiser });
      let [theta, m, v] = [1, 0, 0];
      for (let t = 1; t <= 50; t++) {
        let g = 2 * (theta - 3);
        if (decayKind === "gradient") g += 0.2 * theta;
        else theta *= 1 - 0.1 * 0.2;
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        theta -= (0.1 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
        trainer.train({});
        expect(trainer.kernel.parameter(0)[0]).to.be.closeTo(theta, 1e-5);
      }
    }
  });

  it("descent with momentum, and a rate that changes", () => {
    const schedule = [{ from: 3, factor: 0.1 }];
    const optimiser = { kind: "descent", learningRate: 0.1, momentum: 0.9, schedule } as const;
    const trainer = programTrainer(square(), { optimiser });
    let [theta, b] = [1, 0];
    for (let t = 0; t < 6; t++) {
      b = 0.9 * b + 2 * (theta - 3);
      theta -= (t < 3 ? 0.1 : 0.01) * b;
      trainer.train({});
      expect(trainer.kernel.parameter(0)[0]).to.be.closeTo(theta, 1e-5);
    }
  });
});

describe("training of programs", () => {
  let store: string;
  beforeEach(() => {
    store = mkdtempSync(join(tmpdir(), "intertwine-programs-"));
  });
  afterEach(() => rmSync(store, { recursive: true, force: true }));

  it("the parts of a batch add up to its gradient", () => {
    const data = regression(20);
    const step = (samples: number) => {
      const parts = perceptronProgram({ samples, widths: [2, 16, 1], activation: "tanh" });
      const trainer = new ProgramTrainer({ program: parts, data, batch: 20, steps: 1, seed: 1 });
      trainer.advance(1);
      return { gradient: trainer.kernel.gradient.slice(), loss: trainer.loss };
    };
    const whole = step(20);
    for (const samples of [1, 7, 8]) {
      const { gradient, loss } = step(samples);
      expect(loss).to.be.closeTo(whole.loss, 1e-6);
      gradient.forEach((entry, k) => {
        expect(entry).to.be.closeTo(whole.gradient[k], 1e-6);
      });
    }
  });

  it("learns, and keeps the parameters that were best in validation", async () => {
    const { history, best, network, settings } = await trainProgram({ ...fitting, steps: 400 });
    expect(history[0].measures["validation: loss"]).to.be.greaterThan(0.05);
    const least = Math.min(...history.map(({ measures }) => measures["validation: loss"]));
    expect(least).to.be.lessThan(0.02);
    expect(best?.measures["validation: loss"]).to.equal(least);
    const { loss, prediction } = network.evaluate(settings.evaluations.validation);
    expect(loss[0]).to.be.closeTo(least, 1e-7);
    expect(prediction.length).to.equal(13);
  });

  it("ends when nothing got better for as long as it may", async () => {
    const stuck = { ...fitting, optimiser: { learningRate: 1e-30 }, steps: 400, patience: 2 };
    const { history, best } = await trainProgram({ ...stuck, recordEvery: 3 });
    expect(best?.step).to.equal(3);
    expect(history.length).to.equal(3);
  });

  it("continues from a saved state to the same bits, dropout and turned poses included", () => {
    const straight = new ProgramTrainer(turning);
    straight.advance(5);
    const first = new ProgramTrainer(turning);
    first.advance(2);
    const path = join(store, "state");
    first.save(path);
    const second = ProgramTrainer.resume(turning, path);
    second.advance(5);
    expect(second.lastParameters).to.deep.equal(straight.lastParameters);
    expect(second.loss).to.equal(straight.loss);
  });

  it("gives the same bits for any number of threads, and finds a finished run again", async () => {
    const runs = [fitting, { ...fitting, seed: 6 }, turning];
    const two = await trainPrograms(runs, { workers: 2, store });
    expect(readdirSync(store).length).to.equal(3);
    for (const [k, run] of runs.entries()) {
      const { lastParameters, history } = await trainProgram(run);
      expect(two[k].lastParameters).to.deep.equal(lastParameters);
      expect(two[k].history).to.deep.equal(history);
      expect((await trainProgram(run, { store })).seconds).to.equal(0);
    }
    expect(two[0].lastParameters).to.not.deep.equal(two[1].lastParameters);
  }).timeout(60000);

  it("refuses an altered file, and batches that it cannot tell from others", async () => {
    await trainProgram(fitting, { store });
    const [file] = readdirSync(store);
    writeFileSync(join(store, file), "intertwine program state 1\n");
    expect((await rejection(trainProgram(fitting, { store }))).message).to.match(
      /truncated, altered/,
    );
    const { portable: _, ...unnamed } = bodyBatches();
    const batches: BatchMaker = unnamed;
    const refused = await rejection(trainProgram({ ...turning, batches }, { store }));
    expect(refused.message).to.match(/not portable/);
    const [run] = await trainPrograms([{ ...turning, batches }]);
    expect(run.lastParameters).to.deep.equal((await trainProgram(turning)).lastParameters);
  });

  it("names what is wrong", () => {
    const start = (options: Partial<ProgramTraining>) => () =>
      new ProgramTrainer({ ...fitting, ...options });
    expect(start({ steps: 0 })).to.throw("steps is 0");
    expect(start({ batch: 41 })).to.throw("batch is 41; expected a whole number from 1 to 40");
    expect(start({ select: "test: loss" })).to.throw('known are "validation: loss"');
    expect(start({ data: { x: new Float64Array(8) } })).to.throw('"y" is missing');
    const none = { x: new Float64Array(0), y: new Float64Array(0) };
    expect(start({ data: none })).to.throw("data holds no samples");
    expect(start({ evaluations: { test: none } })).to.throw('evaluations["test"] holds no samples');
    expect(start({ select: undefined, patience: 3 })).to.throw("patience is 3, but nothing says");
    const trainer = programTrainer(fitting.program);
    expect(() => trainer.trainTogether([])).to.throw("got no batches");
    for (const active of [0, 1.5, fitting.program.samples + 1]) {
      expect(() => trainer.train({}, active)).to.throw(`got ${active} active samples`);
    }
    const uneven = { x: new Float64Array(8), y: new Float64Array(3) };
    expect(start({ data: uneven })).to.throw('"x" holds 4 samples, "y" 3');
    const wild = new ProgramTrainer({ ...fitting, optimiser: { learningRate: 1e38 } });
    expect(() => wild.advance(5)).to.throw(/the loss of step 1 is (NaN|Infinity)/);
  });
});
