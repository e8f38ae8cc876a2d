import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { type KernelBasis, kernelBasis } from "../../../src/layers/index.js";

const rotation = (m: number, angle: number): number[][] =>
  m === 0
    ? [[1]]
    : [
        [Math.cos(m * angle), -Math.sin(m * angle)],
        [Math.sin(m * angle), Math.cos(m * angle)],
      ];
const product = (a: number[][], b: number[][]): number[][] =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));

const furthest = (a: number[][], b: number[][]): number =>
  Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i][j]))));

/** K at (row, column), numbers out × numbers in. */
function matrixAt({ shape, values }: KernelBasis, kernel: number, row: number, column: number) {
  const [size, , inputs, outputs] = shape;
  const from = ((kernel * size + row) * size + column) * inputs * outputs;
  return Array.from({ length: outputs }, (_, b) =>
    Array.from({ length: inputs }, (_, a) => values[from + a * outputs + b]),
  );
}

describe("layers/steerable: kernels", () => {
  it("are 3, 4, 4 and 10 for five pixels and frequencies 0 and 1", () => {
    const pairs = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const;
    expect(pairs.map(([m, n]) => kernelBasis(5, m, n).count)).to.deep.equal([3, 4, 4, 10]);
  });

  it("turn with the picture: K(g x) = R(nθ) K(x) R(−mθ) for quarter turns", () => {
    for (const size of [1, 3, 4, 5, 7]) {
      for (const m of [0, 1, 2, 3]) {
        for (const n of [0, 1, 2, 4]) {
          const basis = kernelBasis(size, m, n);
          for (let kernel = 0; kernel < basis.count; kernel++) {
            for (let i = 0; i < size; i++) {
              for (let j = 0; j < size; j++) {
                // (x, y) ↦ (−y, x) with x = j − c, y = c − i.
                const turned = matrixAt(basis, kernel, size - 1 - j, i);
                const left = product(rotation(n, Math.PI / 2), matrixAt(basis, kernel, i, j));
                const expected = product(left, rotation(m, -Math.PI / 2));
                expect(furthest(turned, expected)).to.be.below(1e-12);
              }
            }
          }
        }
      }
    }
  });

  it("are of the angular frequencies |n − m| and n + m: on a ring of one radius, at any angle", () => {
    // The pixels (2, 1) and (1, 2), … of seven lie on one circle, at angles that differ by no quarter.
    const ring = [
      [2, 1],
      [1, 2],
      [-1, 2],
      [-2, 1],
      [-2, -1],
      [-1, -2],
      [1, -2],
      [2, -1],
    ];
    for (const [m, n] of [
      [1, 1],
      [1, 2],
      [2, 1],
      [0, 3],
      [3, 0],
    ]) {
      const basis = kernelBasis(7, m, n);
      for (let kernel = 0; kernel < basis.count; kernel++) {
        const [[x0, y0]] = ring;
        const first = matrixAt(basis, kernel, 3 - y0, 3 + x0);
        for (const [x, y] of ring) {
          const angle = Math.atan2(y, x) - Math.atan2(y0, x0);
          const expected = product(product(rotation(n, angle), first), rotation(m, -angle));
          const found = matrixAt(basis, kernel, 3 - y, 3 + x);
          expect(furthest(found, expected)).to.be.below(1e-12);
        }
      }
    }
  });

  it("have unit norm, are independent, and vanish at the centre unless they are round", () => {
    for (const [m, n] of [
      [0, 0],
      [0, 1],
      [1, 1],
      [2, 1],
    ]) {
      const { count, values, shape } = kernelBasis(5, m, n);
      const each = values.length / count;
      const kernels = Array.from({ length: count }, (_, k) =>
        values.subarray(k * each, (k + 1) * each),
      );
      const inner = (a: Float64Array, b: Float64Array) =>
        a.reduce((sum, v, k) => sum + v * b[k], 0);
      for (const kernel of kernels) expect(inner(kernel, kernel)).to.be.closeTo(1, 1e-12);
      // Gram and Schmidt's remainders.
      const frame: Float64Array[] = [];
      for (const kernel of kernels) {
        const rest = frame.reduce((now, e) => now.map((v, k) => v - inner(now, e) * e[k]), kernel);
        const length = Math.sqrt(inner(rest, rest));
        expect(length).to.be.above(1e-3);
        frame.push(rest.map((v) => v / length));
      }
      const numbers = shape[2] * shape[3];
      const centre = 12 * numbers;
      const isRound = m === n;
      const atCentre = kernels.some((kernel) =>
        kernel.subarray(centre, centre + numbers).some((v) => Math.abs(v) > 1e-12),
      );
      expect(atCentre).to.equal(isRound);
    }
  });

  it("refuses frequencies that are not whole", () => {
    expect(() => kernelBasis(5, 0.5, 1)).to.throw(DomainError, "from is 0.5");
    expect(() => kernelBasis(0, 0, 1)).to.throw(DomainError, "size is 0");
  });
});
