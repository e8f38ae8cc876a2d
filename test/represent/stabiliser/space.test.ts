import { expect } from "chai";
import { cyclicGroup, specialOrthogonalGroup } from "../../../src/groups/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";
import {
  axisError,
  cloudSymmetries,
  frameSymmetry,
  orderError,
  poseErrorModuloStabiliser,
  rotationAngle,
} from "../../../src/represent/index.js";
import { TETRIS_SHAPES } from "../../../src/worlds/shapes/index.js";

const SO3 = specialOrthogonalGroup(3);
const random = () => RandomStream.fromSeed(2);

describe("symmetries of clouds", () => {
  for (const { name, points, turnsToItself, isAxial } of TETRIS_SHAPES) {
    it(`Tetris, ${name}: as many rotations as the set's facts say, in any pose`, () => {
      const stream = random();
      for (let k = 0; k < 3; k++) {
        const R = SO3.sample(stream);
        const moved = Matrix.fromRows(points.map((p) => R.apply(p))).add(
          Matrix.fromRows(points.map(() => [5, -3, 2])),
        );
        const { rotations, axis } = cloudSymmetries(moved);
        expect(axis !== undefined).to.equal(isAxial);
        if (!isAxial) expect(rotations.length).to.equal(turnsToItself);
        else expect(rotations.length).to.equal(2);
        for (const a of rotations) {
          expect(a.transpose().multiply(a).maxDifference(SO3.identity)).to.be.below(1e-12);
          for (const b of rotations) {
            const product = a.multiply(b);
            expect(rotations.some((c) => c.maxDifference(product) < 1e-9)).to.equal(true);
          }
        }
      }
    });
  }

  it("a regular tetrahedron has 12, a cube 24; kinds take some away", () => {
    const cube = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z) => [x, y, z])));
    const tetrahedron = cube.filter(([x, y, z]) => x * y * z > 0);
    expect(cloudSymmetries(Matrix.fromRows(cube)).rotations.length).to.equal(24);
    const corners = Matrix.fromRows(tetrahedron);
    expect(cloudSymmetries(corners).rotations.length).to.equal(12);
    expect(cloudSymmetries(corners, { kinds: [1, 0, 0, 0] }).rotations.length).to.equal(3);
    const line = Matrix.fromRows([
      [0, 0, 0],
      [0, 0, 2],
    ]);
    expect(cloudSymmetries(line, { kinds: ["C", "O"] }).rotations.length).to.equal(1);
  });

  it("names clouds without a shape", () => {
    expect(() => cloudSymmetries(Matrix.zeros(3, 3))).to.throw("the same one");
    expect(() => cloudSymmetries(Matrix.zeros(3, 2))).to.throw("3 × 2 points");
  });

  it("frames: their rank, and the axis of parallel vectors", () => {
    expect(frameSymmetry(Float64Array.of(1, 0, 0, 1, 1, 0)).rank).to.equal(2);
    expect(frameSymmetry(new Float64Array(6)).rank).to.equal(0);
    const { rank, axis, sentence } = frameSymmetry(Float64Array.of(0, 0, 2, 0, 0, -3));
    expect([rank, Array.from(axis!)]).to.deep.equal([1, [0, 0, 1]]);
    expect(sentence).to.include("(0.000, 0.000, 1.000)");
    expect(() => frameSymmetry(new Float64Array(5))).to.throw("5 numbers");
    expect(() => frameSymmetry(Float64Array.of(1, 0, 0, 0, 0, Number.NaN))).to.throw("vectors[5]");
  });
});

describe("errors of poses", () => {
  it("the angle of exp ξ is |ξ|, in the plane and in space", () => {
    const g = SO3.sample(random());
    const xi = SO3.algebra[0].scale(0.3).add(SO3.algebra[2], -0.4);
    expect(rotationAngle(g, g.multiply(SO3.exp(xi)))).to.be.closeTo(0.5, 1e-12);
    const SO2 = specialOrthogonalGroup(2);
    expect(rotationAngle(SO2.exp(SO2.algebra[0].scale(-3)), SO2.identity)).to.be.closeTo(3, 1e-12);
    expect(() => rotationAngle(Matrix.identity(4), Matrix.identity(4))).to.throw("4 × 4");
  });

  it("modulo the stabiliser of x̂, which stands on the right", () => {
    const stream = random();
    const square = TETRIS_SHAPES.find(({ name }) => name === "square")!;
    const { rotations } = cloudSymmetries(Matrix.fromRows(square.points.map((p) => [...p])));
    const expected = SO3.sample(stream);
    for (const h of rotations) {
      const predicted = expected.multiply(h);
      const error = poseErrorModuloStabiliser(
        SO3,
        rotationAngle,
        { predicted, expected },
        rotations,
      );
      expect(error).to.be.below(1e-7);
    }
    const off = expected.multiply(SO3.exp(SO3.algebra[1].scale(0.1)));
    expect(
      poseErrorModuloStabiliser(SO3, rotationAngle, { predicted: off, expected }, rotations),
    ).to.be.closeTo(0.1, 1e-9);
    const C6 = cyclicGroup(6);
    const steps = (a: number, b: number) => Math.min((a - b + 6) % 6, (b - a + 6) % 6);
    const poses = { predicted: 5, expected: 1 };
    expect(poseErrorModuloStabiliser(C6, steps, poses, [0])).to.equal(2);
    expect(poseErrorModuloStabiliser(C6, steps, poses, [0, 3])).to.equal(1);
    expect(() => poseErrorModuloStabiliser(C6, steps, poses, [])).to.throw("without elements");
  });

  it("lines: turns about the axis are no error, tilts are", () => {
    const expected = SO3.sample(random());
    const about = expected.multiply(SO3.exp(SO3.algebra[0].scale(1.3)));
    const axisOf = Float64Array.of(0, 0, 1);
    // algebra[0] turns the first two axes into each other.
    expect(axisError({ predicted: about, expected }, axisOf)).to.be.below(1e-12);
    const tilted = expected.multiply(SO3.exp(SO3.algebra[1].scale(0.2)));
    expect(axisError({ predicted: tilted, expected }, axisOf)).to.be.closeTo(0.2, 1e-12);
  });

  it("orders: rows of one kind may change places", () => {
    const kinds = ["a", "a", "b"];
    expect(orderError({ predicted: [1, 0, 2], expected: [0, 1, 2] }, kinds)).to.equal(0);
    expect(orderError({ predicted: [2, 1, 0], expected: [0, 1, 2] }, kinds)).to.equal(2 / 3);
    expect(() => orderError({ predicted: [0], expected: [0, 1] }, kinds)).to.throw("3 kinds");
  });
});
