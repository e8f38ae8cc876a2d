import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../../src/errors.js";
import { Matrix, RandomStream, singularValues } from "../../../src/numerics/index.js";
import { type LieNorm, smoothedNorm } from "../../../src/promote/network/index.js";

function normals(seed: number, rows: number, columns: number): Matrix {
  const data = RandomStream.fromSeed(seed).normals(rows * columns);
  return new Matrix(rows, columns, data);
}

/** ∂R/∂L by central differences of R itself. */
function differences(L: Matrix, norm: LieNorm, epsilon: number): Matrix {
  const step = 1e-5;
  const out = new Matrix(L.rows, L.columns);
  for (let k = 0; k < L.data.length; k++) {
    const at = (shift: number) => {
      const moved = L.clone();
      moved.data[k] += shift;
      return smoothedNorm(moved, norm, epsilon).value;
    };
    out.data[k] = (at(step) - at(-step)) / (2 * step);
  }
  return out;
}

describe("smoothed norms of L", () => {
  it("have the singular values of L, and Σ √(σ² + ε²) of them", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 6 }),
        (seed, rows, columns) => {
          const L = normals(seed, rows, columns);
          const sigma = singularValues(L);
          const { value, singularValues: got } = smoothedNorm(L, "nuclear", 0.25);
          let sum = 0;
          for (let k = 0; k < columns; k++) {
            // Beyond the smaller side L has no singular values: they count as 0.
            const expected = sigma[k] ?? 0;
            expect(got[k]).to.be.closeTo(expected, 1e-6);
            sum += Math.sqrt(expected ** 2 + 0.0625);
          }
          expect(value).to.be.closeTo(sum, 1e-12 * sum);
          const squares = sigma.reduce((total, s) => total + s * s, 0);
          expect(smoothedNorm(L, "frobenius", 1).value).to.be.closeTo(squares, 1e-12 * squares);
        },
      ),
    );
  });

  it("have the gradient that finite differences of R find", () => {
    const rankOne = normals(5, 6, 1).multiply(normals(6, 1, 4));
    const cases = [normals(1, 7, 4), normals(2, 3, 5), normals(3, 5, 1), normals(4, 1, 3), rankOne];
    for (const L of cases) {
      for (const norm of ["nuclear", "frobenius"] as const) {
        const { gradient } = smoothedNorm(L, norm, 0.1);
        expect(gradient.maxDifference(differences(L, norm, 0.1))).to.be.below(1e-8);
      }
    }
  });

  it("tend to the nuclear norm, the polar factor its gradient, as ε falls", () => {
    const L = normals(8, 9, 3);
    const nuclear = singularValues(L).reduce((sum, s) => sum + s, 0);
    for (const epsilon of [1e-2, 1e-4, 1e-6]) {
      const { value, gradient } = smoothedNorm(L, "nuclear", epsilon);
      expect(value).to.be.within(nuclear * (1 - 1e-13), nuclear + 3 * epsilon);
      // ‖GᵀG − I‖ ≤ 1 − σ²/(σ² + ε²) ≤ (ε / σ_min)².
      const defect = gradient.transpose().multiply(gradient).subtract(Matrix.identity(3)).maxAbs();
      const bound = (epsilon / singularValues(L)[2]) ** 2;
      expect(defect).to.be.below(bound + 1e-10);
    }
  });

  it("for one generator is √(‖L‖² + ε²), and its gradient L / R", () => {
    const L = Matrix.fromRows([[3], [4]]);
    const { value, gradient } = smoothedNorm(L, "nuclear", 12);
    expect(value).to.be.closeTo(13, 1e-14);
    expect(gradient.data[0]).to.be.closeTo(3 / 13, 1e-15);
    expect(gradient.data[1]).to.be.closeTo(4 / 13, 1e-15);
  });

  it("of L = 0 is q ε with gradient 0", () => {
    const {
      value,
      gradient,
      singularValues: sigma,
    } = smoothedNorm(new Matrix(4, 3), "nuclear", 0.5);
    expect(value).to.equal(1.5);
    expect(gradient.maxAbs()).to.equal(0);
    expect(Array.from(sigma)).to.deep.equal([0, 0, 0]);
  });

  it("do not see a rotation of samples or generators", () => {
    const L = normals(9, 2, 2);
    const turn = Matrix.fromRows([
      [0.6, -0.8],
      [0.8, 0.6],
    ]);
    const value = smoothedNorm(L, "nuclear", 0.1).value;
    expect(smoothedNorm(turn.multiply(L), "nuclear", 0.1).value).to.be.closeTo(value, 1e-13);
    expect(smoothedNorm(L.multiply(turn), "nuclear", 0.1).value).to.be.closeTo(value, 1e-13);
  });

  it("say NaN of an L that is not finite, and refuse ε = 0", () => {
    const L = new Matrix(2, 1, Float64Array.of(1, Number.NaN));
    expect(smoothedNorm(L, "nuclear", 0.1).value).to.be.NaN;
    expect(() => smoothedNorm(new Matrix(2, 1), "nuclear", 0)).to.throw(DomainError, "epsilon");
  });
});
