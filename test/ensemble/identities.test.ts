import { expect } from "chai";
import {
  fixedData,
  identityDeviations,
  jointSymmetry,
  matrixTeacher,
  matrixUnit,
  quadratureData,
  symmetrisedCloud,
  teacherLaw,
} from "../../src/ensemble/index.js";
import { permutationRepresentation, symmetricGroup } from "../../src/groups/index.js";
import { Matrix, RandomStream } from "../../src/numerics/index.js";

describe("identityDeviations", () => {
  const unit = matrixUnit();
  const swap = permutationRepresentation(symmetricGroup(2));
  const symmetry = jointSymmetry(unit, swap, swap);
  const data = quadratureData(unit, teacherLaw(unit, matrixTeacher("arbitrary")), 6);
  const law = new Matrix(5, 4, RandomStream.fromSeed(3).normals(20));

  it("finds rounding where an identity holds, on data without symmetry", () => {
    const { driftGap, ...exact } = identityDeviations({ unit, symmetry, data }, law);
    expect(Math.max(...Object.values(exact))).to.be.at.most(1e-14);
    expect(driftGap).to.be.greaterThan(1e-2);
    // Jensen's inequality is strict where Φ is not equivariant.
    expect(exact.riskGap).to.be.lessThan(-1e-4);
  });

  it("finds no gap at all at a symmetric law", () => {
    const wi = symmetrisedCloud(law, symmetry.parameters).cloud;
    const { riskGap, driftGap } = identityDeviations({ unit, symmetry, data }, wi);
    expect(Math.abs(riskGap)).to.be.at.most(1e-14);
    expect(driftGap).to.be.at.most(1e-14);
  });

  it("sees a symmetry that the unit does not have", () => {
    const quarter = Matrix.fromRows([
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
      [1, 0, 0, 0],
    ]);
    const wrong = { ...symmetry, parameters: [Matrix.identity(4), quarter] };
    const { equivariance } = identityDeviations({ unit, symmetry: wrong, data }, law);
    expect(equivariance).to.be.greaterThan(1e-2);
  });

  it("gives R^FA − R^DA by hand at one particle and one point", () => {
    // z maps x = (1, 0) to (a, c) and its mirror (0, 1) to (b, d); y = (0, 0).
    const [a, b, c, d] = [0.3, -0.7, 1.1, 0.4].map((t) => 1 / (1 + Math.exp(-t)));
    const one = fixedData(Matrix.fromRows([[1, 0]]), Matrix.fromRows([[0, 0]]));
    const { riskGap } = identityDeviations(
      { unit, symmetry, data: one },
      Matrix.fromRows([[0.3, -0.7, 1.1, 0.4]]),
    );
    const averaged = ((a + d) / 2) ** 2 + ((b + c) / 2) ** 2;
    const augmented = (a ** 2 + c ** 2 + b ** 2 + d ** 2) / 2;
    expect(riskGap).to.be.closeTo(averaged - augmented, 1e-15);
  });
});
