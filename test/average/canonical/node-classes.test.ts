import { expect } from "chai";
import { projector } from "../../../src/average/canonical/spaces/eigenspaces.js";
import {
  canonicalLabelling,
  eigenspaces,
  Matrix,
  nodeClasses,
  spectralOperator,
} from "../../../src/index.js";
import { cycle, rowsInOrder, stream } from "./graphs.js";

const RULES = ["map", "fa", "oap-hash", "oap"] as const;

describe("nodeClasses", () => {
  it("never splits vertices that a symmetry exchanges, where decimals of the key do", () => {
    let splitByDecimals = 0;
    for (let n = 5; n <= 30; n++) {
      const graph = cycle(n);
      expect(new Set(canonicalLabelling(graph).orbits).size).to.equal(1);
      for (const { basis, multiplicity } of eigenspaces(spectralOperator(graph, "laplacian"))) {
        if (multiplicity === 1) continue;
        const P = projector(basis);
        for (const rule of RULES) expect(nodeClasses(P, rule).count).to.equal(1);
        const keys = Array.from({ length: n }, (_, i) => P.at(i, i).toFixed(14));
        if (new Set(keys).size > 1) splitByDecimals++;
      }
    }
    expect(splitByDecimals).to.be.greaterThan(10);
  });

  it("gives one partition in any order of the vertices, where five digits of the hash do not", () => {
    // The hash of row 0 lies at 0.234565 up to rounding: digits depend on the order of the sum.
    const random = stream("boundary");
    let flipped = 0;
    for (let trial = 0; trial < 400; trial++) {
      const row = Array.from({ length: 7 }, () => 0.5 * random.uniform() - 0.25);
      const own = ownEntry(row, 0.234565);
      const hash = (order: readonly number[]) =>
        order.reduce((sum, k) => sum + [own, ...row][k] ** 3, 0) + own;
      const orders = Array.from({ length: 4 }, () => random.permutation(8));
      const digits = new Set(orders.map((order) => hash(order).toPrecision(5)));
      if (digits.size > 1) flipped++;
      const P = Matrix.zeros(8);
      for (let i = 0; i < 8; i++)
        for (let j = 0; j < 8; j++) P.data[i * 8 + j] = 0.01 * ((i + j) % 3);
      P.row(0).set([own, ...row]);
      const plain = nodeClasses(P, "oap-hash");
      for (const order of orders) {
        const moved = nodeClasses(conjugated(P, order), "oap-hash");
        expect(Array.from(moved.classes)).to.deep.equal(order.map((i) => plain.classes[i]));
      }
    }
    expect(flipped).to.be.greaterThan(0);
  });

  it("tells by sorted rows what diagonals and hashes cannot", () => {
    // Rows of equal diagonals and equal sums of cubes: 1³ + 12³ = 9³ + 10³ = 1729.
    const row = (a: number, b: number) => [0.5, a / 20, b / 20];
    const P = Matrix.fromRows([row(1, 12), row(9, 10), [0, 0, 0.5]]);
    P.data.set([0.5, 0.05, 0.6, 0.45, 0.5, 0.5, 0, 0, 0.5]);
    expect(nodeClasses(P, "fa").count).to.equal(1);
    expect(nodeClasses(P, "oap-hash").classes[0]).to.equal(nodeClasses(P, "oap-hash").classes[1]);
    expect(nodeClasses(P, "oap").count).to.equal(3);
  });

  it("knows a vertex's own entry from the others of its row", () => {
    const P = Matrix.fromRows([
      [1, 2],
      [1, 2],
    ]);
    expect(Array.from(nodeClasses(P, "oap").classes)).to.deep.equal([0, 1]);
  });

  it("says how far the nearest two classes are apart", () => {
    const P = Matrix.diagonal([0.1, 0.1 + 1e-12, 0.35, 0.6]);
    const { classes, separation } = nodeClasses(P, "fa");
    expect(Array.from(classes)).to.deep.equal([0, 0, 1, 2]);
    expect(separation).to.be.closeTo(0.25, 1e-11);
  });
});

/** x with x³ + x + Σ row³ = total, by Newton. */
function ownEntry(row: readonly number[], total: number): number {
  const rest = total - row.reduce((sum, value) => sum + value ** 3, 0);
  let x = rest;
  for (let k = 0; k < 50; k++) x -= (x ** 3 + x - rest) / (3 * x * x + 1);
  return x;
}

function conjugated(P: Matrix, order: readonly number[]): Matrix {
  return rowsInOrder(rowsInOrder(P, order).transpose(), order).transpose();
}
