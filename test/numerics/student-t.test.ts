import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../src/errors.js";
import { studentQuantile, studentUpperTail } from "../../src/numerics/student-t.js";

describe("studentQuantile", () => {
  // Printed tables of Student's t, three decimals: degrees, 0.95, 0.975, 0.995, 0.9995.
  const TABLE = [
    [1, 6.314, 12.706, 63.657, 636.619],
    [2, 2.92, 4.303, 9.925, 31.599],
    [3, 2.353, 3.182, 5.841, 12.924],
    [4, 2.132, 2.776, 4.604, 8.61],
    [5, 2.015, 2.571, 4.032, 6.869],
    [9, 1.833, 2.262, 3.25, 4.781],
    [10, 1.812, 2.228, 3.169, 4.587],
    [20, 1.725, 2.086, 2.845, 3.85],
    [30, 1.697, 2.042, 2.75, 3.646],
    [60, 1.671, 2.0, 2.66, 3.46],
    [120, 1.658, 1.98, 2.617, 3.373],
  ];
  for (const [degrees, ...row] of TABLE) {
    it(`agrees with the table at ${degrees} degrees of freedom`, () => {
      [0.95, 0.975, 0.995, 0.9995].forEach((probability, k) => {
        expect(studentQuantile(probability, degrees)).closeTo(row[k], 5.001e-4);
      });
    });
  }

  // ν = 1: tan(π(p − ½)). ν = 2: (2p − 1) √(2 / (4p(1 − p))).
  it("agrees with the closed forms at 1 and 2 degrees of freedom", () => {
    for (const p of [1e-9, 0.001, 0.2, 0.5, 0.7, 0.9, 0.975, 0.9995]) {
      const cauchy = p < 0.5 ? -1 / Math.tan(Math.PI * p) : Math.tan(Math.PI * (p - 0.5));
      expect(studentQuantile(p, 1)).closeTo(cauchy, 1e-11 * Math.abs(cauchy) + 1e-15);
      const two = (2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p)));
      expect(studentQuantile(p, 2)).closeTo(two, 1e-12 * Math.abs(two) + 1e-15);
    }
  });

  // Normal quantiles 1.959963984540054 and 2.5758293035489; Cornish–Fisher: z + (z³ + z)/(4ν).
  it("tends to the normal law", () => {
    for (const z of [1.959963984540054, 2.5758293035489004]) {
      const p = z < 2 ? 0.975 : 0.995;
      expect(studentQuantile(p, 1e6)).closeTo(z + (z ** 3 + z) / 4e6, 1e-10);
    }
  });

  // ν = 4: P(T ≤ t) = ½ + ¾ (s − s³/3), s = t/√(4 + t²).
  it("inverts the closed distribution at 4 degrees of freedom", () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (t) => {
        const s = t / Math.sqrt(4 + t * t);
        const p = 0.5 + 0.75 * (s - s ** 3 / 3);
        expect(studentUpperTail(Math.abs(t), 4)).closeTo(Math.min(p, 1 - p), 2e-15);
        fc.pre(Math.abs(t) < 10);
        expect(studentQuantile(p, 4)).closeTo(t, 1e-10 * (1 + Math.abs(t)));
      }),
    );
  });

  it("is 0 at ½, odd around it, and defined below one degree", () => {
    for (const degrees of [0.3, 1, 7.5, 200]) {
      expect(studentQuantile(0.5, degrees)).equal(0);
      expect(studentQuantile(0.25, degrees)).equal(-studentQuantile(0.75, degrees));
      expect(studentUpperTail(studentQuantile(0.9, degrees), degrees)).closeTo(0.1, 1e-14);
    }
  });

  it("refuses what has no answer", () => {
    for (const p of [0, 1, -0.1, Number.NaN]) {
      expect(() => studentQuantile(p, 3)).throw(DomainError, "probability");
    }
    for (const degrees of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => studentQuantile(0.9, degrees)).throw(DomainError, "degrees");
    }
  });
});
