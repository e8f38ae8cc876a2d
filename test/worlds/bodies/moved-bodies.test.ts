import { expect } from "chai";
import {
  bodySequence,
  bodySequencesOf,
  ChargedBodies,
  Matrix,
  movedBodies,
  orthogonalGroup,
  product,
  RandomStream,
  ShapeError,
} from "../../../src/index.js";

describe("moved bodies", () => {
  const data = bodySequencesOf({ seed: 2 }, 0, 2);
  const linear = orthogonalGroup(3).sample(RandomStream.fromSeed(3));
  const motion = { linear, shift: [1, -2, 3], order: [3, 0, 4, 1, 2] };
  const still = {};

  it("are each body turned, moved along and counted elsewhere", () => {
    const moved = movedBodies(data, (s) => (s === 0 ? motion : still));
    const [before, after] = [data, moved].map((of) => bodySequence(of, 0));
    motion.order.forEach((from, i) => {
      expect(after.charges[i]).to.equal(before.charges[from]);
      for (const name of ["positions", "velocities", "targets"] as const) {
        const expected = product(Matrix.fromRows([before[name].row(from)]), linear.transpose());
        const got = after[name]
          .row(i)
          .map((x, k) => x - (name === "velocities" ? 0 : motion.shift[k]));
        expect(new Matrix(1, 3, got).maxDifference(expected)).to.be.below(1e-14);
      }
    });
    for (const name of ["charges", "positions", "velocities", "targets"] as const) {
      expect(bodySequence(moved, 1)[name]).to.deep.equal(bodySequence(data, 1)[name]);
    }
  });

  it("feel the same forces: where they go moves along", () => {
    const place = (of: typeof data) => {
      const { charges, positions, velocities } = bodySequence(of, 0);
      const bodies = new ChargedBodies(
        charges,
        positions.data.slice(),
        velocities.data.slice(),
        {},
      );
      bodies.advance(200);
      return {
        ...of,
        positions: Float64Array.from([...bodies.positions, ...of.positions.slice(15)]),
      };
    };
    const first = movedBodies(data, () => motion);
    const ahead = movedBodies(place(data), () => motion);
    const moved = place(first);
    for (let k = 0; k < 15; k++) expect(moved.positions[k]).to.be.closeTo(ahead.positions[k], 1e-9);
  });

  it("refuse motions of another dimension and orders that leave a body out", () => {
    const by = (wrong: object) => () => movedBodies(data, () => wrong);
    expect(by({ linear: Matrix.identity(2) })).to.throw(ShapeError, "sequence 0 has a 2 × 2");
    expect(by({ shift: [1] })).to.throw(ShapeError, "1 numbers");
    expect(by({ order: [0, 1, 2, 3, 3] })).to.throw(ShapeError, "each of 0 … 4 once");
  });
});
