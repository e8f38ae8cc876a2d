import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";
import {
  hiddenCentre,
  hiddenRidge,
  hiddenRotation,
  quadricCone,
  relativeTargetError,
  rotationAndHeight,
  sampleTarget,
  squaredLength,
  type TargetFunction,
  targetValues,
} from "../../../src/worlds/functions/index.js";

const random = RandomStream.fromSeed(51);

/** L_ξ f(x) = d/dt f(x + t (A x + b)) by a central difference. */
function derivative(f: TargetFunction, x: Float64Array, A: Matrix, b?: ArrayLike<number>): number {
  const velocity = A.apply(x).map((value, i) => value + (b?.[i] ?? 0));
  const at = (t: number) => f.at(x.map((value, i) => value + t * velocity[i]));
  return (at(1e-5) - at(-1e-5)) / 2e-5;
}

function plane(size: number, i: number, j: number, sign = -1): Matrix {
  const A = Matrix.zeros(size);
  A.data[i * size + j] = 1;
  A.data[j * size + i] = sign;
  return A;
}

const point = (size: number) => random.normals(size).map((value) => value / 2);

describe("functions with known symmetries", () => {
  it("the hidden centre turns about its centre and not about the origin", () => {
    for (let repeat = 0; repeat < 5; repeat++) {
      const x = point(3);
      const A = plane(3, 0, 2);
      const offset = A.apply(hiddenCentre.centre).map((value) => -value);
      expect(derivative(hiddenCentre, x, A, offset)).to.be.closeTo(0, 1e-8);
    }
    expect(hiddenCentre.at(hiddenCentre.centre)).to.equal(1);
    const x = hiddenCentre.centre.map((value, k) => value + [0, 2, 0][k]);
    expect(hiddenCentre.at(x)).to.be.closeTo(1 - 4 + 0.3 * 16, 1e-12);
    // s(0) = 0.14, ∇f(x) · A x at x = (0, 0, 1): s = 0.09 + 0.04 + 0.81 = 0.94, ∂₁s = −0.6, A x = (1, 0, 0).
    const turned = derivative(hiddenCentre, Float64Array.of(0, 0, 1), plane(3, 0, 2));
    expect(turned).to.be.closeTo((-1 + 0.6 * 0.94) * -0.6, 1e-8);
  });

  it("|x|², the cone and sin 2ρ + z have the generators that are theirs", () => {
    for (let repeat = 0; repeat < 5; repeat++) {
      const x = point(3);
      for (const [i, j] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ]) {
        expect(derivative(squaredLength(3), x, plane(3, i, j))).to.be.closeTo(0, 1e-9);
      }
      // Boosts of x² + y² − 2z²: z' = x, x' = 2z.
      const boost = Matrix.zeros(3);
      boost.data[2] = 2;
      boost.data[6] = 1;
      expect(derivative(quadricCone, x, boost)).to.be.closeTo(0, 1e-8);
      expect(derivative(quadricCone, x, plane(3, 0, 1))).to.be.closeTo(0, 1e-9);
      expect(derivative(rotationAndHeight, x, plane(3, 0, 1))).to.be.closeTo(0, 1e-9);
    }
    const x = Float64Array.of(0.3, -0.4, 0.5);
    expect(squaredLength(3).at(x)).to.be.closeTo(0.5, 1e-15);
    expect(quadricCone.at(x)).to.be.closeTo(-0.25, 1e-15);
    expect(rotationAndHeight.at(x)).to.be.closeTo(Math.sin(1) + 0.5, 1e-15);
    // v = (z, 0, −x), ∇f = (2 cos 2ρ · x/ρ, …, 1) with ρ = ½.
    const expected = 0.6 * Math.cos(1) - 0.3;
    expect(derivative(rotationAndHeight, x, plane(3, 0, 2))).to.be.closeTo(expected, 1e-9);
  });

  it("the hidden rotation leaves so(m − 1) after turning back, and no more", () => {
    const f = hiddenRotation(3);
    expect(f.Q.multiply(f.Q.transpose()).maxDifference(Matrix.identity(5))).to.be.below(1e-14);
    const turned = (A: Matrix) => f.Q.transpose().multiply(A).multiply(f.Q);
    const x = point(5);
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < i; j++) {
        const size = Math.abs(derivative(f, x, turned(plane(5, i, j))));
        if (i < 4) expect(size, `${i}, ${j}`).to.be.below(1e-9);
        else expect(size, `${i}, ${j}`).to.be.above(1e-3);
      }
    }
    // Q moves the last axis to where only sin 2y counts.
    const y = new Float64Array(5);
    y[4] = 0.7;
    expect(f.at(f.Q.transpose().apply(y))).to.be.closeTo(Math.sin(1.4) / 2, 1e-14);
    expect(hiddenRotation(3).Q).to.deep.equal(f.Q);
    expect(hiddenRotation(4).Q.maxDifference(f.Q)).to.be.above(0.1);
  });

  it("the ridge knows one direction of length 1", () => {
    const f = hiddenRidge(2);
    expect(f.inputs).to.equal(6);
    expect(Math.hypot(...f.direction)).to.be.closeTo(1, 1e-15);
    const x = point(6);
    const u = f.direction;
    const orthogonal = Matrix.identity(6)
      .apply(x)
      .map((value, i) => {
        return value - u[i] * u.reduce((sum, entry, b) => sum + entry * x[b], 0);
      });
    expect(derivative(f, x, Matrix.zeros(6), orthogonal)).to.be.closeTo(0, 1e-9);
    expect(f.at(u)).to.be.closeTo(Math.sin(3), 1e-14);
  });

  it("samples are uniform in the box, nested, and noisy as told", () => {
    const f = squaredLength(2);
    const { points, targets } = sampleTarget(f, { count: 4000, seed: 1, noise: 0.5 });
    expect(points.data.every((value) => value >= -1 && value < 1)).to.equal(true);
    const square = points.data.reduce((sum, value) => sum + value * value, 0) / 8000;
    expect(square).to.be.closeTo(1 / 3, 0.015);
    const error = targets.subtract(targetValues(f, points)).frobeniusNorm() / Math.sqrt(4000);
    expect(error).to.be.closeTo(0.5, 0.025);
    const fewer = sampleTarget(f, { count: 10, seed: 1, noise: 0.5 });
    expect(fewer.points.data).to.deep.equal(points.data.slice(0, 20));
    expect(fewer.targets.data).to.deep.equal(targets.data.slice(0, 10));
  });

  it("relative errors: 0 of the function itself, 1 of zero, and bad input by name", () => {
    const f = quadricCone;
    const { points } = sampleTarget(f, { count: 50, seed: 2 });
    expect(relativeTargetError({ values: (x) => targetValues(f, x) }, f, points)).to.equal(0);
    expect(relativeTargetError({ values: (x) => new Matrix(x.rows, 1) }, f, points)).to.equal(1);
    const none = { values: (x: Matrix) => targetValues(f, x) };
    expect(() => relativeTargetError(none, f, new Matrix(3, 3))).to.throw(
      DomainError,
      "x² + y² − 2z²",
    );
    expect(() => targetValues(f, new Matrix(3, 2))).to.throw(ShapeError, "2 coordinates");
    expect(() => sampleTarget(f, { count: -1, seed: 0 })).to.throw(DomainError, "-1");
    expect(() => sampleTarget(f, { count: 1, seed: 0, noise: Number.NaN })).to.throw(
      DomainError,
      "NaN",
    );
  });
});
