import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix, mean, RandomStream } from "../../../src/numerics/index.js";
import {
  cylinder,
  helix,
  quadric,
  type SurfaceSample,
  sphere,
  torus,
} from "../../../src/worlds/surfaces/index.js";

const random = () => RandomStream.fromSeed(3);

/** The equations of each surface, zero on it. */
const EQUATIONS: [SurfaceSample, (x: Float64Array) => number[]][] = [
  [
    sphere(200, random(), { dimension: 4, radius: 2, centre: [1, 0, 0, -1] }),
    ([a, b, c, d]) => [Math.hypot(a - 1, b, c, d + 1) - 2],
  ],
  [cylinder(200, random(), { radius: 0.5 }), ([x, y]) => [Math.hypot(x, y) - 0.5]],
  [
    torus(200, random(), { ring: 3, tube: 1 }),
    ([x, y, z]) => [Math.hypot(Math.hypot(x, y) - 3, z) - 1],
  ],
  [
    helix(200, random(), { radius: 2, rise: 0.5 }),
    ([x, y, z]) => [x - 2 * Math.cos(z / 0.5), y - 2 * Math.sin(z / 0.5)],
  ],
  [
    quadric(Matrix.diagonal([1, 1, -2]), 200, random(), { linear: [0, 0.3, 0], level: 0.5 }),
    ([x, y, z]) => [x * x + y * y - 2 * z * z + 0.3 * y - 0.5],
  ],
];

describe("worlds/surfaces", () => {
  for (const [surface, equations] of EQUATIONS) {
    it(`${surface.name}: points satisfy the equations, normals span their gradients`, () => {
      const { points, normals, codimension } = surface;
      const m = points.columns;
      const step = 1e-6;
      for (let i = 0; i < points.rows; i++) {
        const x = points.row(i);
        for (const value of equations(x)) expect(value).to.be.closeTo(0, 1e-12);
        const N = new Matrix(
          codimension,
          m,
          normals.data.slice(i * codimension * m, (i + 1) * codimension * m),
        );
        expect(N.multiply(N.transpose()).maxDifference(Matrix.identity(codimension))).to.be.below(
          1e-12,
        );
        const gradients = new Matrix(codimension, m);
        for (let a = 0; a < m; a++) {
          const [up, down] = [x.slice(), x.slice()];
          up[a] += step;
          down[a] -= step;
          equations(up).forEach((value, c) => {
            gradients.data[c * m + a] = (value - equations(down)[c]) / (2 * step);
          });
        }
        const rest = gradients.subtract(gradients.multiply(N.transpose()).multiply(N));
        expect(rest.maxAbs()).to.be.below(1e-7);
      }
    });
  }

  it("is uniform: on the unit sphere the mean of z² is 1/3, on the torus that of cos φ is tube / (2 ring)", () => {
    // torus: density ∝ ring + tube cos φ, so E cos φ = tube E cos² φ / ring = tube / (2 ring)
    const z = sphere(20_000, random()).points.column(2);
    expect(mean(z.map((value) => value * value))).to.be.closeTo(1 / 3, 0.01);
    const { points } = torus(20_000, random(), { ring: 2, tube: 1 });
    const cosines = Float64Array.from({ length: points.rows }, (_, i) => {
      const [x, y] = points.row(i);
      return Math.hypot(x, y) - 2;
    });
    expect(mean(cosines)).to.be.closeTo(1 / 4, 0.02);
  });

  it("adds noise without moving the points that it is added to", () => {
    const [clean, noisy] = [sphere(5000, random()), sphere(5000, random(), { noise: 0.1 })];
    const shifts = noisy.points.subtract(clean.points);
    expect(Math.sqrt(mean(shifts.data.map((value) => value * value)))).to.be.closeTo(0.1, 0.003);
    expect(noisy.normals.maxDifference(clean.normals)).to.equal(0);
  });

  it("names what it cannot draw", () => {
    expect(() => sphere(0, random())).to.throw(DomainError, "count 0");
    expect(() => sphere(1, random(), { noise: -1 })).to.throw(DomainError, "noise is -1");
    expect(() => sphere(1, random(), { centre: [0] })).to.throw(
      ShapeError,
      "1 coordinates; expected 3",
    );
    expect(() => torus(1, random(), { ring: 1, tube: 2 })).to.throw(
      DomainError,
      "reaches the axis",
    );
    expect(() => quadric(Matrix.identity(3), 1, random(), { level: -1 })).to.throw(
      DomainError,
      "did not meet it",
    );
    expect(() => quadric(Matrix.zeros(2, 3), 1, random())).to.throw(ShapeError, "2 × 3 form");
  });
});
