import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { AbortedError, DataError, DomainError, ShapeError } from "../../../src/errors.js";
import {
  type GradientTerm,
  Perceptron,
  PerceptronTrainer,
  type PerceptronTraining,
  trainPerceptron,
} from "../../../src/networks/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(31);
const points = new Matrix(300, 2, random.split("points").normals(600));
const targets = new Matrix(300, 2, random.split("targets").normals(600));

/** Pulls the sum of the values at points of its own down: random, with numbers, not portable. */
const drift: GradientTerm = {
  name: "drift",
  numbers: 1,
  check() {},
  add(network, stream) {
    const values = network.evaluate(stream.normals(10), 1);
    const value = values.reduce((sum, f) => sum + 0.01 * f, 0);
    network.valueSeeds.fill(0.01);
    network.pullValues();
    return { value, numbers: Float64Array.of(3 * value) };
  },
};

const options: PerceptronTraining = {
  ...{ widths: [2, 6, 2], points, targets, steps: 40, batch: 64, seed: 9, recordEvery: 7 },
  optimiser: { weightDecay: 0.01 },
};

async function rejection(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}

describe("training of perceptrons", () => {
  it("one step is Adam's first on the gradient of the mean squared error", () => {
    const trainer = new PerceptronTrainer({ ...options, batch: 300, optimiser: { epsilon: 1e-3 } });
    const before = trainer.network;
    trainer.advance(1);
    const residual = before.values(points).subtract(targets);
    const seeds = residual.scale(2 / 600);
    const gradient = before.parameterGradient(points, { values: seeds });
    expect(trainer.loss).to.be.closeTo(residual.frobeniusNorm() ** 2 / 600, 1e-12);
    // m̂ = g and v̂ = g² in the first step.
    trainer.network.parameters.forEach((after, k) => {
      const expected = before.parameters[k] - (3e-3 * gradient[k]) / (Math.abs(gradient[k]) + 1e-3);
      expect(after).to.be.closeTo(expected, 1e-13);
    });
  });

  it("the term's gradient is added, and its reading is recorded", () => {
    const trainer = new PerceptronTrainer({ ...options, term: drift, batch: 300 });
    const plain = new PerceptronTrainer({ ...options, batch: 300 });
    trainer.advance(1);
    plain.advance(1);
    expect(trainer.loss).to.equal(plain.loss);
    expect(trainer.network.parameters).not.to.deep.equal(plain.network.parameters);
    const [record] = trainer.history;
    expect(record.numbers).to.deep.equal(Float64Array.of(3 * record.term));
    expect(plain.history[0].numbers.length).to.equal(0);
  });

  it("an epoch goes through each row once", () => {
    // One row has a huge target: of 3 batches in an epoch exactly one has a huge loss.
    const spiked = new Matrix(12, 1);
    spiked.data[5] = 1e6;
    const trainer = new PerceptronTrainer({
      ...{
        widths: [2, 3, 1],
        points: new Matrix(12, 2, points.data.slice(0, 24)),
        targets: spiked,
      },
      ...{ steps: 12, batch: 4, recordEvery: 1, seed: 2 },
    });
    trainer.advance(12);
    const huge = trainer.history.map(({ loss }) => (loss > 1e6 ? 1 : 0));
    const epochs = [0, 3, 6, 9].map((first) => huge.slice(first, first + 3));
    for (const epoch of epochs) expect(epoch.reduce((a: number, b) => a + b, 0)).to.equal(1);
    expect(new Set(epochs.map(String)).size).to.be.above(1);
  });

  it("fits a plane to rounding", async () => {
    const plane = new Perceptron([2, 1], Float64Array.of(0.5, -2, 0.25));
    const run = await trainPerceptron({
      ...{ widths: [2, 1], points, targets: plane.values(points), steps: 1500 },
      optimiser: { learningRate: 0.05 },
    });
    run.network.parameters.forEach((value, k) => {
      expect(value).to.be.closeTo(plane.parameters[k], 1e-9);
    });
  });

  it("begins with random parameters of its seed, or with a network that is given", () => {
    const start = Perceptron.initialise([2, 6, 2], { seed: 9 });
    expect(new PerceptronTrainer(options).network).to.deep.equal(start);
    const initial = Perceptron.initialise([2, 6, 2], { seed: 77 });
    expect(new PerceptronTrainer({ ...options, initial }).network).to.deep.equal(initial);
    const other = Perceptron.initialise([2, 5, 2], { seed: 77 });
    expect(() => new PerceptronTrainer({ ...options, initial: other })).to.throw(
      ShapeError,
      "2-5-2",
    );
  });

  it("records every few steps and at the last one", async () => {
    const { history } = await trainPerceptron(options);
    expect(history.map(({ step }) => step)).to.deep.equal([0, 7, 14, 21, 28, 35, 39]);
  });

  it("continues from a saved state to the same bits", () => {
    for (const term of [undefined, drift]) {
      const whole = new PerceptronTrainer({ ...options, term });
      whole.advance(40);
      const first = new PerceptronTrainer({ ...options, term });
      first.advance(17);
      const second = new PerceptronTrainer({ ...options, term });
      second.restore(first.state());
      second.advance(100);
      expect(second.finished).to.equal(true);
      expect(second.state()).to.deep.equal(whole.state());
    }
  });

  describe("with a store", () => {
    let store: string;
    beforeEach(() => {
      store = mkdtempSync(join(tmpdir(), "perceptrons-"));
    });
    afterEach(() => rmSync(store, { recursive: true }));

    it("an aborted run is kept, continued, and then found", async () => {
      const whole = await trainPerceptron(options);
      const stop = new AbortController();
      const onProgress = ({ step }: { step: number }) => {
        if (step >= 1) stop.abort();
      };
      const control = { store, signal: stop.signal, onProgress };
      const error = await rejection(trainPerceptron(options, control));
      expect(error).to.be.instanceOf(AbortedError);
      expect(error.message).to.match(/stopped at step \d+ of 40/);
      const run = await trainPerceptron(options, { store });
      expect(run.network.parameters).to.deep.equal(whole.network.parameters);
      expect(run.history).to.deep.equal(whole.history);
      const again = await trainPerceptron(options, { store });
      expect(again.seconds).to.equal(0);
      expect(again.network.parameters).to.deep.equal(whole.network.parameters);
      await trainPerceptron({ ...options, seed: 10 }, { store });
      expect(readdirSync(store).length).to.equal(2);
    });

    it("refuses an altered file, and a term that it cannot tell from others", async () => {
      await trainPerceptron(options, { store });
      const path = join(store, readdirSync(store)[0]);
      const bytes = readFileSync(path);
      bytes[bytes.length >> 1] ^= 1;
      writeFileSync(path, bytes);
      expect(await rejection(trainPerceptron(options, { store }))).to.be.instanceOf(DataError);
      const error = await rejection(trainPerceptron({ ...options, term: drift }, { store }));
      expect(error).to.be.instanceOf(DomainError);
      expect(error.message).to.contain("drift");
    });
  });

  it("names the step at which a run diverges", async () => {
    const late: GradientTerm = {
      ...drift,
      add: (network) => {
        if (network.firstMoments[0] !== 0) network.gradient.fill(Number.NaN);
        return { value: 0, numbers: Float64Array.of(0) };
      },
    };
    // Step 1 has the first gradient that is NaN, so that step 2 has the first loss that is.
    const error = await rejection(trainPerceptron({ ...options, term: late }));
    expect(error).to.be.instanceOf(DomainError);
    expect(error.message).to.match(/diverged at step [12] of 40 \(loss /);
  });

  it("names what is wrong", async () => {
    const fails = async (
      change: Partial<PerceptronTraining>,
      kind: typeof DomainError | typeof ShapeError,
      text: string,
    ) => {
      const error = await rejection(trainPerceptron({ ...options, ...change }));
      expect(error).to.be.instanceOf(kind);
      expect(error.message).to.contain(text);
    };
    const nan = targets.clone();
    nan.data[7] = Number.NaN;
    await fails({ targets: nan }, DomainError, "targets(3, 1) is NaN");
    await fails(
      { widths: [3, 4, 2] },
      ShapeError,
      "points is 300 × 2; expected any number of rows × 3",
    );
    await fails({ widths: [2, 4, 1] }, ShapeError, "targets");
    await fails({ targets: new Matrix(299, 2) }, ShapeError, "300 × 2");
    await fails({ points: new Matrix(0, 2), targets: new Matrix(0, 2) }, DomainError, "no points");
    await fails({ steps: 0 }, DomainError, "steps");
    await fails({ batch: 301 }, DomainError, "batch");
    await fails({ seed: -1 }, DomainError, "seed");
    await fails({ recordEvery: 0.5 }, DomainError, "recordEvery");
    await fails({ initialisation: { biasScale: -1 } }, DomainError, "biasScale");
  });
});
