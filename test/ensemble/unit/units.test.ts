import { expect } from "chai";
import {
  deepUnit,
  hiddenLayerUnit,
  jointSymmetry,
  matrixUnit,
  scalarUnit,
  type Unit,
  uvUnit,
} from "../../../src/ensemble/index.js";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  circleGroup,
  circleRepresentation,
  cyclicGroup,
  dihedralGroup,
  dihedralRepresentation,
  directSum,
  permutationRepresentation,
  regularRepresentation,
  signGroup,
  signRepresentation,
  symmetricGroup,
  trivialRepresentation,
} from "../../../src/groups/index.js";
import { RandomStream } from "../../../src/numerics/index.js";

const gaussian = {
  name: "exp(-(u-1)^2)",
  value: (u: number) => Math.exp(-((u - 1) ** 2)),
  derivative: (u: number) => -2 * (u - 1) * Math.exp(-((u - 1) ** 2)),
};

const units: Unit[] = [
  matrixUnit(),
  matrixUnit(3, 2, "tanh"),
  uvUnit(),
  uvUnit(3, 1),
  hiddenLayerUnit(2, 4, 3),
  hiddenLayerUnit(3, 2, 1, "sigmoid"),
  deepUnit([2, 3, 4, 2]),
  deepUnit([3, 2, 1], "sigmoid"),
  scalarUnit(1, gaussian),
  scalarUnit(3, gaussian),
];

describe("units", () => {
  for (const unit of units) {
    it(`${unit.name}: the pullback is the transposed Jacobian (central differences)`, () => {
      const random = RandomStream.fromSeed(11).split(unit.name);
      const x = random.normals(unit.inputDimension);
      const z = random.normals(unit.parameterDimension);
      const cotangent = random.normals(unit.outputDimension);
      const before = random.normals(unit.parameterDimension);
      const gradient = before.slice();
      unit.pullback(x, z, cotangent, gradient);
      const loss = (at: Float64Array): number => {
        const out = new Float64Array(unit.outputDimension);
        unit.value(x, at, out);
        return out.reduce((sum, y, k) => sum + y * cotangent[k], 0);
      };
      const h = 1e-5;
      for (let q = 0; q < z.length; q++) {
        const [up, down] = [z.slice(), z.slice()];
        up[q] += h;
        down[q] -= h;
        // The error of a central difference is h² f‴/6, about 1e-10 here, and rounding 1e-11.
        const expected = (loss(up) - loss(down)) / (2 * h);
        expect(Math.abs(gradient[q] - before[q] - expected)).to.be.below(1e-8);
      }
    });
  }

  it("matrix unit: hand-computed values", () => {
    // z = (0, ln 3; 0, 0), x = (5, 1): z x = (ln 3, 0), sigmoid = (3/4, 1/2).
    const out = new Float64Array(2);
    matrixUnit().value(Float64Array.of(5, 1), Float64Array.of(0, Math.log(3), 0, 0), out);
    expect(out[0]).to.be.closeTo(0.75, 1e-15);
    expect(out[1]).to.equal(0.5);
  });
});

describe("joint symmetry", () => {
  const swap = permutationRepresentation(symmetricGroup(2));

  it("gives the paper's E^G for the matrix unit: span of I and S", () => {
    const { projector, basis, weights } = jointSymmetry(matrixUnit(), swap, swap);
    expect(basis.columns).to.equal(2);
    expect(weights.length).to.equal(2);
    // P z = (z + S z S) / 2 for z = e_11: (e_11 + e_22) / 2.
    expect(Array.from(projector.apply([1, 0, 0, 0]))).to.deep.equal([0.5, 0, 0, 0.5]);
    expect(Array.from(projector.apply([0, 1, 0, 0]))).to.deep.equal([0, 0.5, 0.5, 0]);
  });

  it("gives E^G = {(a, a, b, b)} for the uv unit", () => {
    const { projector } = jointSymmetry(uvUnit(), swap, swap);
    expect(Array.from(projector.apply([1, 3, 5, 7]))).to.deep.equal([2, 2, 6, 6]);
  });

  it("accepts C_n, D_n, S_n, sign flips and SO(2) with units that are equivariant under them", () => {
    const cycle = regularRepresentation(cyclicGroup(4));
    const signs = signRepresentation(signGroup(2));
    const plane = circleRepresentation(circleGroup());
    const vertices = dihedralRepresentation(dihedralGroup(3));
    const points = permutationRepresentation(symmetricGroup(3));
    expect(jointSymmetry(matrixUnit(4, 4), cycle, cycle).basis.columns).to.equal(4);
    // (u, v) is fixed by all sign flips only at 0.
    expect(jointSymmetry(uvUnit(), signs, signs).basis.columns).to.equal(0);
    expect(jointSymmetry(uvUnit(), plane, plane, { points: 12 }).basis.columns).to.equal(0);
    const three = regularRepresentation(dihedralGroup(3));
    expect(
      jointSymmetry(hiddenLayerUnit(2, 6, 2), vertices, vertices, { hidden: [three] }).input.length,
    ).to.equal(6);
    const trivial = trivialRepresentation(points.group, 1);
    // Invariant two-layer sets: A has 2 invariants, b 1, W 2 and 1: counted by orbits of pairs.
    const deep = jointSymmetry(deepUnit([3, 3, 3, 1]), points, trivial, {
      hidden: [points, points],
    });
    expect(deep.basis.columns).to.equal(2 + 1 + 2 + 1 + 1);
  });

  it("refuses a unit that is not jointly equivariant, and says why", () => {
    const plane = circleRepresentation(circleGroup());
    expect(() => jointSymmetry(matrixUnit(), plane, plane, { points: 8 })).to.throw(
      DomainError,
      /not jointly equivariant.*permutations/,
    );
  });

  it("refuses wrong dimensions and missing hidden representations by name", () => {
    expect(() => jointSymmetry(matrixUnit(3, 2), swap, swap)).to.throw(
      ShapeError,
      "input representation of dimension 2",
    );
    expect(() => jointSymmetry(hiddenLayerUnit(2, 4, 2), swap, swap)).to.throw(
      DomainError,
      "needs a representation",
    );
    expect(() =>
      jointSymmetry(hiddenLayerUnit(2, 4, 2), swap, swap, {
        hidden: [directSum(swap, swap, swap)],
      }),
    ).to.throw(DomainError, "expected one of dimension 4");
    expect(() => deepUnit([2, 2])).to.throw(DomainError, "deepUnit");
    expect(() => matrixUnit(0, 2)).to.throw(DomainError, "0 inputs");
  });
});
