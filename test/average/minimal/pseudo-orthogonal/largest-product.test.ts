import { expect } from "chai";
import fc from "fast-check";
import { largestProduct } from "../../../../src/average/minimal/pseudo-orthogonal/largest-product.js";
import { RandomStream } from "../../../../src/index.js";

/** All products, one by one. */
function greatest(rows: Float64Array, plus: number, dimension: number): number {
  let most = 0;
  for (let i = 0; i < rows.length; i += dimension) {
    for (let j = 0; j < rows.length; j += dimension) {
      let sum = 0;
      for (let k = 0; k < dimension; k++) {
        sum = k < plus ? sum + rows[i + k] * rows[j + k] : sum - rows[i + k] * rows[j + k];
      }
      most = Math.max(most, Math.abs(sum));
    }
  }
  return most;
}

const MAKERS: Readonly<Record<string, (row: Float64Array, plus: number) => void>> = {
  normal: () => {},
  "light-like": (row, plus) => {
    const [up, down] = [Math.hypot(...row.subarray(0, plus)), Math.hypot(...row.subarray(plus))];
    for (let k = plus; k < row.length; k++) row[k] *= up / down;
  },
  "of one length": (row) => {
    const length = Math.hypot(...row);
    for (let k = 0; k < row.length; k++) row[k] /= length;
  },
  "of whole numbers": (row) => {
    for (let k = 0; k < row.length; k++) row[k] = Math.round(row[k]);
  },
  "along a line": (row) => row.fill(row[0]),
  "of any length": (row) => {
    const length = 2 ** (300 * Math.tanh(row[0]));
    for (let k = 0; k < row.length; k++) row[k] *= length;
  },
};

describe("largestProduct", () => {
  for (const [kind, make] of Object.entries(MAKERS)) {
    it(`is the largest of all products, to the last bit, for rows ${kind}`, () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 3 }),
          fc.integer({ min: 1, max: 3 }),
          fc.integer({ min: 0, max: 40 }),
          fc.nat(),
          (plus, minus, count, seed) => {
            const dimension = plus + minus;
            const rows = RandomStream.fromSeed(seed).normals(count * dimension);
            for (let at = 0; at < rows.length; at += dimension) {
              make(rows.subarray(at, at + dimension), plus);
            }
            const metric = { plus, minus, dimension };
            expect(largestProduct(metric, rows)).equal(greatest(rows, plus, dimension));
          },
        ),
        { numRuns: 60 },
      );
    });
  }
});
