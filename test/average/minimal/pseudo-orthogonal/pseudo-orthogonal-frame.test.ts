import { expect } from "chai";
import {
  Matrix,
  type MatrixLieGroup,
  minimalFrame,
  minimalPseudoOrthogonalFrame,
  pseudoOrthogonalGroup,
  RandomStream,
  vectorOutput,
} from "../../../../src/index.js";
import { defect, moved, normalCloud, plainModel, relative } from "../clouds.js";

const ALL = ["all", "special", "identity"] as const;

/** Boost by β (3 components uniform in ±0.99, |β| < 0.99) after a rotation of the group's. */
function strongLorentz(group: MatrixLieGroup, random: RandomStream): Matrix {
  let beta = new Float64Array(3);
  do beta = Float64Array.from({ length: 3 }, () => 1.98 * random.uniform() - 0.99);
  while (Math.hypot(...beta) >= 0.99);
  const square = beta.reduce((sum, b) => sum + b * b, 0);
  const gamma = 1 / Math.sqrt(1 - square);
  const boost = Matrix.identity(4);
  boost.data[0] = gamma;
  for (let i = 0; i < 3; i++) {
    boost.data[i + 1] = gamma * beta[i];
    boost.data[4 * (i + 1)] = gamma * beta[i];
    for (let j = 0; j < 3; j++) {
      boost.data[4 * (i + 1) + j + 1] += ((gamma - 1) * beta[i] * beta[j]) / square;
    }
  }
  // The group's own draw is a rotation times a moderate boost.
  return boost.multiply(group.sample(random));
}

/** Momenta of the given mass, energies first, along random directions. */
function momenta(count: number, mass: number, random: RandomStream): Matrix {
  const out = new Matrix(count, 4);
  for (let i = 0; i < count; i++) {
    const p = random.normals(3).map((x) => 3 * x);
    out.row(i).set([Math.hypot(mass, ...p), ...p]);
  }
  return out;
}

