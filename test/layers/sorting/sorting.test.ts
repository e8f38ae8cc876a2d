import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  hardSort,
  permutationEntropy,
  ranks,
  softSort,
  sortingMatrix,
} from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { plan, useDevice } from "../../../src/tensors/index.js";
import { differences, expectClose, normals, numbers } from "./tensors.js";

const row = (values: number[]) => tf.tensor2d(values, [1, values.length]);
/** Few values, so that there are ties. */
const scores = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 9 });

describe("layers/sorting", () => {
  before(() => useDevice("webassembly"));

  it("gives places in both orders, ties by their index", () => {
    expect(numbers(ranks(row([3, 1, 2, 3])))).to.deep.equal([0, 3, 2, 1]);
    expect(numbers(ranks(row([3, 1, 2, 3]), "ascending"))).to.deep.equal([2, 0, 1, 3]);
  });

  it("sorts by a permutation, ties or not", () => {
    fc.assert(
      fc.property(
        scores,
        fc.constantFrom("ascending" as const, "descending" as const),
        (s, order) => {
          const matrix = sortingMatrix(row(s), order);
          for (const axis of [1, 2]) {
            expect(numbers(tf.sum(matrix, axis))).to.deep.equal(s.map(() => 1));
          }
          const sorted = numbers(tf.sum(tf.mul(matrix, row(s)), 2));
          const sign = order === "ascending" ? 1 : -1;
          expect(sorted).to.deep.equal([...s].sort((a, b) => sign * (a - b)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is σ(gap / τ) for two elements", () => {
    // softmax of (0, −1.5/τ) in the first row, of (−1.5/τ, 0) in the second
    const p = 1 / (1 + Math.exp(-1.5 / 0.7));
    expectClose(softSort(row([2, 0.5]), { temperature: 0.7 }), [p, 1 - p, 1 - p, p], 1e-6);
    const ascending = softSort(row([2, 0.5]), { temperature: 0.7, order: "ascending" });
    expectClose(ascending, [1 - p, p, p, 1 - p], 1e-6);
  });

  it("follows permutations of the elements, soft and hard", () => {
    const s = normals(3, [2, 6]);
    const order = RandomStream.fromSeed(4).permutation(6);
    const moved = tf.gather(s, order, 1);
    for (const sort of [softSort, hardSort]) {
      const expected = tf.gather(sort(s), order, 2);
      expectClose(sort(moved), numbers(expected), 1e-6);
    }
  });

  it("has the slope of its differences", () => {
    const s = row([0.9, -0.4, 0.3, 1.6, -1.1]);
    const weight = normals(5, [1, 5, 5]);
    for (const order of ["ascending", "descending"] as const) {
      const soft = (x: tf.Tensor) => softSort(x, { temperature: 0.8, order });
      const slope = tf.grad((x) => tf.sum(tf.mul(soft(x), weight)))(s);
      expectClose(slope, differences(soft, s, weight), 2e-4);
    }
  });

  it("has columns that sum to 1 as well, once they are scaled", () => {
    const s = normals(10, [2, 6]);
    const matrix = softSort(s, { scalings: 100 });
    for (const axis of [1, 2]) expectClose(tf.sum(matrix, axis), new Array(12).fill(1), 1e-4);
    expect(numbers(tf.max(tf.abs(tf.sub(tf.sum(softSort(s), 1), 1))))[0]).to.be.greaterThan(0.05);
    const order = RandomStream.fromSeed(11).permutation(6);
    const moved = softSort(tf.gather(s, order, 1), { scalings: 100 });
    expectClose(moved, numbers(tf.gather(matrix, order, 2)), 1e-5);
    expect(numbers(hardSort(s, { scalings: 3 }))).to.deep.equal(numbers(sortingMatrix(s)));
  });

  it("is a permutation with the slope of the soft one", () => {
    const s = normals(6, [3, 7]);
    const weight = normals(7, [3, 7, 7]);
    expect(numbers(hardSort(s))).to.deep.equal(numbers(sortingMatrix(s)));
    const slopeOf = (sort: typeof softSort) => tf.grad((x) => tf.sum(tf.mul(sort(x), weight)))(s);
    expect(numbers(slopeOf(hardSort))).to.deep.equal(numbers(slopeOf(softSort)));
  });

  it("says by NaN that a score was none", () => {
    expect(numbers(hardSort(row([1, Number.NaN, 2]))).every(Number.isNaN)).to.equal(true);
  });

  it("charges equal parts 2 log N, a permutation nothing, and pushes it to stay one", () => {
    const equal = tf.fill([2, 5, 5], 0.2);
    expectClose(permutationEntropy(equal), [2 * Math.log(5), 2 * Math.log(5)], 1e-5);
    const sorting = sortingMatrix(row([3, 1, 2]));
    expectClose(permutationEntropy(sorting), [0], 2e-5);
    // (2/N) (−log(1e-7) − 1) at entries 0, −2/N at entries 1
    const slope = numbers(tf.grad((p) => tf.sum(permutationEntropy(p)))(sorting));
    numbers(sorting).forEach((entry, k) => {
      expect(slope[k]).to.be.closeTo((2 / 3) * (entry === 1 ? -1 : 15.1181), 1e-4);
    });
  });

  it("sorts in a plan as without", () => {
    const start = normals(8, [4, 6]);
    const target = normals(9, [4, 6, 6]);
    const make = () => {
      const s = tf.variable(start);
      const optimiser = tf.train.adam(0.05);
      const step = (y: tf.Tensor) =>
        optimiser.minimize(
          () => {
            const matrix = hardSort(s);
            const distance = tf.mean(tf.square(tf.sub(matrix, y)));
            return tf.add(distance, tf.mean(permutationEntropy(matrix))) as tf.Scalar;
          },
          true,
          [s],
        )!;
      return { s, step };
    };
    const [eager, planned] = [make(), make()];
    const replay = plan(planned.step);
    for (let k = 0; k < 5; k++) {
      expect(numbers(replay(target))).to.deep.equal(numbers(eager.step(target)));
    }
    expect(numbers(planned.s)).to.deep.equal(numbers(eager.s));
    expect(numbers(eager.s)).not.to.deep.equal(numbers(start));
  });

  it("names what it cannot sort", () => {
    expect(() => softSort(tf.zeros([2, 3, 1]))).to.throw(ShapeError, "softSort: got scores");
    expect(() => hardSort(row([1, 2]), { temperature: 0 })).to.throw(
      DomainError,
      "temperature is 0",
    );
    expect(() => permutationEntropy(tf.zeros([2, 3, 4]))).to.throw(ShapeError, "[2,3,4]");
  });
});
