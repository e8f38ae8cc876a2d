/** Expected values: TensorFlow.js' cpu backend, and sums over all indices where it is wrong. */
import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { agree, BACKENDS, expectClose, numbers } from "./agreement.js";

describe("Kernels that multiply matrices", () => {
  it("matMul, transposed and batched", async () => {
    for (const [m, k, n] of [
      [1, 1, 1],
      [3, 4, 5],
      [7, 33, 9],
      [65, 20, 3],
      [5, 70, 1],
      [1, 9, 40],
    ]) {
      await agree([{ shape: [m, k] }, { shape: [k, n] }], (a, b) => tf.matMul(a, b), {
        tolerance: 1e-5,
      });
      await agree([{ shape: [k, m] }, { shape: [k, n] }], (a, b) => tf.matMul(a, b, true), {
        tolerance: 1e-5,
      });
      await agree([{ shape: [m, k] }, { shape: [n, k] }], (a, b) => tf.matMul(a, b, false, true), {
        tolerance: 1e-5,
      });
      await agree([{ shape: [k, m] }, { shape: [n, k] }], (a, b) => tf.matMul(a, b, true, true), {
        tolerance: 1e-5,
      });
    }
    for (const [a, b] of [
      [
        [4, 3, 5],
        [4, 5, 2],
      ],
      [
        [4, 3, 5],
        [1, 5, 2],
      ],
      [
        [1, 3, 5],
        [4, 5, 2],
      ],
      [
        [4, 3, 5],
        [5, 2],
      ],
      [
        [2, 3, 4, 5],
        [2, 3, 5, 6],
      ],
    ]) {
      await agree([{ shape: a }, { shape: b }], (x, y) => tf.matMul(x, y), { tolerance: 1e-5 });
    }
    await agree([{ shape: [4, 5, 3] }, { shape: [5, 2] }], (x, y) => tf.matMul(x, y, true), {
      tolerance: 1e-5,
    });
    await agree([{ shape: [0, 5] }, { shape: [5, 2] }], (x, y) => tf.matMul(x, y));
    await agree([{ shape: [3, 0] }, { shape: [0, 2] }], (x, y) => tf.matMul(x, y));
    const whole = { type: "int32", low: -5, high: 6 } as const;
    await agree(
      [
        { shape: [3, 4], ...whole },
        { shape: [4, 2], ...whole },
      ],
      (x, y) => tf.matMul(x, y),
    );
  });

  it("batches that are broadcast against each other", async () => {
    // numpy's rule; TensorFlow.js' cpu backend counts them modulo their number.
    const [a, b] = [numbers(2 * 1 * 2 * 3, 1), numbers(1 * 4 * 3 * 2, 2)];
    const expected: number[] = [];
    for (let p = 0; p < 2; p++)
      for (let q = 0; q < 4; q++)
        for (let i = 0; i < 2; i++)
          for (let j = 0; j < 2; j++) {
            let sum = 0;
            for (let l = 0; l < 3; l++) sum += a[(p * 2 + i) * 3 + l] * b[(q * 3 + l) * 2 + j];
            expected.push(sum);
          }
    for (const backend of BACKENDS) {
      await tf.setBackend(backend);
      const c = tf.tidy(() =>
        tf.matMul(tf.tensor4d(a, [2, 1, 2, 3]), tf.tensor4d(b, [1, 4, 3, 2])),
      );
      expect(c.shape).to.deep.equal([2, 4, 2, 2]);
      expectClose([...c.dataSync()], expected, 1e-5, backend);
      c.dispose();
    }
    await tf.setBackend("cpu");
  });

  it("fused with a bias and an activation", async () => {
    const given = [{ shape: [6, 9] }, { shape: [9, 13] }, { shape: [13] }];
    for (const activation of ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu"] as const) {
      await agree(given, (a, b, bias) => tf.fused.matMul({ a, b, bias, activation }), {
        tolerance: 1e-5,
      });
    }
    await agree(
      [...given, { shape: [13] }],
      (a, b, bias, preluActivationWeights) =>
        tf.fused.matMul({ a, b, bias, activation: "prelu", preluActivationWeights }),
      { tolerance: 1e-5 },
    );
    await agree(
      [{ shape: [9, 6] }, { shape: [9, 13] }],
      (a, b) => tf.fused.matMul({ a, b, transposeA: true, activation: "relu" }),
      { tolerance: 1e-5 },
    );
    await agree(
      [{ shape: [4, 6, 9] }, { shape: [9, 13] }, { shape: [13] }],
      (a, b, bias) => tf.fused.matMul({ a, b, bias, activation: "sigmoid" }),
      { tolerance: 1e-5 },
    );
  });

  it("dot, outerProduct and their slopes", async () => {
    await agree([{ shape: [7] }, { shape: [7] }], (a, b) => tf.dot(a, b), { tolerance: 1e-5 });
    await agree([{ shape: [7] }, { shape: [4] }], (a, b) =>
      tf.outerProduct(a as tf.Tensor1D, b as tf.Tensor1D),
    );
    await agree(
      [{ shape: [5, 7] }, { shape: [7, 3] }],
      (a, b) => tf.grads((x: tf.Tensor, y: tf.Tensor) => tf.sum(tf.tanh(tf.matMul(x, y))))([a, b]),
      { tolerance: 1e-5 },
    );
  });
});

