import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../src/errors.js";
import {
  type ExactAssignment,
  exactAssignment,
  exactCloudAssignment,
} from "../../src/numerics/assignment.js";
import { Matrix } from "../../src/numerics/matrix.js";
import { RandomStream } from "../../src/numerics/random/random-stream.js";

/** The least cost over all permutations, by trying each. */
function leastCost(cost: Matrix, row = 0, used = 0): number {
  if (row === cost.rows) return 0;
  let least = Infinity;
  for (let j = 0; j < cost.columns; j++) {
    if (used & (1 << j)) continue;
    least = Math.min(least, cost.at(row, j) + leastCost(cost, row + 1, used | (1 << j)));
  }
  return least;
}

/** Checks that x is a permutation, that its cost is as told, and that (u, v) prove it optimal to `tolerance`. */
function expectCertified(cost: Matrix, result: ExactAssignment, tolerance: number): void {
  const { assignment, rowPotentials: u, columnPotentials: v } = result;
  expect([...assignment].sort((a, b) => a - b)).to.deep.equal([...assignment.keys()]);
  expect(assignment.length).to.equal(cost.rows);
  let total = 0;
  let worst = 0;
  for (let i = 0; i < cost.rows; i++) {
    total += cost.at(i, assignment[i]);
    for (let j = 0; j < cost.rows; j++) {
      const slack = cost.at(i, j) - u[i] - v[j];
      worst = Math.max(worst, j === assignment[i] ? Math.abs(slack) : -slack);
    }
  }
  expect(worst).to.be.at.most(tolerance);
  expect(result.cost).to.be.closeTo(total, tolerance * Math.max(1, cost.rows));
}

const randomCosts = (n: number, seed: number): Matrix =>
  new Matrix(n, n, RandomStream.fromSeed(seed).normals(n * n));
const randomCloud = (n: number, dimension: number, label: string): Matrix =>
  new Matrix(
    n,
    dimension,
    RandomStream.fromSeed(7)
      .split(label)
      .normals(n * dimension),
  );

const square = (entry: fc.Arbitrary<number>): fc.Arbitrary<Matrix> =>
  fc
    .integer({ min: 1, max: 7 })
    .chain((n) => fc.array(entry, { minLength: n * n, maxLength: n * n }))
    .map((entries) => {
      const n = Math.round(Math.sqrt(entries.length));
      return new Matrix(n, n, Float64Array.from(entries));
    });

describe("exactAssignment", () => {
  it("is as cheap as the best of all permutations, n ≤ 7", () => {
    fc.assert(
      fc.property(square(fc.double({ min: -100, max: 100, noNaN: true })), (cost) => {
        const result = exactAssignment(cost);
        expectCertified(cost, result, 1e-12);
        expect(result.cost).to.be.closeTo(leastCost(cost), 1e-11);
      }),
      { numRuns: 150 },
    );
  });

  it("is exact on small integers, full of ties", () => {
    fc.assert(
      fc.property(square(fc.integer({ min: -1, max: 2 })), (cost) => {
        const result = exactAssignment(cost);
        expectCertified(cost, result, 0);
        expect(result.cost).to.equal(leastCost(cost));
      }),
      { numRuns: 150 },
    );
  });

  it("is exact where rows repeat", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 }),
        (row) => {
          const cost = Matrix.fromRows(Array.from({ length: 6 }, () => row));
          const result = exactAssignment(cost);
          expectCertified(cost, result, 0);
          expect(result.cost).to.equal(row.reduce((sum, value) => sum + value, 0));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("carries a dual certificate at n = 200 and n = 201", () => {
    for (const n of [200, 201]) {
      const cost = randomCosts(n, n);
      const result = exactAssignment(cost);
      expectCertified(cost, result, 1e-13);
      let dual = 0;
      for (let i = 0; i < n; i++) dual += result.rowPotentials[i] + result.columnPotentials[i];
      expect(dual).to.be.closeTo(result.cost, 1e-10);
    }
  });

  it("solves Machol and Wien's product costs, where the reversal is the unique optimum", () => {
    // Σ (i+1)(x_i+1) is least when x reverses the order (rearrangement inequality).
    const n = 120;
    const cost = new Matrix(n, n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) cost.data[i * n + j] = (i + 1) * (j + 1);
    const result = exactAssignment(cost);
    expectCertified(cost, result, 0);
    expect([...result.assignment]).to.deep.equal(Array.from({ length: n }, (_, i) => n - 1 - i));
  });

  it("does not change when a number is added to a row or a column", () => {
    const cost = randomCosts(30, 1);
    const shifted = cost.clone();
    for (let k = 0; k < 30; k++) {
      shifted.data[4 * 30 + k] += 3;
      shifted.data[k * 30 + 9] -= 5;
    }
    expect(exactAssignment(shifted).assignment).to.deep.equal(exactAssignment(cost).assignment);
    expect(exactAssignment(shifted).cost).to.be.closeTo(exactAssignment(cost).cost - 2, 1e-12);
  });

  it("has defined answers for n = 0, n = 1 and constant costs", () => {
    expect(exactAssignment(new Matrix(0, 0))).to.deep.equal({
      assignment: new Int32Array(0),
      cost: 0,
      rowPotentials: new Float64Array(0),
      columnPotentials: new Float64Array(0),
    });
    const one = exactAssignment(Matrix.fromRows([[-3]]));
    expect([one.assignment[0], one.cost]).to.deep.equal([0, -3]);
    expect(one.rowPotentials[0] + one.columnPotentials[0]).to.equal(-3);
    const constant = new Matrix(50, 50, new Float64Array(2500).fill(1.25));
    const result = exactAssignment(constant);
    expectCertified(constant, result, 0);
    expect(result.cost).to.equal(62.5);
  });

  it("gives the same assignment at every scale that Float64 holds", () => {
    const cost = randomCosts(20, 5);
    const expected = exactAssignment(cost).assignment;
    for (const power of [-900, -300, 300, 1015]) {
      const scaled = cost.scale(2 ** power);
      const result = exactAssignment(scaled);
      expect(result.assignment).to.deep.equal(expected);
      expectCertified(scaled, result, 1e-14 * scaled.maxAbs());
    }
  });

  it("refuses NaN and Infinity by place, and rectangles with what to do", () => {
    const cost = randomCosts(3, 2);
    cost.data[5] = NaN;
    expect(() => exactAssignment(cost)).to.throw(DomainError, "cost(1, 2) is NaN");
    cost.data[5] = -Infinity;
    expect(() => exactAssignment(cost)).to.throw(DomainError, "cost(1, 2) is -Infinity");
    expect(() => exactAssignment(new Matrix(2, 3))).to.throw(ShapeError, /2 × 3.*Pad/);
  });
});

