import { expect } from "chai";
import { ProgramKernel, program } from "../../../src/networks/program/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { threefryWords } from "../../../src/numerics/random/threefry.js";

const seed = RandomStream.fromSeed(9);

describe("what differs between training and evaluation", () => {
  it("dropout's masks are the words of Threefry, sixteen bits each, anew in each replay", () => {
    const p = program(1);
    const x = p.input("x", [7, 13]);
    const weighted = p.multiply(x, p.parameter([7, 13], 1));
    const dropped = p.dropout(weighted, 0.3);
    p.minimise(p.mean(dropped));
    const kernel = new ProgramKernel(p, seed);
    kernel.setInputs({ x: new Float32Array(91).fill(2) });
    const limit = Math.round(0.7 * 65536);
    const key = seed.split("dropout").split(dropped.index).key;
    for (const run of [0, 5]) {
      kernel.clearGradient();
      kernel.train(run);
      const words = threefryWords(key, 0, run, 24);
      const values = kernel.value(dropped);
      const gradient = kernel.parameterGradient(0);
      for (let k = 0; k < 91; k++) {
        const [group, half, lane] = [k >> 4, (k >> 2) & 3, k & 3];
        const word = words[2 * (4 * group + lane) + (half >> 1)];
        const kept = ((word >>> (16 * (half & 1))) & 0xffff) < limit;
        const factor = kept ? 65536 / limit : 0;
        expect(values[k]).to.be.closeTo(2 * factor, 1e-6);
        expect(gradient[k]).to.be.closeTo((2 * factor) / 91, 1e-7);
      }
    }
    kernel.evaluate();
    expect([...kernel.value(weighted)]).to.deep.equal(new Array(91).fill(2));
  });

  it("dropout keeps as many entries as it should, whatever the rate", () => {
    for (const rate of [0, 0.1, 0.5, 0.9]) {
      const p = program(1);
      const dropped = p.dropout(p.multiply(p.input("x", [300, 100]), p.parameter([1, 1], 1)), rate);
      p.minimise(p.mean(dropped));
      const kernel = new ProgramKernel(p, seed);
      kernel.setInputs({ x: new Float32Array(30000).fill(1) });
      kernel.train(0);
      const kept = kernel.value(dropped).filter((value) => value !== 0).length;
      // Four standard deviations of a binomial number.
      const spread = 4 * Math.sqrt(30000 * rate * (1 - rate));
      expect(Math.abs(kept - 30000 * (1 - rate))).to.be.at.most(spread);
    }
  });

  it("batch norm evaluates by running means, with momentum 0.1 and unbiased variances", () => {
    const p = program(3);
    const x = p.input("x", [3, 1]);
    const normed = p.batchNorm(p.multiply(x, p.parameter([1, 1], 1)));
    p.output("normed", normed);
    p.minimise(p.mean(normed));
    const kernel = new ProgramKernel(p, seed);
    kernel.setInputs({ x: Float32Array.of(1, 2, 6) });
    kernel.train(0);
    // Mean 3, variance 14/2 about it: (0.9 · 0 + 0.1 · 3) and (0.9 · 1 + 0.1 · 7).
    const [mean, variance] = [0.3, 1.6];
    kernel.evaluate();
    const expected = [1, 2, 6].map((value) => (value - mean) / Math.sqrt(variance + 1e-5));
    kernel.output("normed").forEach((value, k) => {
      expect(value).to.be.closeTo(expected[k], 1e-6);
    });
  });

  it("a loss far from zero neither overflows nor loses its gradient", () => {
    const p = program(2);
    const logits = p.multiply(p.input("x", [2, 3]), p.parameter([1, 1], 1));
    p.output("cross entropy", p.crossEntropy(logits, p.indices("y", 2)));
    p.minimise(p.crossEntropy(logits, p.constant(Int32Array.of(0, 1))));
    const kernel = new ProgramKernel(p, seed);
    kernel.setInputs({ x: Float32Array.of(1e4, 0, -1e4, 1e4, 0, -1e4), y: Int32Array.of(2, 2) });
    kernel.train(0);
    expect(kernel.loss).to.equal(5000);
    kernel.evaluate();
    expect(kernel.output("cross entropy")[0]).to.equal(20000);
    expect(kernel.parameterGradient(0)[0]).to.be.closeTo(5000, 1e-3);
  });

  it("refuses shapes that do not fit, tensors of other programs, rows that are not there", () => {
    const p = program(2);
    const x = p.input("x", [4, 3]);
    const index = p.indices("index", 2);
    expect(() => p.input("z", [5, 1])).to.throw('"z" has 5 rows, which 2 samples cannot share');
    expect(() => p.input("x", [4, 1])).to.throw('"x" is an input already');
    expect(() => p.add(x, p.input("w", [4, 2]))).to.throw("x is 4 × 3, y 4 × 2");
    expect(() => p.silu(index)).to.throw("got indices; expected numbers");
    expect(() => p.gather(x, x)).to.throw("expected any number of indices");
    expect(() => p.minimise(x)).to.throw("got 4 × 3 numbers; expected one");
    expect(() => p.dropout(program().input("x", [1, 1]), 0.1)).to.throw(
      "tensor of another program",
    );
    expect(() => p.dropout(x, 1)).to.throw("rate is 1");
    expect(() => p.repeat(x, 1.5)).to.throw("size is 1.5");
    p.output("rows", p.gather(x, index));
    const kernel = new ProgramKernel(p, seed);
    expect(() => kernel.setInputs({ index: Int32Array.of(0, 4) })).to.throw(
      '"index"[1] is 4; expected a whole number below 4',
    );
    expect(() => kernel.setInputs({ x: new Float32Array(5) })).to.throw(
      '"x" got 5 numbers; expected 4 × 3',
    );
    expect(() => kernel.setInputs({ what: new Float32Array(5) })).to.throw(
      '"what" is no input; known are x, index',
    );
  });
});
