import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { allPermutations, cyclicGroup, specialOrthogonalGroup } from "../../../src/groups/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import {
  circleHeadPoses,
  circlePoses,
  finitePoses,
  motionPoses,
  permutationPoses,
  productPoses,
  rotationPoses,
} from "../../../src/represent/index.js";
import { useDevice } from "../../../src/tensors/index.js";

describe("degenerate poses", () => {
  before(() => useDevice("webassembly"));

  it("no direction: the identity, flagged", () => {
    for (const y of [Float64Array.of(0, 0), Float64Array.of(5e-5, -5e-5)]) {
      const space = circlePoses();
      const { element, isDegenerate } = space.section(y);
      expect([isDegenerate, Array.from(element.data)]).to.deep.equal([true, [1, 0, 0, 1]]);
      const batch = space.batchSection(tf.tensor2d([...y, 0, 2], [2, 2]));
      expect(Array.from(batch.isDegenerate.dataSync())).to.deep.equal([1, 0]);
      expect(Array.from(batch.elements[0].dataSync())).to.deep.equal([1, 0, 0, 1, 0, -1, 1, 0]);
    }
  });

  it("a short vector is a rotation all the same, not a scaled one", () => {
    const [matrix] = circlePoses().batchSection(tf.tensor2d([3e-4, 4e-4], [1, 2])).elements;
    const found = Array.from(matrix.dataSync());
    [0.6, -0.8, 0.8, 0.6].forEach((value, k) => {
      expect(found[k]).to.be.closeTo(value, 1e-6);
    });
  });

  it("parallel vectors: a rotation that takes the x axis to them, flagged", () => {
    const space = rotationPoses();
    const random = RandomStream.fromSeed(1);
    const group = specialOrthogonalGroup(3);
    for (const factor of [2, -0.5, 0]) {
      for (let k = 0; k < 20; k++) {
        const [x, y, z] = random.normals(3);
        const length = Math.hypot(x, y, z);
        const rows = [x, y, z, factor * x, factor * y, factor * z];
        const { element, isDegenerate } = space.section(Float64Array.from(rows));
        expect(isDegenerate).to.equal(true);
        expect(element.transpose().multiply(element).maxDifference(group.identity)).below(1e-12);
        const axis = element.apply([1, 0, 0]);
        [x, y, z].forEach((entry, i) => {
          expect(axis[i]).to.be.closeTo(entry / length, 1e-12);
        });
        const batch = space.batchSection(tf.tensor(rows, [1, 2, 3]));
        expect(batch.isDegenerate.dataSync()[0]).to.equal(1);
        expect(space.elementAt(batch, 0).maxDifference(element)).to.be.below(1e-5);
      }
    }
  });

  it("no first vector: the identity; the point of a motion stays", () => {
    const y = Float64Array.of(0, 0, 0, 1, 2, 3, 4, 5, 6);
    const { element, isDegenerate } = motionPoses(3).section(y);
    expect(isDegenerate).to.equal(true);
    expect(element.toRows()).to.deep.equal([
      [1, 0, 0, 4],
      [0, 1, 0, 5],
      [0, 0, 1, 6],
      [0, 0, 0, 1],
    ]);
    const batch = motionPoses(3).batchSection(tf.tensor(Array.from(y), [1, 3, 3]));
    expect(batch.elements[0].arraySync()).to.deep.equal([
      [
        [1, 0, 0, 4],
        [0, 1, 0, 5],
        [0, 0, 1, 6],
      ],
    ]);
  });

  it("equal scores: the smaller index first, a permutation, flagged", () => {
    const space = permutationPoses(4);
    const { element, isDegenerate } = space.section(Float64Array.of(1, 3, 1, 3));
    // ranks 0 … 3 are at places 1, 3, 0, 2
    expect([isDegenerate, element]).to.deep.equal([true, [1, 3, 0, 2]]);
    const batch = space.batchSection(tf.tensor2d([1, 3, 1, 3, 0, 0, 0, 0, 4, 3, 2, 1], [3, 4]));
    expect(Array.from(batch.isDegenerate.dataSync())).to.deep.equal([1, 1, 0]);
    expect(space.elementAt(batch, 0)).to.deep.equal([1, 3, 0, 2]);
    expect(space.elementAt(batch, 1)).to.deep.equal(allPermutations(4).identity);
  });

  it("equal scores of elements: the first of the best, flagged", () => {
    const space = finitePoses(cyclicGroup(3));
    expect(space.section(Float64Array.of(1, 2, 2))).to.deep.equal({
      element: 1,
      isDegenerate: true,
    });
    const batch = space.batchSection(tf.tensor2d([1, 2, 2, 2, 1, 1], [2, 3]));
    expect(Array.from(batch.isDegenerate.dataSync())).to.deep.equal([1, 0]);
    expect(Array.from(batch.elements[0].dataSync())).to.deep.equal([0, 1, 0, 1, 0, 0]);
  });

  it("heads: the first reliable frequency decides, up to its turns", () => {
    const space = circleHeadPoses([1, 2, 4], { reliable: 0.1 });
    const angle = 2;
    const heads = [0.001, 0.001, Math.cos(2 * angle), Math.sin(2 * angle), 3, 0];
    const { element, isDegenerate } = space.section(Float64Array.from(heads));
    expect(isDegenerate).to.equal(false);
    const found = Math.atan2(element.at(1, 0), element.at(0, 0));
    expect(Math.cos(2 * (found - angle))).to.be.closeTo(1, 1e-12);
    const turned = specialOrthogonalGroup(2).sample(RandomStream.fromSeed(5));
    const after = space.section(space.act(turned, Float64Array.from(heads))).element;
    const difference = turned.multiply(element).transpose().multiply(after);
    // The rest is a half turn or none.
    expect(
      difference.multiply(difference).maxDifference(turned.multiply(turned.transpose())),
    ).below(1e-10);
  });

  it("a product is degenerate where a factor is", () => {
    const space = productPoses(circlePoses(), permutationPoses(2));
    const batch = space.batchSection(tf.tensor2d([1, 0, 1, 1, 0, 0, 1, 2, 1, 0, 1, 2], [3, 4]));
    expect(Array.from(batch.isDegenerate.dataSync())).to.deep.equal([1, 1, 0]);
  });

  it("nearly parallel vectors: still orthonormal, to the rounding of float32", () => {
    const space = rotationPoses();
    const sine = 2e-3;
    const [a, b, c] = [0.48, 0.6, 0.64]; // unit length
    // v₂ = v₁ + sine · (b, −a, 0)
    const y = tf.tensor([a, b, c, a + sine * b, b - sine * a, c], [1, 2, 3]);
    const { elements, isDegenerate } = space.batchSection(y);
    expect(isDegenerate.dataSync()[0]).to.equal(0);
    const products = tf.matMul(elements[0], elements[0], true, false).dataSync();
    products.forEach((value, k) => {
      expect(value, `entry ${k}`).to.be.closeTo(k % 4 === 0 ? 1 : 0, 1e-6);
    });
  });

  it("NaN in y: weights that are NaN, and no element without a word", () => {
    const spaces = [
      circlePoses(),
      rotationPoses(),
      motionPoses(2),
      permutationPoses(3),
      finitePoses(cyclicGroup(3)),
      circleHeadPoses([1, 2]),
    ];
    for (const space of spaces) {
      const size = space.base.length;
      const y = tf.tensor([...space.base, ...Array<number>(size).fill(Number.NaN)]);
      const poses = space.batchSection(tf.reshape(y, [2, ...space.shape]));
      expect(() => space.elementAt(poses, 0), space.name).not.to.throw();
      expect(() => space.elementAt(poses, 1), space.name).to.throw(
        DomainError,
        "the pose of sample 1 has NaN at entry 0",
      );
    }
  });

  it("names what is wrong with options", () => {
    expect(() => motionPoses(4 as 3)).to.throw("expected 2 or 3");
    expect(() => circleHeadPoses([2, 1])).to.throw("that rise");
    expect(() => circleHeadPoses([1, 2], { reliable: 0 })).to.throw("a share");
    expect(() => productPoses()).to.throw("no pose space");
    expect(() => finitePoses(cyclicGroup(2), { temperature: 0 })).to.throw("temperature is 0");
    expect(() => permutationPoses(0)).to.throw("allPermutations: got 0");
    const batch = circlePoses().batchSection(tf.zeros([2, 2]));
    expect(() => circlePoses().elementAt(batch, 2)).to.throw("from 0 to 1");
  });
});
