import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  areaUnderCurve,
  Matrix,
  mean,
  quantile,
  RandomStream,
} from "../../../src/numerics/index.js";
import {
  backgroundJet,
  invariantMass,
  jetMomenta,
  type Momentum,
  partonShower,
  TOP_MASS,
  topDecay,
  topJet,
  topJets,
  W_MASS,
} from "../../../src/worlds/jets/index.js";

const COUNT = 3000;
const jets = (draw: (random: RandomStream) => Matrix, name: string) =>
  Array.from({ length: COUNT }, (_, k) => draw(RandomStream.fromSeed(11).split(name).split(k)));
const tops = jets(topJet, "top");
const others = jets(backgroundJet, "background");
const massOf = (parts: readonly Momentum[]): number => {
  const sum = [0, 1, 2].map((k) => parts.reduce((total, p) => total + p[k], 0));
  const energy = parts.reduce((total, p) => total + Math.hypot(...p), 0);
  return Math.sqrt(energy ** 2 - Math.hypot(...sum) ** 2);
};

describe("worlds/jets", () => {
  // The statistics that the classes were made to have, by another program of the same law.
  it("has 29 and 19 constituents in the mean, and median masses of 118 and 177 GeV", () => {
    expect(mean(others.map((jet) => jet.rows))).closeTo(29, 1.5);
    expect(mean(tops.map((jet) => jet.rows))).closeTo(19, 0.7);
    expect(quantile(others.map(invariantMass), 0.5)).closeTo(118, 6);
    expect(quantile(tops.map(invariantMass), 0.5)).closeTo(177, 2);
  });

  for (const [name, observable, published] of [
    ["mass", invariantMass, 0.69],
    ["−|mass − 160|", (jet: Matrix) => -Math.abs(invariantMass(jet) - 160), 0.74],
    ["multiplicity", (jet: Matrix) => jet.rows, 0.41],
  ] as const) {
    it(`${name} separates the classes with an area of ${published}`, () => {
      const area = areaUnderCurve(tops.map(observable), others.map(observable));
      // The standard error of an area of two samples of 3000 is below 0.0075.
      expect(area).closeTo(published, 0.025);
    });
  }

  it("constituents are massless, hard enough, near the axis, the hardest first", () => {
    for (const jet of [...tops.slice(0, 100), ...others.slice(0, 100)]) {
      let before = Number.POSITIVE_INFINITY;
      for (let i = 0; i < jet.rows; i++) {
        const [energy, x, y, z] = jet.row(i);
        expect(Math.abs(energy ** 2 - x * x - y * y - z * z)).below(1e-14 * energy ** 2);
        const transverse = Math.hypot(x, y);
        expect(transverse).within(0.5, before);
        before = transverse;
      }
      expect(jet.rows).within(1, 60);
    }
  });

  it("a top's decay keeps momentum, energy and both masses", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0, 1, 600, 2000), (seed, size) => {
        const random = RandomStream.fromSeed(seed);
        const [b, q, antiquark] = topDecay([size, -2 * size, size / 3], random);
        [size, -2 * size, size / 3].forEach((p, k) => {
          expect(b[k] + q[k] + antiquark[k]).closeTo(p, 1e-9);
        });
        expect(massOf([b, q, antiquark])).closeTo(TOP_MASS, 1e-6);
        expect(massOf([q, antiquark])).closeTo(W_MASS, 1e-6);
        for (const p of [b, q, antiquark]) expect(Math.hypot(...p)).above(0);
      }),
      { numRuns: 30 },
    );
  });

  it("a shower keeps the momentum, and what is soft stays whole", () => {
    const random = RandomStream.fromSeed(2);
    const momentum: Momentum = [300, 400, -120];
    for (let k = 0; k < 20; k++) {
      const parts = partonShower({ momentum, angle: 0.8, colour: 2.25 }, random);
      momentum.forEach((p, axis) => {
        expect(parts.reduce((sum, part) => sum + part[axis], 0)).closeTo(p, 1e-10);
      });
    }
    expect(partonShower({ momentum: [1, 2, 0], angle: 0.8, colour: 1 }, random)).length(1);
    expect(partonShower({ momentum, angle: 0.01, colour: 1 }, random)).length(1);
  });

  it("data: zeros after the constituents, half of each kind, a jet by its number alone", () => {
    const data = topJets(400, { seed: 3 });
    const share = data.labels.reduce((sum, label) => sum + label, 0) / 400;
    expect(share).closeTo(0.5, 0.1);
    const jet = jetMomenta(data, 399);
    expect(jet.rows).equal(data.constituents[399]);
    const rest = data.momenta.subarray(399 * 240 + 4 * jet.rows);
    expect(rest.every((value) => value === 0)).equal(true);
    const fewer = topJets(5, { seed: 3 });
    expect(fewer.momenta).deep.equal(data.momenta.slice(0, 5 * 240));
    expect(topJets(5, { seed: 3, part: "test" }).momenta).not.deep.equal(fewer.momenta);
    expect(topJets(9, { topShare: 1 }).labels.every((label) => label === 1)).equal(true);
    expect(() => jetMomenta(data, 400)).throw(DomainError, "399");
    expect(() => invariantMass(Matrix.identity(3))).throw(ShapeError, "got 3 columns");
    expect(() => topJets(-1)).throw(DomainError, "-1 jets");
    expect(() => topJets(1, { topShare: 2 })).throw(DomainError, "topShare");
  });
});
