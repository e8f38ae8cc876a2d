import { expect } from "chai";
import fc from "fast-check";
import {
  average,
  DomainError,
  Matrix,
  pairOutput,
  RandomStream,
  rowOutput,
  ShapeError,
  sortedRowsFrame,
} from "../../../src/index.js";
import {
  allOrders,
  meanOf,
  pairsInOrder,
  placeModel,
  randomOrder,
  rowsInOrder,
} from "./listing.js";

const frame = sortedRowsFrame();

/** Small whole numbers, so that rows and numbers of a column tie often. */
const tiedRows = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 3 }), fc.integer())
  .map(([n, d, seed]) => {
    const random = RandomStream.fromSeed(Math.abs(seed));
    const data = Float64Array.from({ length: n * d }, () => random.integer(3) - 1);
    return { rows: new Matrix(n, d, data), random };
  });

/** y_i = Y_{π⁻¹ i}: row k of the form's output goes to row order[k]. */
function toRows(value: Matrix, order: Int32Array): Matrix {
  const out = new Matrix(value.rows, value.columns);
  order.forEach((row, k) => {
    out.row(row).set(value.row(k));
  });
  return out;
}

describe("sortedRowsFrame", () => {
  it("sorts rows lexicographically, with −0 and 0 equal, and knows equal rows", () => {
    const [pose] = frame.poses(
      Matrix.fromRows([
        [1, 2],
        [0, 5],
        [-0, 3],
        [1, 2],
        [0, 3],
      ]),
    );
    expect(pose.form.toRows()).to.deep.equal([
      [0, 3],
      [0, 3],
      [0, 5],
      [1, 2],
      [1, 2],
    ]);
    expect(Array.from(pose.order)).to.deep.equal([2, 4, 1, 0, 3]);
    expect(Array.from(pose.blocks)).to.deep.equal([0, 0, 2, 3, 3]);
    // Orbits of pairs under S₂ × S₁ × S₂: 2 + 2 diagonal-or-not within each pair, 1, and 6 across.
    expect(new Set(pose.orbitals()).size).to.equal(11);
    expect(frame.inspect(Matrix.fromRows([[1], [1], [1], [2], [2]])).stabiliser).to.deep.equal({
      order: 12n,
      description: "3! · 2! orders of equal rows",
    });
  });

  it("keeps any model's equivariance to the last bit, for rows, pairs and invariants", () => {
    fc.assert(
      fc.property(tiedRows, ({ rows, random }) => {
        const order = randomOrder(rows.rows, random);
        const shuffled = rowsInOrder(rows, order);
        const perRow = average(placeModel(1, 2), frame, rowOutput);
        expect(perRow(shuffled).data).to.deep.equal(rowsInOrder(perRow(rows), order).data);
        const perPair = average((x: Matrix) => placeModel(2, x.rows)(x), frame, pairOutput);
        expect(perPair(shuffled).data).to.deep.equal(pairsInOrder(perPair(rows), order).data);
        const invariant = average((x: Matrix) => placeModel(3, 2)(x).data, frame);
        expect(invariant(shuffled)).to.deep.equal(invariant(rows));
      }),
      { numRuns: 60 },
    );
  });

  it("is the mean over every order that sorts the rows", () => {
    fc.assert(
      fc.property(tiedRows, ({ rows }) => {
        const model = placeModel(4, 2);
        const pairs = (x: Matrix): Matrix => placeModel(5, x.rows)(x);
        const { form } = frame.poses(rows)[0];
        const [values, pairValues] = [model(form), pairs(form)];
        const sorting = allOrders(rows.rows).filter(
          (order) => rowsInOrder(rows, order).maxDifference(form) === 0,
        );
        expect(frame.inspect(rows).stabiliser.order).to.equal(BigInt(sorting.length));
        const all = meanOf(sorting.map((order) => toRows(values, order)));
        expect(average(model, frame, rowOutput)(rows).maxDifference(all)).to.be.below(1e-14);
        const allPairs = meanOf(
          sorting.map((order) => {
            const out = new Matrix(rows.rows, rows.rows);
            order.forEach((i, k) => {
              order.forEach((j, l) => {
                out.row(i)[j] = pairValues.at(k, l);
              });
            });
            return out;
          }),
        );
        expect(average(pairs, frame, pairOutput)(rows).maxDifference(allPairs)).to.be.below(1e-14);
      }),
      { numRuns: 40 },
    );
  });

  it("lists nothing: 200 equal rows have 200! orders and one call", () => {
    let calls = 0;
    const model = (x: Matrix): Matrix => {
      calls++;
      return placeModel(6, 1)(x);
    };
    const rows = new Matrix(200, 2);
    const out = average(model, frame, rowOutput)(rows);
    expect(calls).to.equal(1);
    const mean = model(rows).data.reduce((sum, value) => sum + value, 0) / 200;
    for (const value of out.data) expect(value).to.be.closeTo(mean, 1e-14);
    // log10 200! = 374.897 (Stirling's series).
    expect(frame.inspect(rows).stabiliser.order!.toString()).to.have.length(375);
  });

  it("leaves an equivariant model as it is: x_i + Σ_j x_j", () => {
    const deepSet = (x: Matrix): Matrix => {
      const total = x.toRows().reduce((sum, row) => sum + row[0], 0);
      return new Matrix(
        x.rows,
        1,
        x.column(0).map((value) => value + total),
      );
    };
    const rows = Matrix.fromRows([[3], [-1], [3], [0.5]]);
    expect(average(deepSet, frame, rowOutput)(rows).data).to.deep.equal(deepSet(rows).data);
  });

  it("bridges ties by the tolerance, relative to each column", () => {
    const rows = Matrix.fromRows([
      [1000, 2e-3],
      [1000.0001, 1e-3],
    ]);
    expect(Array.from(frame.poses(rows)[0].order)).to.deep.equal([0, 1]);
    const loose = sortedRowsFrame({ tolerance: 1e-6 });
    expect(Array.from(loose.poses(rows)[0].order)).to.deep.equal([1, 0]);
    expect(loose.inspect(rows).findings.join()).to.contain("steps of up to 0.000100");
  });

  it("knows how far the next jump is", () => {
    // Both first numbers move by half of 0.5: √2 · 0.25.
    const apart = Matrix.fromRows([
      [0, 1],
      [0.5, 2],
      [3, 0],
    ]);
    expect(frame.inspect(apart).distance).to.be.closeTo(0.25 * Math.SQRT2, 1e-15);
    const tied = Matrix.fromRows([
      [0, 1],
      [0, 2],
    ]);
    expect(frame.inspect(tied).distance).to.equal(0);
    expect(frame.inspect(tied).findings.join()).to.contain("the form jumps");
    // One column is sorted continuously.
    expect(frame.inspect(Matrix.fromRows([[1], [1], [2]])).distance).to.equal(Infinity);
  });

  it("refuses NaN, tolerances out of range, and outputs of another shape", () => {
    const broken = new Matrix(2, 2, Float64Array.of(0, 1, Number.NaN, 2));
    expect(() => frame.poses(broken)).to.throw(DomainError, "sortedRowsFrame: input(1, 0) is NaN");
    expect(() => sortedRowsFrame({ tolerance: 1 })).to.throw(DomainError, "tolerance is 1");
    const rows = new Matrix(3, 2);
    const wrong = average(() => new Matrix(2, 2), frame, rowOutput);
    expect(() => wrong(rows)).to.throw(ShapeError, "rowOutput: the model gave 2 × 2 for 3 rows");
    const pairs = average(() => new Matrix(3, 2), frame, pairOutput);
    expect(() => pairs(rows)).to.throw(ShapeError, "expected 3 × 3");
    const nan = average(() => new Matrix(3, 1, Float64Array.of(1, NaN, 1)), frame, rowOutput);
    expect(() => nan(rows)).to.throw(DomainError, "the model's value(1, 0) is NaN");
  });
});
