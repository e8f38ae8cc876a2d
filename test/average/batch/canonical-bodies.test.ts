import { expect } from "chai";
import {
  canonicalPrincipalFrame,
  posedBodies,
  principalFrame,
} from "../../../src/average/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

/** Five bodies of charge 1 in each of `count` sequences, anywhere. */
function movingBodies(d: number, count: number) {
  const random = RandomStream.fromSeed(7).split(d);
  const draw = () => random.normals(count * 5 * d);
  return {
    ...{ bodies: 5, dimension: d, charges: new Float64Array(5 * count).fill(1) },
    ...{ positions: draw(), velocities: draw(), targets: draw() },
  };
}

describe("moving bodies in canonical poses", () => {
  for (const d of [2, 3, 4]) {
    it(`are in the one pose of canonicalPrincipalFrame for d = ${d}`, () => {
      const data = movingBodies(d, 40);
      const { frames, positions } = posedBodies(data, "canonical");
      const frame = canonicalPrincipalFrame(d, { centred: true });
      for (let s = 0; s < 40; s++) {
        const cloud = new Matrix(5, d, data.positions.slice(s * 5 * d, (s + 1) * 5 * d));
        const poses = frame.poses(cloud);
        expect(poses).to.have.length(1);
        const own = new Matrix(d, d, frames.slice(s * d * d, (s + 1) * d * d));
        expect(own.maxDifference(poses[0].element)).to.be.below(1e-9);
        const seen = new Matrix(5, d, positions.slice(s * 5 * d, (s + 1) * 5 * d));
        expect(seen.maxDifference(poses[0].form)).to.be.below(1e-9);
      }
    });
  }

  it("keep an axis that is its own mirror image among the poses of the principal frame", () => {
    // A rectangle: both columns of its principal coordinates equal their negatives up to order.
    const corners = [2, 1, 2, -1, -2, 1, -2, -1];
    const positions = Float64Array.from(corners);
    const data = { bodies: 4, dimension: 2, charges: new Float64Array(4).fill(1), positions };
    const { frames } = posedBodies(
      { ...data, velocities: positions, targets: positions },
      "canonical",
    );
    const known = principalFrame(2, { centred: true }).poses(new Matrix(4, 2, positions));
    const own = new Matrix(2, 2, frames);
    expect(Math.min(...known.map(({ element }) => element.maxDifference(own)))).to.be.below(1e-12);
  });
});
