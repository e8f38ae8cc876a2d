import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { RandomStream } from "../../../src/numerics/index.js";
import {
  batches,
  batchOrder,
  clipByGlobalNorm,
  cosineDecay,
  exponentialDecay,
  linearDecay,
  piecewiseConstant,
  warmup,
} from "../../../src/tensors/training/index.js";
import { numbers } from "../../fixtures/tensors/on-intertwine.js";

describe("Learning-rate schedules", () => {
  it("take their values at the ends, in the middle, and stay there", () => {
    const cosine = cosineDecay(4, 10, 2);
    expect([cosine(0), cosine(10), cosine(99)]).to.deep.equal([4, 2, 2]);
    expect(cosine(5)).to.be.closeTo(3, 1e-12);
    expect([0, 5, 10, 20].map(linearDecay(4, 10, 2))).to.deep.equal([4, 3, 2, 2]);
    expect(exponentialDecay(8, 3, 0.5)(6)).to.be.closeTo(2, 1e-12);
    expect([0, 1, 2, 4, 5].map(piecewiseConstant([2, 5], [3, 2, 1]))).to.deep.equal([
      3, 3, 2, 2, 1,
    ]);
    const warm = warmup(4, linearDecay(8, 2));
    expect([0, 1, 3, 4, 5, 6].map(warm)).to.deep.equal([2, 4, 8, 8, 4, 0]);
  });
  it("refuse what has no meaning", () => {
    expect(() => cosineDecay(Number.NaN, 10)).to.throw(DomainError, /from is NaN/);
    expect(() => linearDecay(1, 0)).to.throw(DomainError, /steps is 0/);
    expect(() => piecewiseConstant([3, 2], [1, 2, 3])).to.throw(DomainError, /rising/);
  });
});

describe("clipByGlobalNorm", () => {
  before(() => tf.setBackend("cpu"));
  const gradients = () => ({ a: tf.tensor2d([[3, 0]]), b: tf.tensor1d([0, 4]) });

  it("scales all gradients to the limit, and keeps the bits of those within it", () => {
    const { gradients: clipped, norm } = clipByGlobalNorm(gradients(), 1);
    expect(numbers(norm)).to.deep.equal([5]);
    expect(numbers(clipped.a)[0]).to.be.closeTo(0.6, 1e-6);
    expect(numbers(clipped.b)[1]).to.be.closeTo(0.8, 1e-6);
    expect(numbers(clipByGlobalNorm({ g: tf.tensor1d([0.1, 0.3]) }, 2).gradients.g)).to.deep.equal(
      numbers(tf.tensor1d([0.1, 0.3])),
    );
  });
  it("for each network by its own norm", () => {
    const g = {
      a: tf.tensor2d([
        [3, 0],
        [1, 0],
      ]),
      b: tf.tensor1d([4, 0]),
    };
    const { gradients: clipped, norm } = clipByGlobalNorm(g, 2, { each: true });
    expect(numbers(norm)).to.deep.equal([5, 1]);
    expect(numbers(clipped.a)[0]).to.be.closeTo(1.2, 1e-6);
    expect(numbers(clipped.a)[2]).to.equal(1);
  });
  it("lets NaN through, and refuses a limit without a meaning", () => {
    const { gradients: clipped } = clipByGlobalNorm({ a: tf.tensor1d([Number.NaN, 1]) }, 1);
    expect(numbers(clipped.a)).to.deep.equal([Number.NaN, Number.NaN]);
    expect(() => clipByGlobalNorm(gradients(), 0)).to.throw(DomainError, /limit is 0/);
    expect(() => clipByGlobalNorm({}, 1)).to.throw(DomainError, /no gradients/);
  });
});

describe("Batches", () => {
  const stream = () => RandomStream.fromSeed(5);

  it("take every row at most once an epoch, in another order each time", () => {
    const order = batchOrder(10, { size: 3, stream: stream() });
    const epochs = [0, 1].map((epoch) => [0, 1, 2].flatMap((k) => [...order(3 * epoch + k)]));
    for (const rows of epochs) expect(new Set(rows).size).to.equal(9);
    expect(epochs[0]).to.not.deep.equal(epochs[1]);
    const inOrder = batchOrder(10, { size: 3 });
    expect([0, 2, 3].map((k) => [...inOrder(k)])).to.deep.equal([
      [0, 1, 2],
      [6, 7, 8],
      [0, 1, 2],
    ]);
  });
  it("are functions of the step", () => {
    const [one, other] = [stream(), stream()].map((s) => batchOrder(20, { size: 4, stream: s }));
    const forwards = Array.from({ length: 15 }, (_, k) => [...one(k)]);
    for (let k = 14; k >= 0; k--) expect([...other(k)]).to.deep.equal(forwards[k]);
  });
  it("hold the rows of every column, for one network or for several", () => {
    const columns = [
      { values: Float32Array.from({ length: 12 }, (_, k) => k), shape: [6, 2] },
      { values: Int32Array.of(0, 1, 2, 3, 4, 5), shape: [6] },
    ];
    const [x, y] = batches(columns, (step) => Int32Array.of(step, 5))(2);
    expect([x.shape, x.dtype, y.shape, y.dtype]).to.deep.equal([[2, 2], "float32", [2], "int32"]);
    expect([numbers(x), numbers(y)]).to.deep.equal([
      [4, 5, 10, 11],
      [2, 5],
    ]);
    const orders = [(k: number) => Int32Array.of(k), () => Int32Array.of(3)];
    const [both, labels] = batches(columns, orders)(1);
    expect([both.shape, labels.shape]).to.deep.equal([
      [2, 1, 2],
      [2, 1],
    ]);
    expect(numbers(both)).to.deep.equal([2, 3, 6, 7]);
  });
  it("refuse sizes and shapes that do not fit", () => {
    expect(() => batchOrder(3, { size: 4 })).to.throw(DomainError, /size is 4/);
    const values = new Float32Array(6);
    const order = batchOrder(2, { size: 1 });
    expect(() => batches([{ values, shape: [2, 2] }], order)).to.throw(ShapeError, /expected 4/);
    const uneven = [
      { values, shape: [2, 3] },
      { values, shape: [3, 2] },
    ];
    expect(() => batches(uneven, order)).to.throw(ShapeError, /3 rows/);
    // Their fractions would be lost in whole numbers.
    for (const other of [Float64Array.of(0.5, 1.5), [0.5, 1.5], undefined]) {
      const column = { values: other as unknown as Float32Array, shape: [2] };
      expect(() => batches([column], order)).to.throw(DomainError, /expected a Float32Array/);
    }
  });
});
