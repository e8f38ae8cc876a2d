import { expect } from "chai";
import { weightedBodies } from "../../../src/average/index.js";
import { specialOrthogonalGroup } from "../../../src/groups/index.js";
import { bodyBatches, bodyNetwork, trainProgram } from "../../../src/networks/index.js";
import { Matrix, product, RandomStream } from "../../../src/numerics/index.js";

function movingBodies(count: number, d = 3, n = 5) {
  const random = RandomStream.fromSeed(3).split(d);
  const draw = () => random.normals(count * n * d);
  const charges = new Float64Array(n * count).map((_, k) => (k % 3 ? 1 : -1));
  return {
    bodies: n,
    dimension: d,
    charges,
    positions: draw(),
    velocities: draw(),
    targets: draw(),
  };
}

describe("moving bodies in weighted poses", () => {
  it("have x − b = g c and v = g (v in the pose) in each of n (n − 1) poses, with weights of sum 1", () => {
    const data = movingBodies(3);
    const { arrays, poses, calls } = weightedBodies(data);
    expect([poses, calls]).to.deep.equal([20, 20]);
    for (let s = 0; s < 3; s++) {
      const weights = arrays.weights.slice(20 * s, 20 * (s + 1));
      expect(weights.reduce((sum, w) => sum + w, 0)).to.be.closeTo(1, 1e-14);
      for (let k = 20 * s; k < 20 * (s + 1); k++) {
        const g = new Matrix(3, 3, arrays.frames.slice(9 * k, 9 * (k + 1)));
        for (const name of ["positions", "velocities"] as const) {
          const seen = new Matrix(5, 3, arrays[name].slice(15 * k, 15 * (k + 1)));
          const back = product(seen, g.transpose());
          const own = new Matrix(5, 3, data[name].slice(15 * s, 15 * (s + 1)));
          if (name === "positions") {
            for (let i = 0; i < 15; i++) back.data[i] += arrays.centres[3 * s + (i % 3)];
          }
          expect(back.maxDifference(own)).to.be.below(1e-13);
        }
      }
    }
  });

  it("fill the places of a line with copies of weight 0", () => {
    const data = movingBodies(1);
    const line = data.positions.map((_, k) => Math.floor(k / 3) * (1 + (k % 3)));
    const { arrays, calls } = weightedBodies({ ...data, positions: line });
    // Four of five points of a line are away from its middle: one axis each, and the others are free.
    expect(calls).to.equal(4);
    expect(arrays.weights.filter((w) => w > 0)).to.have.length(4);
    expect(arrays.weights.reduce((sum, w) => sum + w, 0)).to.be.closeTo(1, 1e-14);
  });

  it("make the weighted mean of a network equivariant", async () => {
    const data = movingBodies(2);
    const g = rotation();
    const turn = (of: Float64Array) => product(new Matrix(10, 3, of), g.transpose()).data;
    const turned = {
      ...data,
      positions: turn(data.positions).map((x, k) => x + [1, -2, 3][k % 3]),
      velocities: turn(data.velocities),
      targets: turn(data.targets).map((x, k) => x + [1, -2, 3][k % 3]),
    };
    const program = bodyNetwork({ samples: 2, poses: 20, weighted: true, width: 8, layers: 1 });
    const arrays = weightedBodies(data).arrays;
    const batches = bodyBatches({ poses: 20, turned: false });
    const { network } = await trainProgram({ program, data: arrays, batches, batch: 2, steps: 2 });
    const answer = (of: typeof data) =>
      Float64Array.from(network.evaluate(weightedBodies(of).arrays, batches).displacements);
    const [before, after] = [turn(answer(data)), answer(turned)];
    // float32.
    before.forEach((y, k) => {
      expect(after[k]).to.be.closeTo(y, 1e-5);
    });
  });
});

function rotation(): Matrix {
  return specialOrthogonalGroup(3).sample(RandomStream.fromSeed(4));
}
