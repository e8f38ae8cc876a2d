import { expect } from "chai";
import { DataError, DomainError } from "../../../src/errors.js";
import { Matrix, SparseMatrix, singularValues } from "../../../src/numerics/index.js";
import { turnedOperator } from "../../../src/promote/reweighting.js";
import { exactData, exactFreedom } from "../../../src/promote/solver/data/exact-data.js";
import { leastSquaresData } from "../../../src/promote/solver/data/least-squares-data.js";
import { LieOperator } from "../../../src/promote/solver/lie-operator.js";
import { entrywiseNorm } from "../../../src/promote/solver/matrix-norm.js";
import { finish } from "../../../src/promote/solver/minimise.js";
import { optimality } from "../../../src/promote/solver/optimality.js";
import { compiledSteps } from "../../../src/promote/solver/splitting/compiled-steps.js";
import {
  type SplittingOptions,
  splitting,
} from "../../../src/promote/solver/splitting/splitting.js";
import { referenceSteps } from "../../../src/promote/solver/splitting/step.js";
import {
  gaussian,
  largestDifference,
  normals,
  randomOperator,
  sparse,
  translations,
} from "../examples.js";

const solve = (data: Parameters<typeof splitting>[0], options: SplittingOptions = {}) =>
  finish(splitting(data, options));

/** F on ℝ² of degree 2 through three points; coefficients of 1, x, y, x², xy, y². */
const points = Matrix.fromRows([
  [0.5, 0],
  [0, -0.5],
  [1, 1],
]);
const values = Float64Array.of(1, 2, 3);
function tiny() {
  const derivative = translations(2, 2);
  const operator = LieOperator.from(derivative.blocks, 6, derivative.root());
  return { operator, design: derivative.space.design(points) };
}

