import { expect } from "chai";
import {
  bodyAnswers,
  bodyBatches,
  bodyNetwork,
  DomainError,
  RandomStream,
  trainProgram,
} from "../../../src/index.js";

describe("answers of a trained body network", () => {
  const random = RandomStream.fromSeed(4);
  const [count, poses] = [3, 4];
  const draw = (name: string, size: number) => random.split(name).normals(count * size);
  const shared = { charges: draw("q", 5).map(Math.sign), displacements: draw("y", 15) };
  const held = { positions: draw("x", 15 * poses), velocities: draw("v", 15 * poses) };
  const weights = draw("w", poses).map(Math.abs);
  const arrays = { ...shared, ...held, frames: draw("f", 9 * poses), weights };
  const sizes = { width: 8, layers: 1 };

  it("are the weighted sums of its answers in single poses", async () => {
    const cut = (of: Float64Array, size: number, pose: number) =>
      Float64Array.from({ length: count * size }, (_, k) => {
        return of[(Math.floor(k / size) * poses + pose) * size + (k % size)];
      });
    const single = (pose: number) => ({
      ...shared,
      positions: cut(held.positions, 15, pose),
      velocities: cut(held.velocities, 15, pose),
      frames: cut(arrays.frames, 9, pose),
    });
    const program = bodyNetwork({ ...sizes, samples: 2 });
    const { network } = await trainProgram({
      program,
      data: single(0),
      batches: bodyBatches(),
      batch: 2,
      steps: 2,
    });
    const answers = bodyAnswers(network.parameters, sizes);
    const expected = new Float64Array(count * 15);
    for (let pose = 0; pose < poses; pose++) {
      const one = network.evaluate(single(pose), bodyBatches({ turned: false })).displacements;
      const again = answers({ arrays: single(pose), poses: 1 });
      expected.forEach((_, k) => {
        expect(again[k]).to.equal(one[k]);
        expected[k] += weights[Math.floor(k / 15) * poses + pose] * one[k];
      });
    }
    const got = answers({ arrays, poses });
    // float32.
    for (let k = 0; k < got.length; k++) expect(got[k]).to.be.closeTo(expected[k], 1e-5);
    expect(() => bodyAnswers(network.parameters)({ arrays, poses })).to.throw(
      DomainError,
      "parameters",
    );
  });
});