describe("exactCloudAssignment", () => {
  it("agrees with the assignment of the matrix of squared distances, stored or not, in the same bits", () => {
    for (const [n, dimension] of [
      [1, 3],
      [37, 1],
      [64, 4],
      [101, 5],
    ]) {
      const from = randomCloud(n, dimension, "from");
      const to = randomCloud(n, dimension, "to");
      const cost = new Matrix(n, n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          cost.data[i * n + j] = from.row(i).reduce((sum, x, d) => sum + (x - to.at(j, d)) ** 2, 0);
        }
      }
      const stored = exactCloudAssignment(from, to, { storeCosts: true });
      const computed = exactCloudAssignment(from, to, { storeCosts: false });
      expect(computed).to.deep.equal(stored);
      expectCertified(cost, stored, 1e-12);
      expect(stored.cost).to.be.closeTo(exactAssignment(cost).cost, 1e-11);
    }
  });

  it("sorts in one dimension: the k-th smallest goes to the k-th smallest, n = 500", () => {
    const from = randomCloud(500, 1, "line");
    const to = randomCloud(500, 1, "other line");
    const a = from.data.slice().sort();
    const b = to.data.slice().sort();
    const expected = a.reduce((sum, x, k) => sum + (x - b[k]) ** 2, 0);
    const result = exactCloudAssignment(from, to, { storeCosts: false });
    expect(result.cost).to.be.closeTo(expected, 1e-12 * expected);
    for (let i = 0; i < 500; i++) {
      expect(b.indexOf(to.data[result.assignment[i]])).to.equal(a.indexOf(from.data[i]));
    }
  });

  it("finds the permutation back from a shuffled and slightly moved cloud", () => {
    const from = randomCloud(300, 3, "cloud");
    const order = RandomStream.fromSeed(3).permutation(300);
    const to = Matrix.fromRows(order.map((i) => from.row(i).map((x) => x + 2 ** -20)));
    const { assignment, cost } = exactCloudAssignment(from, to);
    order.forEach((i, j) => {
      expect(assignment[i]).to.equal(j);
    });
    expect(cost).to.be.closeTo(900 * 4 ** -20, 1e-18);
  });

  it("works at coordinates whose squares overflow or underflow", () => {
    const from = randomCloud(15, 2, "from");
    const to = randomCloud(15, 2, "to");
    const expected = exactCloudAssignment(from, to);
    for (const power of [-600, 600]) {
      const scaled = exactCloudAssignment(from.scale(2 ** power), to.scale(2 ** power));
      expect(scaled.assignment).to.deep.equal(expected.assignment);
    }
    const tiny = exactCloudAssignment(from.scale(2 ** -100), to.scale(2 ** -100));
    expect(tiny.rowPotentials).to.deep.equal(expected.rowPotentials.map((u) => u * 2 ** -200));
  });

  it("has defined answers for no points, no coordinates and coinciding points", () => {
    expect(exactCloudAssignment(new Matrix(0, 4), new Matrix(0, 4)).cost).to.equal(0);
    expect(exactCloudAssignment(new Matrix(3, 0), new Matrix(3, 0)).cost).to.equal(0);
    const same = exactCloudAssignment(new Matrix(40, 2), new Matrix(40, 2));
    expect(same.cost).to.equal(0);
    expect(new Set(same.assignment).size).to.equal(40);
  });

  it("refuses clouds of other shapes and NaN by place", () => {
    expect(() => exactCloudAssignment(new Matrix(3, 2), new Matrix(4, 2))).to.throw(ShapeError);
    expect(() => exactCloudAssignment(new Matrix(3, 2), new Matrix(3, 1))).to.throw(ShapeError);
    const broken = new Matrix(3, 2);
    broken.data[3] = NaN;
    expect(() => exactCloudAssignment(new Matrix(3, 2), broken)).to.throw(
      DomainError,
      "to(1, 1) is NaN",
    );
  });
});
