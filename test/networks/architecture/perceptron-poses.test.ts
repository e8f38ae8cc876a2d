import { expect } from "chai";
import {
  ProgramKernel,
  perceptronProgram,
  pointIsomorphism,
  TrainedProgram,
} from "../../../src/networks/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

describe("perceptronProgram in several poses", () => {
  it("averages what it says of a sample's rows", () => {
    const widths = [3, 5, 2];
    const [one, two] = [1, 2].map((poses) => perceptronProgram({ samples: 2, widths, poses }));
    const kernel = new ProgramKernel(one, RandomStream.fromSeed(1));
    const own = { parameters: kernel.parameters.slice(), running: kernel.running.slice() };
    const x = Float32Array.from(RandomStream.fromSeed(2).normals(12));
    const single = new TrainedProgram(one, own).evaluate({ x, y: new Float32Array(8) }).prediction;
    const mean = new TrainedProgram(two, own).evaluate({ x, y: new Float32Array(4) }).prediction;
    for (let sample = 0; sample < 2; sample++) {
      for (let j = 0; j < 2; j++) {
        const expected = (single[4 * sample + j] + single[4 * sample + 2 + j]) / 2;
        expect(mean[2 * sample + j]).to.be.closeTo(expected, 1e-6);
      }
    }
  });
});

describe("pointIsomorphism with a head of small weights", () => {
  it("hardly depends on its input, as the published one", () => {
    const points = (seed: number) =>
      new Matrix(
        20,
        3,
        RandomStream.fromSeed(seed)
          .normals(60)
          .map((v) => v / 2),
      );
    const change = (headDeviation?: number) => {
      const network = pointIsomorphism(3, RandomStream.fromSeed(7), { headDeviation });
      return network(points(1)).maxDifference(network(points(2)));
    };
    expect(change(1e-6)).to.be.within(1e-9, 1e-2 * change());
  });
});
