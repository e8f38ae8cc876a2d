import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  entropy,
  itakuraSaito,
  Matrix,
  mutualInformation,
  relativeEntropy,
} from "../../../src/numerics/index.js";

const binary = (p: number) => -p * Math.log(p) - (1 - p) * Math.log(1 - p);
const masses = (length: number) =>
  fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: length, maxLength: length });

describe("informations of finite laws", () => {
  it("entropy: a fair die has log 6, a certainty 0, zeros count for nothing", () => {
    expect(entropy(new Float64Array(6).fill(1 / 6))).closeTo(Math.log(6), 1e-15);
    expect(entropy([0, 1, 0])).equal(0);
    expect(entropy([0.3, 0, 0.7])).closeTo(binary(0.3), 1e-15);
  });

  it("relativeEntropy: by hand, with the conventions for zeros", () => {
    expect(relativeEntropy([0.5, 0.5], [0.25, 0.75])).closeTo(
      0.5 * Math.log(2) + 0.5 * Math.log(2 / 3),
      1e-15,
    );
    expect(relativeEntropy([0, 1], [0.5, 0.5])).closeTo(Math.log(2), 1e-15);
    expect(relativeEntropy([0.5, 0.5], [1, 0])).equal(Infinity);
    expect(relativeEntropy([1, 0], [1, 0])).equal(0);
  });

  it("relativeEntropy of laws that nearly agree is half of chi-square, to the last digits", () => {
    const e = 2 ** -30;
    // Σ(p − q)²/(2q) = e²/2 · (1/0.5 + 1/0.5); the next term is of relative size e.
    expect(relativeEntropy([0.5 + e, 0.5 - e], [0.5, 0.5]) / (2 * e * e)).closeTo(1, 1e-8);
  });

  it("mutual information of a binary symmetric channel is log 2 − h(ε)", () => {
    const joint = Matrix.fromRows([
      [0.45, 0.05],
      [0.05, 0.45],
    ]);
    expect(mutualInformation(joint)).closeTo(Math.log(2) - binary(0.1), 1e-15);
    expect(
      mutualInformation(
        Matrix.fromRows([
          [0.06, 0.14],
          [0.24, 0.56],
        ]),
      ),
    ).closeTo(0, 1e-16);
  });

  it("mutual information = H(X) + H(Y) − H(X, Y)", () => {
    fc.assert(
      fc.property(masses(12), (values) => {
        const total = values.reduce((a, b) => a + b, 0);
        const joint = new Matrix(
          3,
          4,
          Float64Array.from(values, (v) => v / total),
        );
        const first = joint.toRows().map((row) => row.reduce((a, b) => a + b, 0));
        const second = [0, 1, 2, 3].map((y) => joint.column(y).reduce((a, b) => a + b, 0));
        const expected = entropy(first) + entropy(second) - entropy(joint.data);
        expect(mutualInformation(joint)).closeTo(expected, 1e-13);
      }),
    );
  });

  it("Itakura–Saito: by hand, near equality, scale-free", () => {
    expect(itakuraSaito(1, 2)).closeTo(1 - Math.log(2), 1e-15);
    expect(itakuraSaito(2, 1)).closeTo(-0.5 + Math.log(2), 1e-15);
    // u²/2 − u³/3 + u⁴/4 for ρ/r = 1 + u
    for (const u of [1e-9, -1e-6, 1e-4]) {
      const near = itakuraSaito(1, 1 + u);
      const v = 1 + u - 1;
      expect(near / (v ** 2 / 2 - v ** 3 / 3 + v ** 4 / 4)).closeTo(1, 1e-11);
    }
    expect(itakuraSaito(3e-5, 7e-5) / itakuraSaito(3, 7)).closeTo(1, 1e-14);
    expect([itakuraSaito(0, 0), itakuraSaito(0, 1), itakuraSaito(1, 0)]).eql([
      0,
      Infinity,
      Infinity,
    ]);
  });

  it("both forms of Itakura–Saito agree where they meet", () => {
    for (const s of [0.0999, 0.1001, -0.0999, -0.1001]) {
      const ratio = (1 + s) / (1 - s);
      expect(itakuraSaito(1, ratio) / (ratio - 1 - Math.log(ratio))).closeTo(1, 1e-13);
    }
  });

  it("refuses what is no mass", () => {
    expect(() => entropy([0.5, -0.1])).throw(DomainError, "p[1] is -0.1");
    expect(() => relativeEntropy([1], [Number.NaN])).throw(DomainError, "q[0]");
    expect(() => relativeEntropy([1], [0.5, 0.5])).throw(ShapeError, "1 entries and q has 2");
    expect(() => mutualInformation(new Matrix(1, 1, Float64Array.of(Infinity)))).throw(DomainError);
    expect(() => itakuraSaito(-1, 2)).throw(DomainError);
  });
});
