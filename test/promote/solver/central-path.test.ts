import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { Matrix, SparseMatrix } from "../../../src/numerics/index.js";
import { centralPath } from "../../../src/promote/solver/central-path/central-path.js";
import type { DataTerm } from "../../../src/promote/solver/data/data-term.js";
import { exactData } from "../../../src/promote/solver/data/exact-data.js";
import { leastSquaresData } from "../../../src/promote/solver/data/least-squares-data.js";
import { LieOperator } from "../../../src/promote/solver/lie-operator.js";
import { entrywiseNorm } from "../../../src/promote/solver/matrix-norm.js";
import { finish, minimise } from "../../../src/promote/solver/minimise.js";
import { optimality } from "../../../src/promote/solver/optimality.js";
import { splitting } from "../../../src/promote/solver/splitting/splitting.js";
import {
  gaussian,
  largestDifference,
  motions,
  normals,
  randomOperator,
  sparse,
  translations,
} from "../examples.js";

const solve = (data: DataTerm, options: Parameters<typeof centralPath>[1] = {}) =>
  finish(centralPath(data, options));

describe("central path", () => {
  it("reaches the optima that CVXPY finds, noiseless and noisy", () => {
    // CVXPY 1.9.3 with SCS at 1e-10 (see splitting.test.ts): 2.37493044058, 0.09716471227.
    const derivative = translations(2, 2);
    const operator = LieOperator.from(derivative.blocks, 6, derivative.root());
    const design = derivative.space.design(
      Matrix.fromRows([
        [0.5, 0],
        [0, -0.5],
        [1, 1],
      ]),
    );
    const values = Float64Array.of(1, 2, 3);
    const exact = exactData(operator, design, values);
    const noiseless = optimality(exact, solve(exact, { tolerance: 1e-9 }));
    expect(noiseless.objective).to.be.closeTo(2.37493044058, 1e-8);
    expect(noiseless.relativeGap).to.be.within(-1e-12, 1e-9);
    const noisy = leastSquaresData(operator, design, values);
    const weight = 0.05;
    const solution = solve(noisy, { weight, tolerance: 1e-9 });
    const proof = optimality(noisy, solution, weight);
    expect(proof.objective).to.be.closeTo(0.09716471227, 1e-10);
    expect(proof.relativeGap).to.be.within(-1e-12, 1e-8);
  });

  it("solves the closed forms: one generator, diagonal matrices, Θ = I", () => {
    const design = Matrix.fromRows([
      [1, 1, 0, 0],
      [0, 0, 1, -1],
    ]);
    // 1·a² + 4·b² least on a + b = 2 at a = 8/5, b = 2/5.
    const scaled = LieOperator.from([sparse(Matrix.diagonal([1, 2, 1, 1]))], 4);
    const one = solve(exactData(scaled, design, Float64Array.of(2, 4)), { tolerance: 1e-10 });
    expect(largestDifference(one.w, [1.6, 0.4, 2, -2])).to.be.below(1e-8);
    // min Σ|w_a| s.t. w₁ + 3 w₂ + 2 w₃ = 6 is (0, 2, 0).
    const diagonal = [0, 1, 2].map((p) => SparseMatrix.fromEntries(3, 3, [[p, p, 1]]));
    const pursuit = exactData(
      LieOperator.from(diagonal, 3),
      Matrix.fromRows([[1, 3, 2]]),
      Float64Array.of(6),
    );
    expect(largestDifference(solve(pursuit).w, [0, 2, 0])).to.be.below(1e-6);
    // ½·¼‖w − (3, 0, 0, 1)‖² + ½‖w as 2 × 2‖_* lowers singular values by 2.
    const reshaped = [0, 1].map((p) =>
      SparseMatrix.fromEntries(2, 4, [
        [0, 2 * p, 1],
        [1, 2 * p + 1, 1],
      ]),
    );
    const data = leastSquaresData(
      LieOperator.from(reshaped, 4),
      Matrix.identity(4),
      Float64Array.of(3, 0, 0, 1),
    );
    const { w } = solve(data, { weight: 0.5, tolerance: 1e-9 });
    expect(largestDifference(w, [1, 0, 0, 0])).to.be.below(1e-7);
  });

  it("agrees with the splitting, for tall and wide L, with and without noise", () => {
    for (const [q, K] of [
      [3, 5],
      [6, 4],
    ]) {
      const operator = randomOperator(20, q, K, 12);
      const design = gaussian(40, 5, 12);
      for (const term of [exactData, leastSquaresData]) {
        const data = term(operator, design, normals(41, 5));
        const weight = 0.3;
        const path = solve(data, { weight, tolerance: 1e-9 });
        const split = finish(splitting(data, { weight, tolerance: 1e-11, iterations: 50000 }));
        expect(path.converged).to.equal(true);
        expect(largestDifference(path.w, split.w)).to.be.below(1e-6);
        expect(optimality(data, path, weight).relativeGap).to.be.within(-1e-11, 1e-8);
      }
    }
  });

  it("does not depend on the start", () => {
    const data = exactData(randomOperator(60, 4, 6, 12), gaussian(61, 5, 12), normals(62, 5));
    const starts = [undefined, ...[63, 64].map((seed) => ({ w: normals(seed, 12) }))];
    const found = starts.map((start) => solve(data, { start }).w);
    const size = Math.hypot(...found[0]);
    for (const w of found) expect(largestDifference(w, found[0]) / size).to.be.below(1e-6);
  });

  it("leaves alone what neither the data nor L see, and reaches symmetric models", () => {
    const operator = LieOperator.from([SparseMatrix.fromEntries(1, 3, [[0, 0, 1]])], 3);
    const data = exactData(operator, Matrix.fromRows([[0.5, 1, 0]]), Float64Array.of(5));
    expect(data.undetermined).to.equal(1);
    // w₁ = 0 makes L(w) = 0, and w₂ = 5 fits.
    expect(largestDifference(solve(data, { tolerance: 1e-9 }).w, [0, 5, 0])).to.be.below(1e-6);
  });

  it("proves its solution where the splitting is slow: se(5), fewer samples than recovery", () => {
    const derivative = motions(5, 2);
    const operator = LieOperator.from(derivative.blocks, 21, derivative.root());
    const design = derivative.space.design(gaussian(70, 12, 5));
    const data = exactData(operator, design, normals(71, 12));
    const solution = solve(data);
    expect(solution.converged).to.equal(true);
    expect(solution.iteration).to.be.below(40);
    expect(optimality(data, solution).relativeGap).to.be.within(-1e-12, 1e-6);
  });
});

describe("minimise", () => {
  it("gives the only model where nothing is free, with either solver", () => {
    const operator = randomOperator(95, 2, 3, 4);
    const design = gaussian(96, 6, 4);
    const truth = normals(97, 4);
    for (const solver of [undefined, "central path", "splitting"] as const) {
      const data = exactData(operator, design, design.apply(truth));
      expect(largestDifference(finish(minimise(data, { solver })).w, truth)).to.be.below(1e-11);
    }
  });

  it("refuses the central path for other norms, and weights out of range", () => {
    const data = exactData(randomOperator(98, 2, 3, 2), Matrix.identity(2), Float64Array.of(1, 1));
    const solver = "central path";
    expect(() => finish(minimise(data, { solver, norm: entrywiseNorm }))).to.throw(DomainError);
    expect(() => finish(minimise(data, { weight: -1 }))).to.throw(DomainError, /weight/);
    expect(() => finish(minimise(data, { tolerance: 2 }))).to.throw(DomainError, /tolerance/);
  });
});
