import { expect } from "chai";
import {
  average,
  ComplexMatrix,
  complexVectorOutput,
  Matrix,
  minimalFrame,
  minimalUnitaryFrame,
  RandomStream,
  specialUnitaryGroup,
  unitaryGroup,
} from "../../../../src/index.js";
import { normalCloud } from "../clouds.js";

function complexCloud(count: number, dimension: number, random: RandomStream): ComplexMatrix {
  return new ComplexMatrix(
    normalCloud(count, dimension, random),
    normalCloud(count, dimension, random),
  );
}

function relative(a: ComplexMatrix, b: ComplexMatrix): number {
  const size = Math.max(a.real.maxAbs(), a.imaginary.maxAbs(), b.real.maxAbs());
  const difference = Math.max(a.real.maxDifference(b.real), a.imaginary.maxDifference(b.imaginary));
  return size === 0 ? 0 : difference / size;
}

/** A model without symmetry; rows of d complex numbers. */
function plain(dimension: number, random: RandomStream): (z: ComplexMatrix) => ComplexMatrix {
  const first = complexCloud(dimension, 6, random);
  const last = complexCloud(6, dimension, random);
  return (z) => {
    const hidden = z.multiply(first);
    hidden.real.data.forEach((value, k) => {
      hidden.real.data[k] = Math.tanh(value + 0.2) + 0.1 * k;
      hidden.imaginary.data[k] = Math.tanh(hidden.imaginary.data[k] * value - 0.1);
    });
    return hidden.multiply(last);
  };
}

