import { expect } from "chai";
import { DomainError, TETRIS_SHAPES, tetrisClouds, tetrisShape } from "../../../src/index.js";

type Point = readonly number[];

/** The 24 rotations of the cube: permutations of axes with signs, of determinant 1. */
const TURNS = [
  [0, 1, 2],
  [1, 2, 0],
  [2, 0, 1],
  [1, 0, 2],
  [0, 2, 1],
  [2, 1, 0],
].flatMap((axes, index) =>
  [0, 1, 2, 3, 4, 5, 6, 7]
    .map((bits) => [0, 1, 2].map((a) => ((bits >> a) & 1 ? -1 : 1)))
    .filter((signs) => signs[0] * signs[1] * signs[2] === (index < 3 ? 1 : -1))
    .map((signs) => (p: Point) => axes.map((axis, a) => signs[a] * p[axis])),
);

function centred(points: readonly Point[]): number[][] {
  const middle = [0, 1, 2].map((a) => points.reduce((sum, p) => sum + p[a], 0) / points.length);
  return points.map((p) => p.map((x, a) => 4 * (x - middle[a])));
}

const asSet = (points: readonly Point[]) =>
  points
    .map((p) => p.map((x) => x + 0).join())
    .sort()
    .join(" ");

const distances = (points: readonly Point[]) =>
  points
    .flatMap((p, i) => points.slice(i + 1).map((q) => Math.hypot(...p.map((x, a) => x - q[a]))))
    .sort((a, b) => a - b);

describe("worlds/shapes/tetris", () => {
  it("as many rotations map each shape to itself as it says", () => {
    expect(TURNS.length).equal(24);
    for (const { name, points, turnsToItself } of TETRIS_SHAPES) {
      const shape = centred(points);
      const kept = TURNS.filter((turn) => asSet(shape.map(turn)) === asSet(shape));
      expect(kept.length, name).equal(turnsToItself);
    }
  });

  it("the chiral pair are mirror images, with the same distances, and no rotation joins them", () => {
    const [first, second] = ["chiral 1", "chiral 2"].map((name) =>
      centred(tetrisShape(name).points),
    );
    expect(distances(first)).deep.equal(distances(second));
    expect(TURNS.some((turn) => asSet(first.map(turn)) === asSet(second))).equal(false);
    const mirrored = first.map(([x, y, z]) => [-x, y, z]);
    expect(TURNS.some((turn) => asSet(mirrored.map(turn)) === asSet(second))).equal(true);
    const others = TETRIS_SHAPES.slice(1).map(({ points }) => distances(points).join());
    expect(new Set(others).size).equal(7);
  });

  it("clouds are the shapes, turned and shifted as they say, with the noise that is asked for", () => {
    const clouds = tetrisClouds(400, { seed: 3, shuffled: true });
    let [noise, shift] = [0, 0];
    for (let k = 0; k < clouds.count; k++) {
      expect(clouds.labels[k]).equal(k % 8);
      const shape = TETRIS_SHAPES[k % 8].points;
      const R = clouds.turns.subarray(9 * k, 9 * k + 9);
      const t = clouds.shifts.subarray(3 * k, 3 * k + 3);
      const order = clouds.orders.subarray(4 * k, 4 * k + 4);
      expect([...order].sort()).deep.equal([0, 1, 2, 3]);
      order.forEach((source, i) => {
        for (let a = 0; a < 3; a++) {
          const there = shape[source].reduce((sum, x, b) => sum + R[3 * a + b] * x, t[a]);
          noise += (clouds.values[3 * (4 * k + i) + a] - there) ** 2 / (12 * clouds.count);
        }
      });
      shift += t.reduce((sum, x) => sum + x * x, 0) / (3 * clouds.count);
    }
    // Five standard deviations of a mean of squares, √(2 / N).
    expect(noise).closeTo(1e-4, 5e-4 * Math.sqrt(2 / 4800));
    expect(shift).closeTo(25, 5 * 25 * Math.sqrt(2 / 1200));
  });

  it("without noise, turn and shift they are the shapes; parts and seeds differ, counts do not", () => {
    const plain = tetrisClouds(9, { noise: 0, shift: 0, turned: false });
    expect([...plain.values.subarray(24, 36)]).deep.equal(TETRIS_SHAPES[2].points.flat());
    expect([...plain.values.subarray(96)]).deep.equal(TETRIS_SHAPES[0].points.flat());
    const [few, many] = [tetrisClouds(3, { seed: 5 }), tetrisClouds(30, { seed: 5 })];
    expect([...few.values]).deep.equal([...many.values.subarray(0, 36)]);
    expect(tetrisClouds(3, { seed: 6 }).values).not.deep.equal(few.values);
    expect(tetrisClouds(3, { seed: 5, part: "test" }).values).not.deep.equal(few.values);
    expect([...tetrisClouds(3, { shapes: ["T", "L"] }).labels]).deep.equal([0, 1, 0]);
    expect(tetrisClouds(1, { shapes: ["T"] }).classNames).deep.equal(["T"]);
  });

  it("names what is wrong", () => {
    expect(() => tetrisClouds(0)).throw(DomainError, "count is 0");
    expect(() => tetrisClouds(1, { noise: -1 })).throw(DomainError, "noise is -1");
    expect(() => tetrisClouds(1, { shift: Number.NaN })).throw(DomainError, "shift is NaN");
    expect(() => tetrisClouds(1, { shapes: [] })).throw(DomainError, "shapes is empty");
    expect(() => tetrisShape("S")).throw(DomainError, "expected one of chiral 1");
  });
});
