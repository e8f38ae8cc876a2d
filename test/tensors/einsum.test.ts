import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../src/errors.js";
import { einsum } from "../../src/tensors/einsum.js";

const LENGTHS: Record<string, number> = { i: 2, j: 3, k: 4, l: 2, b: 3 };
const shapeOf = (letters: string) => [...letters].map((letter) => LENGTHS[letter]);

/** The sum over all letters, written out. */
function summedByHand(equation: string, tensors: readonly tf.Tensor[]): number[] {
  const [left, output] = equation.split("->");
  const operands = left.split(",");
  const letters = [...new Set(left.replaceAll(",", ""))];
  const result = new Array<number>(shapeOf(output).reduce((n, m) => n * m, 1)).fill(0);
  const values = tensors.map((tensor) => Array.from(tensor.dataSync()));
  const place = (of: string, at: ReadonlyMap<string, number>) =>
    [...of].reduce((index, letter) => index * LENGTHS[letter] + at.get(letter)!, 0);
  const visit = (depth: number, at: Map<string, number>): void => {
    if (depth === letters.length) {
      const terms = operands.map((operand, n) => values[n][place(operand, at)]);
      result[place(output, at)] += terms.reduce((a, b) => a * b, 1);
      return;
    }
    for (let n = 0; n < LENGTHS[letters[depth]]; n++) {
      visit(depth + 1, at.set(letters[depth], n));
    }
  };
  visit(0, new Map());
  return result;
}

const tensorOf = (letters: string, seed: number) =>
  tf.randomUniform(shapeOf(letters), -1, 1, "float32", seed);

describe("einsum", () => {
  before(() => tf.setBackend("cpu"));

  it("is the sum over all letters, for one to three tensors", () => {
    const letters = fc
      .subarray(["i", "j", "k", "l", "b"])
      .chain((chosen) =>
        fc.shuffledSubarray(chosen, { minLength: chosen.length }).map((order) => order.join("")),
      );
    const cases = fc.array(letters, { minLength: 1, maxLength: 3 }).chain((operands) => {
      const known = [...new Set(operands.join(""))];
      return fc
        .shuffledSubarray(known)
        .map((output) => `${operands.join(",")}->${output.join("")}`);
    });
    fc.assert(
      fc.property(cases, (equation) => {
        const operands = equation.split("->")[0].split(",");
        const tensors = operands.map((operand, n) => tensorOf(operand, n + 1));
        const found = einsum(equation, ...tensors);
        expect(found.shape).to.deep.equal(shapeOf(equation.split("->")[1]));
        const expected = summedByHand(equation, tensors);
        Array.from(found.dataSync()).forEach((value, n) => {
          expect(value).to.be.closeTo(expected[n], 1e-4);
        });
      }),
      { numRuns: 150 },
    );
  });

  it("has a derivative: that of Σ A_ij B_jk is the row sums of B", () => {
    const A = tensorOf("ij", 1);
    const B = tensorOf("jk", 2);
    const slope = tf.grad((x: tf.Tensor) => einsum("ij,jk->", x, B))(A);
    const sums = Array.from(B.sum(1).dataSync());
    Array.from(slope.dataSync()).forEach((value, n) => {
      expect(value).to.be.closeTo(sums[n % 3], 1e-6);
    });
  });

  it("leaves no tensor behind", () => {
    const A = tensorOf("ij", 1);
    const before = tf.memory().numTensors;
    einsum("ij,jk->ik", A, A.transpose()).dispose();
    expect(tf.memory().numTensors).to.equal(before + 1);
  });

  it("names what is wrong", () => {
    const A = tensorOf("ij", 1);
    expect(() => einsum("ij", A)).to.throw(DomainError, /got "ij" and 1 tensors/);
    expect(() => einsum("ij,jk->ik", A)).to.throw(DomainError, /1 tensors/);
    expect(() => einsum("ii->i", A)).to.throw(ShapeError, /none twice/);
    expect(() => einsum("ijk->i", A)).to.throw(ShapeError, /one letter for each axis/);
    expect(() => einsum("ij,jk->ik", A, A)).to.throw(ShapeError, /"j" is 3 long and, in tensor 1/);
    expect(() => einsum("ij->ik", A)).to.throw(DomainError, /"k", which no tensor has/);
    expect(() => einsum("ij->ii", A)).to.throw(DomainError, /a letter twice/);
  });
});