describe("minimalUnitaryFrame", () => {
  for (const special of [false, true]) {
    it(`is equivariant under ${special ? "SU" : "U"}(d) at every rank (traps 1, 2)`, () => {
      for (const dimension of [1, 2, 4]) {
        const group = special ? specialUnitaryGroup(dimension) : unitaryGroup(dimension);
        const frame = minimalUnitaryFrame(dimension, { special });
        for (let rank = 0; rank <= dimension; rank++) {
          for (let trial = 0; trial < 8; trial++) {
            const random = RandomStream.fromSeed(31).split(
              `${special} ${dimension} ${rank} ${trial}`,
            );
            const cloud = complexCloud(5, rank, random).multiply(
              complexCloud(rank, dimension, random),
            );
            const g = ComplexMatrix.fromRealForm(group.sample(random));
            const rotated = cloud.multiply(g.transpose());
            const [a, ...others] = frame.poses(cloud);
            const [b] = frame.poses(rotated);
            expect(others).to.have.length(0);
            expect(a.rank).equal(rank);
            expect(relative(a.form, b.form)).below(1e-12);
            expect(relative(a.form.multiply(a.element.transpose()), cloud)).below(1e-13);
            const averaged = average(plain(dimension, random), frame, complexVectorOutput);
            const expected = averaged(cloud).multiply(g.transpose());
            expect(relative(averaged(rotated), expected)).below(1e-12);
            // Trap 1 is a form of zeros: all of the cloud must be in it.
            const norm = (z: ComplexMatrix): number =>
              Math.hypot(z.real.frobeniusNorm(), z.imaginary.frobeniusNorm());
            expect(norm(a.form)).closeTo(norm(cloud), 1e-12 * norm(cloud));
          }
        }
      }
    });
  }

  it("does not jump where the phase of det passes π: the last axis alone takes it (trap 3)", () => {
    const frame = minimalUnitaryFrame(3, { special: true });
    const random = RandomStream.fromSeed(33);
    const cloud = complexCloud(4, 3, random);
    const [start] = frame.poses(cloud);
    // Rows 0 and 1 of the form do not depend on the phase of det at all, and the others do smoothly.
    let largest = 0;
    let previous = start.form;
    const steps = 400;
    for (let k = 0; k <= steps; k++) {
      const angle = (2 * Math.PI * k) / steps;
      // U(1) ∋ e^{iφ} on the last axis: det runs once around.
      const turn = new ComplexMatrix(
        Matrix.diagonal([1, 1, Math.cos(angle)]),
        Matrix.diagonal([0, 0, Math.sin(angle)]),
      );
      const [pose] = frame.poses(cloud.multiply(turn));
      largest = Math.max(largest, relative(pose.form, previous));
      previous = pose.form;
    }
    expect(largest).below(0.1);
    expect(relative(previous, start.form)).below(1e-13);
  });

  it("has det = 1 for SU, also on inputs whose axes have det = −1", () => {
    const frame = minimalUnitaryFrame(2, { special: true });
    const group = specialUnitaryGroup(2);
    const mirrored = new ComplexMatrix(
      Matrix.fromRows([
        [1, 0],
        [0, -1],
        [0.3, 0.4],
      ]),
    );
    for (let trial = 0; trial < 20; trial++) {
      const random = RandomStream.fromSeed(34).split(`${trial}`);
      const g = ComplexMatrix.fromRealForm(group.sample(random));
      const [a] = frame.poses(mirrored);
      const [b] = frame.poses(mirrored.multiply(g.transpose()));
      expect(relative(a.form, b.form)).below(1e-13);
      const u = b.element;
      const [p, q, r, s] = [u.at(0, 0), u.at(0, 1), u.at(1, 0), u.at(1, 1)];
      expect(p[0] * s[0] - p[1] * s[1] - q[0] * r[0] + q[1] * r[1]).closeTo(1, 1e-14);
      expect(p[0] * s[1] + p[1] * s[0] - q[0] * r[1] - q[1] * r[0]).closeTo(0, 1e-14);
    }
  });

  it("takes a phase out of every row under U(1)", () => {
    const cloud = new ComplexMatrix(Matrix.fromRows([[0], [3]]), Matrix.fromRows([[2], [1]]));
    const [{ form }] = minimalUnitaryFrame(1).poses(cloud);
    // i·2 ↦ 2; 3 + i ↦ (3 + i)(−i) = 1 − 3i.
    expect(form.real.toRows()).deep.equal([[2], [1]]);
    expect(form.imaginary.toRows()).deep.equal([[0], [-3]]);
  });

  it("agrees with the catalogue's real points", () => {
    const random = RandomStream.fromSeed(35);
    const cloud = complexCloud(4, 3, random);
    const real = new Matrix(4, 6);
    for (let i = 0; i < 4; i++) {
      real.row(i).set(cloud.real.row(i));
      real.row(i).set(cloud.imaginary.row(i), 3);
    }
    const [a] = minimalUnitaryFrame(3).poses(cloud);
    const [b] = minimalFrame(unitaryGroup(3)).poses(real);
    expect(b.element.maxDifference(a.element.realForm())).equal(0);
    for (let i = 0; i < 4; i++) {
      for (let k = 0; k < 3; k++) {
        expect([b.form.at(i, k), b.form.at(i, 3 + k)]).deep.equal([...a.form.at(i, k)]);
      }
    }
  });

  it("gives samples of the stabiliser that leave the form alone, and reports it", () => {
    const random = RandomStream.fromSeed(36);
    for (const special of [false, true]) {
      const frame = minimalUnitaryFrame(3, { special });
      const cloud = complexCloud(4, 1, random).multiply(complexCloud(1, 3, random));
      const [{ form, stabiliser }] = frame.poses(cloud);
      const s = ComplexMatrix.fromRealForm(stabiliser.group().sample(random));
      expect(relative(form.multiply(s.transpose()), form)).below(1e-14);
      const report = frame.inspect(cloud);
      expect(report.stabiliser.description).equal(`${special ? "SU" : "U"}(2) on the complement`);
      expect(report.rank).equal(1);
      expect(report.conditioning).within(1, 100);
    }
  });

  it("refuses what is no complex cloud", () => {
    const frame = minimalUnitaryFrame(2);
    expect(() => frame.poses(Matrix.zeros(2, 2) as never)).to.throw(/ComplexMatrix/);
    expect(() => frame.poses(new ComplexMatrix(Matrix.zeros(2, 3)))).to.throw(/expected 2 columns/);
    const bad = new ComplexMatrix(Matrix.zeros(2, 2));
    bad.imaginary.data[3] = Number.NaN;
    expect(() => frame.poses(bad)).to.throw(/imaginary part.*\(1, 1\) is NaN/);
    expect(() => new ComplexMatrix(Matrix.zeros(2, 2), Matrix.zeros(2, 3))).to.throw(/one shape/);
  });
});
