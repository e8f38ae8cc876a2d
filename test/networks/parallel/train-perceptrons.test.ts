import { expect } from "chai";
import { AbortedError, DomainError } from "../../../src/errors.js";
import { affineField, lieAction } from "../../../src/lie-derivative/index.js";
import {
  Perceptron,
  type PerceptronTraining,
  trainPerceptron,
  trainPerceptrons,
} from "../../../src/networks/index.js";
import { Matrix } from "../../../src/numerics/index.js";
import { liePenalty } from "../../../src/promote/network/index.js";
import { hiddenRotation, sampleTarget } from "../../../src/worlds/functions/index.js";

const turn = Matrix.fromRows([
  [0, -1, 0],
  [1, 0, 0],
  [0, 0, 0],
]);
const action = lieAction("so(2)", [{ input: affineField(turn) }]);
const term = liePenalty({ action, strength: 0.01, points: 16 });
const sample = sampleTarget(hiddenRotation(1, 3), { count: 50, seed: 1 });
const run = (seed: number, more: Partial<PerceptronTraining> = {}): PerceptronTraining => ({
  ...{ widths: [3, 8, 1], ...sample, steps: 30, seed, ...more },
});
const runs = [run(0), run(1, { term }), run(2, { batch: 20 }), run(3, { steps: 60, term })];
runs.push(run(4, { initial: Perceptron.initialise([3, 8, 1], { seed: 77 }) }));

describe("perceptrons side by side", () => {
  it("have the same bits for any number of workers", async () => {
    const alone: Awaited<ReturnType<typeof trainPerceptron>>[] = [];
    for (const options of runs) alone.push(await trainPerceptron(options));
    for (const workers of [1, 3]) {
      const fractions: number[] = [];
      const onProgress = ({ fraction }: { fraction: number }) => fractions.push(fraction);
      const results = await trainPerceptrons(runs, { workers, onProgress });
      results.forEach((result, k) => {
        expect(result.network.parameters).to.deep.equal(alone[k].network.parameters);
        expect(result.history).to.deep.equal(alone[k].history);
      });
      expect(fractions.at(-1)).to.equal(1);
    }
  });

  it("train a term that no other thread can make on this one", async () => {
    const { portable: _, ...here } = term;
    const [there, own] = await trainPerceptrons([run(1, { term }), run(1, { term: here })]);
    expect(own.network.parameters).to.deep.equal(there.network.parameters);
  });

  it("stop together, and pass errors on in their classes", async () => {
    const rejection = (work: Promise<unknown>) => work.then(String, (error: unknown) => error);
    const signal = AbortSignal.abort();
    expect(await rejection(trainPerceptrons(runs, { signal }))).to.be.instanceOf(AbortedError);
    const hot = run(1, { optimiser: { learningRate: 1e300 }, steps: 1000 });
    const error = await rejection(trainPerceptrons([hot, run(2, { steps: 2_000_000 })]));
    expect(error).to.be.instanceOf(DomainError);
    expect((error as Error).message).to.contain("diverged at step");
    const none = await rejection(trainPerceptrons(runs, { workers: 0 }));
    expect(none).to.be.instanceOf(DomainError);
    expect(await trainPerceptrons([])).to.deep.equal([]);
  });
});
