/** The oracle is the definition: two values are linked when steps of at most the tolerance lead from one to the other. */
import { expect } from "chai";
import fc from "fast-check";
import { DomainError, gapClusters } from "../../src/index.js";

describe("gapClusters", () => {
  it("numbers classes by ascending value and tells the gaps that it rested on", () => {
    const found = gapClusters([3, 1, 1.5, 8, 2, -0, 0], 0.75);
    expect([...found.classes]).to.deep.equal([2, 1, 1, 3, 1, 0, 0]);
    expect(found).to.include({ count: 4, separation: 1, spread: 0.5 });
  });

  it("knows no values, one value, and equal ones", () => {
    expect(gapClusters([], 1)).to.include({ count: 0, spread: 0 });
    const infinite = Number.POSITIVE_INFINITY;
    expect(gapClusters([7], 0)).to.include({ count: 1, separation: infinite, spread: 0 });
    expect([...gapClusters([7, 7, 7], 0).classes]).to.deep.equal([0, 0, 0]);
  });

  it("names a value that is not finite, among few and among many", () => {
    const many = Array.from({ length: 20 }, (_, k) => k);
    for (const values of [[1, 2], many]) {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        const text = `values[${values.length}] is ${bad}`;
        expect(() => gapClusters([...values, bad, 3], 1)).to.throw(DomainError, text);
      }
      expect(() => gapClusters(values, Number.NaN)).to.throw(DomainError, "tolerance is NaN");
    }
  });

  it("is the closure of being within the tolerance, whatever the order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 12 }),
        fc.integer({ min: 0, max: 4 }),
        (values, tolerance) => {
          const { classes } = gapClusters(values, tolerance);
          const linked = values.map((a) => values.map((b) => Math.abs(a - b) <= tolerance));
          for (let k = 0; k < values.length; k++) {
            for (const row of linked) {
              if (!row[k]) continue;
              for (let j = 0; j < row.length; j++) row[j] ||= linked[k][j];
            }
          }
          values.forEach((a, i) => {
            values.forEach((b, j) => {
              expect(classes[i] === classes[j]).to.equal(linked[i][j]);
              if (!linked[i][j]) expect(classes[i] < classes[j]).to.equal(a < b);
            });
          });
        },
      ),
    );
  });
});