describe("minimalPseudoOrthogonalFrame", () => {
  for (const mass of [0, 0.1, 1]) {
    it(`is exact to 1e-10 on 32 particles of mass ${mass}, |β| < 0.99`, () => {
      // The reference discards squares up to 0.01: it keeps none of these at mass 0, and
      // fails by 1 at mass 0.1. Equal masses tie in every invariant of one particle.
      for (const components of ALL) {
        const group = pseudoOrthogonalGroup(1, 3, { components });
        for (const first of ["momentum", "pivots"] as const) {
          const frame = minimalPseudoOrthogonalFrame(1, 3, { components, first });
          for (let trial = 0; trial < 10; trial++) {
            const random = RandomStream.fromSeed(3).split(`${components} ${first} ${trial}`);
            const cloud = momenta(32, mass, random);
            const g = strongLorentz(group, random);
            const model = plainModel(4, random);
            expect(defect(group, g, cloud, model, frame, vectorOutput)).below(1e-10);
            const [a] = frame.poses(cloud);
            const [b] = frame.poses(moved(group, g, cloud));
            expect(a.rank).equal(4);
            expect(relative(a.form, b.form)).below(1e-10);
          }
        }
      }
    });
  }

  it("puts the total momentum at rest", () => {
    const random = RandomStream.fromSeed(6);
    const cloud = momenta(9, 0, random);
    const [{ form }] = minimalFrame(pseudoOrthogonalGroup(1, 3)).poses(cloud);
    const total = [0, 1, 2, 3].map((k) => form.column(k).reduce((sum, x) => sum + x, 0));
    const raw = [0, 1, 2, 3].map((k) => cloud.column(k).reduce((sum, x) => sum + x, 0));
    const mass = Math.sqrt(raw[0] ** 2 - raw[1] ** 2 - raw[2] ** 2 - raw[3] ** 2);
    expect(total[0]).closeTo(mass, 1e-12 * mass);
    for (const k of [1, 2, 3]) expect(total[k]).closeTo(0, 1e-12 * mass);
  });

  it("keeps the arrow of time under SO⁺ and loses it under O", () => {
    const random = RandomStream.fromSeed(6);
    const cloud = momenta(5, 1, random);
    const past = cloud.scale(-1);
    const energy = (components: (typeof ALL)[number], points: Matrix): number =>
      minimalPseudoOrthogonalFrame(1, 3, { components }).poses(points)[0].form.at(0, 0);
    expect(energy("identity", cloud)).above(0);
    expect(energy("identity", past)).below(0);
    expect(energy("all", past)).above(0);
    expect(energy("special", past)).above(0);
  });

  it("survives residuals that become light-like though no point is", () => {
    // x_0 = e_t, x_1 = (1, 1, 0, 0) + e_y: after e_y both remainders are light-like or time-like.
    const group = pseudoOrthogonalGroup(1, 3, { components: "all" });
    const cloud = Matrix.fromRows([
      [0, 0, 1, 0],
      [1, 1, 1, 0],
      [2, 2, -1, 0],
    ]);
    const frame = minimalPseudoOrthogonalFrame(1, 3, { first: "pivots" });
    for (let trial = 0; trial < 10; trial++) {
      const random = RandomStream.fromSeed(30).split(`${trial}`);
      const g = group.sample(random);
      const model = plainModel(4, random);
      const [pose] = frame.poses(cloud);
      expect(pose.rank).equal(2);
      expect(defect(group, g, cloud, model, frame, vectorOutput)).below(1e-10);
    }
  });

  it("does not tie on whole numbers, nor on whole multiples of one light ray", () => {
    const group = pseudoOrthogonalGroup(1, 3, { components: "all" });
    for (const first of ["momentum", "pivots"] as const) {
      const frame = minimalPseudoOrthogonalFrame(1, 3, { first });
      for (let trial = 0; trial < 150; trial++) {
        const random = RandomStream.fromSeed(45).split(`${first} ${trial}`);
        const whole = Float64Array.from({ length: 16 }, () => random.integer(5) - 2);
        const ray = momenta(2, 0, random);
        const rays = Matrix.fromRows([
          ...[1, 2, 3].map((factor) => ray.row(0).map((x) => factor * x)),
          ray.row(1),
        ]);
        for (const cloud of [new Matrix(4, 4, whole), rays]) {
          const [a] = frame.poses(cloud);
          const [b] = frame.poses(moved(group, strongLorentz(group, random), cloud));
          expect(b.rank).equal(a.rank);
          expect(relative(a.form, b.form), cloud.toString()).below(1e-9);
        }
      }
    }
  });

  it("takes either signature for one time axis: (3, 1) is (1, 3) with the signs turned", () => {
    const random = RandomStream.fromSeed(9);
    const cloud = momenta(6, 0.3, random);
    const turned = new Matrix(6, 4);
    for (let i = 0; i < 6; i++) turned.row(i).set([...cloud.row(i).subarray(1), cloud.at(i, 0)]);
    const [a] = minimalPseudoOrthogonalFrame(1, 3).poses(cloud);
    const [b] = minimalPseudoOrthogonalFrame(3, 1).poses(turned);
    for (let i = 0; i < 6; i++) {
      expect(b.form.at(i, 3)).closeTo(a.form.at(i, 0), 1e-12);
      for (const k of [0, 1, 2]) expect(b.form.at(i, k)).closeTo(a.form.at(i, k + 1), 1e-12);
    }
  });

  it("refuses options and data that mean nothing", () => {
    expect(() => minimalPseudoOrthogonalFrame(0, 3)).to.throw(/p 0/);
    expect(() => minimalPseudoOrthogonalFrame(1, 3, { first: "last" as never })).to.throw(/"last"/);
    const frame = minimalPseudoOrthogonalFrame(1, 3);
    const bad = normalCloud(3, 4, RandomStream.fromSeed(1));
    bad.data[7] = Number.POSITIVE_INFINITY;
    expect(() => frame.poses(bad)).to.throw(/coordinate 3 of point 1 is Infinity/);
  });
});