describe("splitting", () => {
  it("reaches the optimum that CVXPY finds, noiseless", () => {
    // CVXPY 1.9.3 with SCS at 1e-10: 2.37493044058; Clarabel: 2.3749304445.
    const { operator, design } = tiny();
    const data = exactData(operator, design, values);
    const solution = solve(data, { tolerance: 1e-10, iterations: 20000 });
    const { objective, relativeGap } = optimality(data, solution);
    expect(objective).to.be.closeTo(2.37493044058, 1e-8);
    expect(relativeGap).to.be.within(-1e-12, 1e-9);
    const expected = [1.15952143, -0.52234286, -0.97403261, 0.4066, 1.51640499, 1.41384906];
    expect(largestDifference(solution.w, expected)).to.be.below(2e-5);
  });

  it("reaches the optimum that CVXPY finds, noisy", () => {
    // CVXPY 1.9.3 with SCS at 1e-10: 0.09716471227 at γ = 0.05; Clarabel: 0.0971647128.
    const { operator, design } = tiny();
    const data = leastSquaresData(operator, design, values);
    const weight = 0.05;
    const solution = solve(data, { weight, tolerance: 1e-10, iterations: 20000 });
    const { objective, relativeGap } = optimality(data, solution, weight);
    expect(objective).to.be.closeTo(0.09716471227, 1e-9);
    expect(relativeGap).to.be.within(-1e-12, 1e-8);
  });

  it("with one generator is a least-norm problem: w = w₀ − Z (ZᵀHZ)⁻¹ ZᵀH w₀", () => {
    // One column: its nuclear norm is its length. H = I: the plain least-norm solution.
    const operator = LieOperator.from([sparse(Matrix.identity(4))], 4);
    const design = Matrix.fromRows([
      [1, 1, 0, 0],
      [0, 0, 1, -1],
    ]);
    const { w } = solve(exactData(operator, design, Float64Array.of(2, 4)));
    expect(largestDifference(w, [1, 1, 2, -2])).to.be.below(1e-7);
    // H = diag(1, 4, 1, 1): 1·a² + 4·b² least on a + b = 2 at a = 8/5, b = 2/5.
    const scaled = LieOperator.from([sparse(Matrix.diagonal([1, 2, 1, 1]))], 4);
    const turned = solve(exactData(scaled, design, Float64Array.of(2, 4))).w;
    expect(largestDifference(turned, [1.6, 0.4, 2, -2])).to.be.below(1e-7);
  });

  it("on diagonal matrices is basis pursuit: the largest column of Θ takes all", () => {
    // L(w) = diag(w), ‖L(w)‖_* = Σ|w_a|; min Σ|w_a| s.t. w₁ + 3 w₂ + 2 w₃ = 6 is w = (0, 2, 0).
    const blocks = [0, 1, 2].map((p) => SparseMatrix.fromEntries(3, 3, [[p, p, 1]]));
    const operator = LieOperator.from(blocks, 3);
    const design = Matrix.fromRows([[1, 3, 2]]);
    const data = exactData(operator, design, Float64Array.of(6));
    expect(largestDifference(solve(data).w, [0, 2, 0])).to.be.below(1e-6);
    const entrywise = exactData(LieOperator.identity(3), design, Float64Array.of(6));
    const { w } = solve(entrywise, { norm: entrywiseNorm });
    expect(largestDifference(w, [0, 2, 0])).to.be.below(1e-6);
  });

  it("with Θ = I lowers singular values: min ½‖w − y‖² + γ‖w‖_* ", () => {
    // L(w) reshapes 4 numbers to a 2 × 2 matrix by columns; N = 4 weighs the data by ¼.
    const blocks = [0, 1].map((p) =>
      SparseMatrix.fromEntries(2, 4, [
        [0, 2 * p, 1],
        [1, 2 * p + 1, 1],
      ]),
    );
    const data = leastSquaresData(
      LieOperator.from(blocks, 4),
      Matrix.identity(4),
      Float64Array.of(3, 0, 0, 1),
    );
    const { w } = solve(data, { weight: 0.5, tolerance: 1e-10 });
    expect(largestDifference(w, [1, 0, 0, 0])).to.be.below(1e-8);
  });

  it("compiled and reference iterations agree to 1e-9", () => {
    for (const [q, K] of [
      [3, 5],
      [6, 4],
    ]) {
      const operator = randomOperator(20, q, K, 9);
      const design = gaussian(40, 4, 9);
      for (const term of [exactData, leastSquaresData]) {
        const data = term(operator, design, normals(41, 4));
        const settings = { iterations: 60, tolerance: 1e-15, weight: 0.3, memory: 0 };
        const compiled = solve(data, { ...settings, steps: compiledSteps });
        const reference = solve(data, { ...settings, steps: referenceSteps });
        expect(largestDifference(compiled.w, reference.w)).to.be.below(1e-9);
        expect(largestDifference(compiled.multiplier, reference.multiplier)).to.be.below(1e-9);
        expect(compiled.penalty).to.equal(reference.penalty);
      }
    }
  });

  it("accelerated iterations reach the same optimum in fewer steps", () => {
    const data = exactData(randomOperator(30, 6, 8, 20), gaussian(31, 8, 20), normals(32, 8));
    const options = { tolerance: 1e-10, iterations: 20000 };
    const [plain, accelerated] = [0, 10].map((memory) => solve(data, { ...options, memory }));
    expect(largestDifference(accelerated.w, plain.w)).to.be.below(1e-7);
    expect(accelerated.iteration).to.be.below(plain.iteration);
    expect(optimality(data, accelerated).relativeGap).to.be.within(-1e-12, 1e-8);
  });

  it("what the data leave free is the same by QR and Cholesky as by singular values", () => {
    const operator = randomOperator(50, 3, 4, 8);
    const design = gaussian(51, 3, 8);
    const Y = normals(52, 3);
    const compiled = exactData(operator, design, Y).freedom(1);
    const reference = exactFreedom(operator, design, Y);
    expect(compiled.projector.maxDifference(reference.projector)).to.be.below(1e-11);
    expect(largestDifference(compiled.offset, reference.offset)).to.be.below(1e-11);
  });

  it("does not depend on the start (convexity)", () => {
    const operator = randomOperator(60, 4, 6, 12);
    const design = gaussian(61, 5, 12);
    const data = exactData(operator, design, normals(62, 5));
    const starts = [undefined, ...[63, 64].map((seed) => ({ w: normals(seed, 12) }))];
    const found = starts.map((start) => solve(data, { start, iterations: 10000 }).w);
    const size = Math.hypot(...found[0]);
    for (const w of found) expect(largestDifference(w, found[0]) / size).to.be.below(1e-4);
  });

  it("fits noiseless data exactly at every iteration", () => {
    const operator = randomOperator(70, 3, 4, 8);
    const design = gaussian(71, 4, 8);
    const Y = normals(72, 4);
    const { value } = splitting(exactData(operator, design, Y), { tolerance: 1e-14 }).next();
    expect(largestDifference(design.apply(value.w), Y)).to.be.below(1e-11);
  });

  it("does not change under an orthogonal change of the generators' basis", () => {
    const operator = randomOperator(80, 3, 4, 8);
    const turn = Matrix.fromRows([
      [0.6, 0.8, 0],
      [-0.8, 0.6, 0],
      [0, 0, 1],
    ]);
    const turned = turnedOperator(operator, turn);
    const design = gaussian(81, 4, 8);
    const [a, b] = [operator, turned].map((o) => solve(exactData(o, design, normals(82, 4))).w);
    expect(largestDifference(a, b)).to.be.below(1e-6);
    expect(
      largestDifference(singularValues(operator.matrix(a)), singularValues(turned.matrix(a))),
    ).to.be.below(1e-12);
  });

  it("goes on from where another one stopped", () => {
    const data = exactData(randomOperator(90, 4, 6, 12), gaussian(91, 5, 12), normals(92, 5));
    const half = solve(data, { iterations: 50 });
    const whole = solve(data);
    const on = solve(data, { start: half });
    expect(largestDifference(on.w, whole.w)).to.be.below(1e-5);
    expect(on.iteration).to.be.below(whole.iteration);
  });

  it("leaves alone what neither the data nor L see", () => {
    // L sees w₁ only and the data w₂ only: w₃ is free, and stays at 0.
    const operator = LieOperator.from([SparseMatrix.fromEntries(1, 3, [[0, 0, 1]])], 3);
    const data = exactData(operator, Matrix.fromRows([[0, 1, 0]]), Float64Array.of(5));
    expect(data.undetermined).to.equal(1);
    expect(largestDifference(solve(data).w, [0, 5, 0])).to.be.below(1e-9);
  });

  it("returns the only model where the data leave nothing free", () => {
    const operator = randomOperator(95, 2, 3, 4);
    const design = gaussian(96, 6, 4);
    const truth = normals(97, 4);
    const { w } = solve(exactData(operator, design, design.apply(truth)));
    expect(largestDifference(w, truth)).to.be.below(1e-11);
  });

  it("refuses values that contradict every model, and options out of range", () => {
    const operator = randomOperator(98, 2, 3, 2);
    const design = Matrix.fromRows([
      [1, 0],
      [1, 0],
    ]);
    expect(() => exactData(operator, design, Float64Array.of(1, 2))).to.throw(
      DataError,
      /no model/,
    );
    const data = exactData(operator, design, Float64Array.of(1, 1));
    expect(() => solve(data, { relaxation: 2 })).to.throw(DomainError, /relaxation/);
    expect(() => solve(data, { iterations: 0 })).to.throw(DomainError, /iterations/);
  });
});
