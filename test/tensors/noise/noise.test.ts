import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { referenceEngine } from "../../../src/tensors/engines/reference/index.js";
import { dropout, noise } from "../../../src/tensors/noise/index.js";
import { plan } from "../../../src/tensors/record/index.js";
import { numbers, onIntertwine } from "../../fixtures/tensors/on-intertwine.js";

const stream = () => RandomStream.fromSeed(7);

describe("noise", () => {
  onIntertwine();

  const draws = () => {
    const random = noise(stream());
    const drawn = [
      ...[random.uniform([2, 5]), random.normal([7]), random.integers([9], 12)],
      ...[random.uniform([3], -2, 5), random.normal([3], 1, 4)],
    ].map(numbers);
    const count = numbers(random.counter);
    random.dispose();
    return { drawn, count };
  };

  it("has the same bits on our backend and on any other, and counts its draws", async () => {
    const ours = draws();
    await tf.setBackend("cpu");
    const theirs = draws();
    await tf.setBackend("intertwine");
    expect(ours).to.deep.equal(theirs);
    expect(ours.count).to.deep.equal([5]);
  });

  it("goes on in a plan as it would without one, on every engine", () => {
    for (const engine of [undefined, referenceEngine()]) {
      const [planned, asItIs] = [noise(stream()), noise(stream())];
      const step = plan(
        (x: tf.Tensor) => [dropout(x, 0.5, planned), planned.normal([3]), planned.integers([4], 9)],
        { engine },
      );
      for (let k = 0; k < 6; k++) {
        const x = tf.ones([2, 4]);
        const expected = [dropout(x, 0.5, asItIs), asItIs.normal([3]), asItIs.integers([4], 9)];
        expect(step(x).map(numbers), `step ${k}`).to.deep.equal(expected.map(numbers));
      }
      expect(step.report().shapes[0].replays).to.equal(4);
      expect(numbers(planned.counter)).to.deep.equal([18]);
      step.dispose();
    }
  });

  it("begins anew where its counter is set", () => {
    const random = noise(stream());
    const first = numbers(random.normal([4]));
    expect(numbers(random.normal([4]))).to.not.deep.equal(first);
    random.counter.assign(tf.scalar(0, "int32"));
    expect(numbers(random.normal([4]))).to.deep.equal(first);
  });

  it("follows its laws: moments within five deviations", () => {
    const random = noise(stream());
    const count = 20000;
    const mean = (x: number[], power: number) => x.reduce((sum, v) => sum + v ** power, 0) / count;
    const uniform = numbers(random.uniform([count], -1, 1));
    expect(mean(uniform, 1)).to.be.closeTo(0, 5 / Math.sqrt(3 * count));
    expect(mean(uniform, 2)).to.be.closeTo(1 / 3, 5 * Math.sqrt(4 / 45 / count));
    const normal = numbers(random.normal([count], 0, 2));
    expect(mean(normal, 1)).to.be.closeTo(0, 10 / Math.sqrt(count));
    expect(mean(normal, 2)).to.be.closeTo(4, 20 * Math.sqrt(2 / count));
    const integers = numbers(random.integers([count], 5));
    for (let value = 0; value < 5; value++) {
      const share = integers.filter((v) => v === value).length / count;
      expect(share).to.be.closeTo(0.2, 5 * Math.sqrt(0.16 / count));
    }
  });

  it("drops a share of the numbers, scales the rest, and so does the derivative", () => {
    const x = tf.linspace(1, 2, 4000);
    const [first, second] = [noise(stream()), noise(stream())];
    const dropped = numbers(dropout(x, 0.25, first));
    const slope = numbers(tf.grad((t: tf.Tensor) => dropout(t, 0.25, second))(x));
    const given = numbers(x);
    const share = dropped.filter((value) => value === 0).length / 4000;
    expect(share).to.be.closeTo(0.25, 5 * Math.sqrt((0.25 * 0.75) / 4000));
    dropped.forEach((value, k) => {
      expect(slope[k]).to.equal(value === 0 ? 0 : Math.fround(1 / 0.75));
      if (value !== 0) expect(value).to.be.closeTo(given[k] / 0.75, 1e-6);
    });
  });

  it("refuses what has no meaning", () => {
    const random = noise(stream());
    expect(() => random.uniform([2, -1])).to.throw(ShapeError, /axis 1 is -1/);
    expect(() => random.integers([2], 0)).to.throw(DomainError, /bound is 0/);
    expect(() => random.normal([2], Number.NaN)).to.throw(DomainError, /mean is NaN/);
    expect(() => dropout(tf.ones([2]), 1, random)).to.throw(DomainError, /rate is 1/);
    expect(numbers(random.counter)).to.deep.equal([0]);
  });
});
