import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import fc from "fast-check";
import { dihedralGroup, signGroup, trivialGroup } from "../../../src/groups/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";
import {
  circleHeadPoses,
  circlePoses,
  finitePoses,
  motionPoses,
  type PoseSpace,
  permutationPoses,
  productPoses,
  rotationPoses,
  translationPoses,
} from "../../../src/represent/index.js";
import { useDevice } from "../../../src/tensors/index.js";

type AnySpace = PoseSpace<unknown>;
const of = <Element>(space: PoseSpace<Element>): AnySpace => space as unknown as AnySpace;

/** All of them with a base point that only the identity keeps. */
const SPACES: readonly AnySpace[] = [
  of(circlePoses()),
  of(circleHeadPoses([1])),
  of(circleHeadPoses([1, 2, 3], { reliable: 1e-9 })),
  of(rotationPoses()),
  of(motionPoses(2)),
  of(motionPoses(3)),
  of(translationPoses(3)),
  of(permutationPoses(1)),
  of(permutationPoses(6)),
  of(finitePoses(trivialGroup())),
  of(finitePoses(dihedralGroup(4))),
  of(productPoses(rotationPoses(), permutationPoses(4))),
  of(productPoses(motionPoses(3), productPoses(finitePoses(signGroup(2)), translationPoses(1)))),
];

const streams = fc.nat(1e6).map((seed) => RandomStream.fromSeed(seed));
const entriesOf = (element: unknown): number[] => {
  if (element instanceof Matrix) return Array.from(element.data);
  if (Array.isArray(element)) return element.flatMap(entriesOf);
  if (typeof element === "object" && element !== null) {
    return Object.values(element).flatMap(entriesOf);
  }
  return [Number(element)];
};
function expectSame(a: unknown, b: unknown, tolerance: number): void {
  const [left, right] = [entriesOf(a), entriesOf(b)];
  expect(left.length).to.equal(right.length);
  left.forEach((value, k) => {
    expect(value, `entry ${k}`).to.be.closeTo(right[k], tolerance);
  });
}

describe("pose spaces", () => {
  before(() => useDevice("webassembly"));

  for (const space of SPACES) {
    const { group } = space;
    describe(space.name, () => {
      it("ξ(y₀) = e, and nothing but e keeps y₀", () => {
        const { element, isDegenerate } = space.section(space.base);
        expect(isDegenerate).to.equal(false);
        expect(group.equals(element, group.identity)).to.equal(true);
        fc.assert(
          fc.property(streams, (random) => {
            const g = group.sample(random);
            const moved = space.act(g, space.base);
            expect(group.equals(space.section(moved).element, g)).to.equal(true);
          }),
          { seed: 1, numRuns: 20 },
        );
      });

      it("ρ_Y acts, and ξ(ρ_Y(g) y) = g ξ(y)", () => {
        fc.assert(
          fc.property(streams, (random) => {
            const [g, h] = [group.sample(random), group.sample(random)];
            const y = space.sample(random);
            expectSame(space.act(group.compose(g, h), y), space.act(g, space.act(h, y)), 1e-9);
            expectSame(space.act(group.identity, y), y, 1e-12);
            const moved = space.section(space.act(g, y));
            const pose = space.section(y);
            expectSame(moved.element, group.compose(g, pose.element), 1e-8);
            expect(moved.isDegenerate).to.equal(pose.isDegenerate);
          }),
          { seed: 2, numRuns: 30 },
        );
      });

      it("tensors give what Float64 gives, and elements go there and back", () => {
        const random = RandomStream.fromSeed(3);
        const ys = Array.from({ length: 5 }, () => space.sample(random));
        const y = tf.tensor(
          ys.flatMap((values) => Array.from(values)),
          [5, ...space.shape],
        );
        const poses = space.batchSection(y);
        expect(poses.elements.map(({ shape }) => shape.slice(1))).to.deep.equal(
          space.elementShapes,
        );
        expect(Array.from(poses.isDegenerate.dataSync())).to.deep.equal([0, 0, 0, 0, 0]);
        const given = ys.map((values) => space.section(values).element);
        const back = space.tensorsOf(given);
        back.forEach((tensor, k) => {
          expectSame(tensor.arraySync(), poses.elements[k].arraySync(), 3e-5);
        });
        given.forEach((element, k) => {
          expectSame(space.elementAt(poses, k), element, 3e-5);
          expectSame(space.elementAt({ elements: back }, k), element, 1e-6);
        });
      });

      it("inverses are those of the group", () => {
        const random = RandomStream.fromSeed(4);
        const given = Array.from({ length: 4 }, () => group.sample(random));
        const inverses = space.inverses(space.tensorsOf(given));
        expect(inverses.map(({ shape }) => shape.slice(1))).to.deep.equal(space.elementShapes);
        given.forEach((element, k) => {
          expectSame(space.elementAt({ elements: inverses }, k), group.inverse(element), 1e-5);
        });
      });

      it("y of zeros has no NaN in elements and slopes", () => {
        const y = tf.zeros([2, ...space.shape]);
        const slope = tf.grad((given: tf.Tensor) =>
          tf.addN(space.batchSection(given).elements.map((tensor) => tf.sum(tf.square(tensor)))),
        )(y);
        const values = space.batchSection(y).elements.flatMap((tensor) => [...tensor.dataSync()]);
        for (const value of [...values, ...slope.dataSync()]) {
          expect(Number.isFinite(value)).to.equal(true);
        }
      });

      it("refuses y of another length, NaN, and tensors of another shape", () => {
        expect(() => space.section(new Float64Array(space.base.length + 1))).to.throw(
          "numbers; expected",
        );
        const bad = space.base.slice();
        bad[0] = Number.NaN;
        expect(() => space.section(bad)).to.throw("y[0] is NaN");
        expect(() => space.batchSection(tf.zeros([2, space.base.length + 1]))).to.throw(
          "expected [batch",
        );
      });
    });
  }
});

describe("slopes of ξ", () => {
  before(() => useDevice("webassembly"));

  for (const space of [
    of(circlePoses()),
    of(circleHeadPoses([2, 3])),
    of(rotationPoses()),
    of(motionPoses(2)),
    of(motionPoses(3)),
  ]) {
    it(`${space.name}: as differences in Float64`, () => {
      const random = RandomStream.fromSeed(4);
      const y = space.sample(random);
      const size = space.elementShapes[0].reduce((a, b) => a * b, 1);
      const weights = Float64Array.from({ length: size }, () => random.normal());
      // Of the homogeneous matrices of motions the last row is not in the tensors.
      const value = (at: Float64Array): number =>
        weights.reduce(
          (sum, weight, k) => sum + weight * (space.section(at).element as Matrix).data[k],
          0,
        );
      const slope = tf.grad((given: tf.Tensor) =>
        tf.sum(
          tf.mul(
            tf.reshape(space.batchSection(given).elements[0], [-1]),
            tf.tensor1d(Array.from(weights)),
          ),
        ),
      )(tf.tensor(Array.from(y), [1, ...space.shape]));
      slope.dataSync().forEach((found, k) => {
        const step = 1e-5;
        const [above, below] = [y.slice(), y.slice()];
        above[k] += step;
        below[k] -= step;
        const expected = (value(above) - value(below)) / (2 * step);
        expect(found, `entry ${k}`).to.be.closeTo(expected, 2e-4 * Math.max(1, Math.abs(expected)));
      });
    });
  }
});