/** Σ over all indices, straight from the definition. */
function summation(equation: string, shapes: number[][], values: number[][]): number[] {
  const [left, output] = equation.split("->");
  const operands = left.split(",");
  const length: Record<string, number> = {};
  operands.forEach((letters, k) => {
    [...letters].forEach((letter, axis) => {
      length[letter] = shapes[k][axis];
    });
  });
  const at = (letters: string, index: Record<string, number>): number =>
    [...letters].reduce((place, letter) => place * length[letter] + index[letter], 0);
  const letters = Object.keys(length);
  const size = [...output].reduce((product, letter) => product * length[letter], 1);
  const result = new Array<number>(size).fill(0);
  const visit = (k: number, index: Record<string, number>): void => {
    if (k < letters.length) {
      for (let i = 0; i < length[letters[k]]; i++) visit(k + 1, { ...index, [letters[k]]: i });
      return;
    }
    const product = operands.reduce((p, own, t) => p * values[t][at(own, index)], 1);
    result[at(output, index)] += product;
  };
  visit(0, {});
  return result;
}

describe("The kernel Einsum", () => {
  const LENGTHS: Record<string, number> = { a: 2, b: 3, c: 4, d: 5, i: 3, j: 4, k: 5, l: 2 };
  for (const equation of [
    ...[
      "ij,jk->ik",
      "ij,jk->ki",
      "ji,jk->ik",
      "ij,kj->ik",
      "ji,kj->ki",
      "bij,bjk->bik",
      "bij,bkj->bki",
    ],
    ...[
      "ij->ji",
      "ij->i",
      "ij->j",
      "ij->",
      "i,j->ij",
      "i,j->ji",
      "i,i->",
      "ijk,j->ik",
      "abc,cd->abd",
    ],
    // Letters that stand in one tensor alone, which TensorFlow.js gets wrong.
    ...["ij,k->i", "ij,jk->i", "ij,jk->k", "ij,kl->jk", "ab,cd->", "i,j->i", "abc,c->a"],
    ...[
      "ij,ij->ij",
      "ij,ij->i",
      "bij,bik->bjk",
      "ij,jk,kl->il",
      "i,j,k->kji",
      "aij,abj->ib",
      "acd,bcd->abc",
    ],
  ]) {
    it(equation, async () => {
      const operands = equation.split("->")[0].split(",");
      const shapes = operands.map((letters) => [...letters].map((letter) => LENGTHS[letter]));
      const values = shapes.map((shape, k) =>
        numbers(
          shape.reduce((p, n) => p * n, 1),
          k + 3,
        ).map(Math.fround),
      );
      const expected = summation(equation, shapes, values);
      for (const backend of BACKENDS) {
        await tf.setBackend(backend);
        const result = tf.tidy(() =>
          tf.einsum(equation, ...shapes.map((shape, k) => tf.tensor(values[k], shape))),
        );
        expect(result.shape).to.deep.equal(
          [...equation.split("->")[1]].map((letter) => LENGTHS[letter]),
        );
        expectClose([...result.dataSync()], expected, 1e-5, backend);
        result.dispose();
      }
      await tf.setBackend("cpu");
    });
  }

  it("refuses a letter twice, other lengths, other forms", async () => {
    await tf.setBackend("intertwine");
    const square = tf.ones([3, 3]);
    expect(() => tf.einsum("ii->", square)).to.throw("none twice");
    expect(() => tf.einsum("ij,jk->ik", square, tf.ones([4, 2]))).to.throw('"j" is 3 long');
    expect(() => tf.einsum("ij", square)).to.throw("expected letters");
    await tf.setBackend("cpu");
  });
});
