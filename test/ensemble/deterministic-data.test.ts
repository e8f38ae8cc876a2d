import { expect } from "chai";
import {
  fixedData,
  matrixTeacher,
  matrixUnit,
  quadratureData,
  symmetrisedData,
  teacherLaw,
} from "../../src/ensemble/index.js";
import { DomainError } from "../../src/errors.js";
import { Matrix } from "../../src/numerics/index.js";
import { swapSymmetry } from "./examples.js";

describe("deterministic data", () => {
  const unit = matrixUnit();

  it("quadrature has the moments of the teacher's Gaussian", () => {
    const factor = Matrix.fromRows([
      [2, 0],
      [1, 3],
    ]);
    const law = teacherLaw(unit, matrixTeacher("arbitrary"), { mean: [1, -2], factor });
    const { inputs, weights } = quadratureData(unit, law, 6);
    const moment = (f: (x: number, y: number) => number) =>
      weights.reduce((sum, w, s) => sum + w * f(inputs.at(s, 0), inputs.at(s, 1)), 0);
    expect(inputs.rows).to.equal(36);
    expect(moment(() => 1)).to.be.closeTo(1, 1e-14);
    expect(moment((x) => x)).to.be.closeTo(1, 1e-13);
    // Covariance L Lᵀ = (4, 2; 2, 10); fourth central moment of x: 3 · 4².
    expect(moment((x, y) => (x - 1) * (y + 2))).to.be.closeTo(2, 1e-13);
    expect(moment((_, y) => (y + 2) ** 2)).to.be.closeTo(10, 1e-12);
    expect(moment((x) => (x - 1) ** 4)).to.be.closeTo(48, 1e-11);
  });

  it("refuses grids that are too large", () => {
    const law = teacherLaw(unit, matrixTeacher("arbitrary"));
    expect(() => quadratureData(unit, law, 400)).to.throw(DomainError, "160000 nodes");
  });

  it("symmetrised data are the orbits with shared weights", () => {
    const points = fixedData(Matrix.fromRows([[1, 2]]), Matrix.fromRows([[3, 4]]));
    const { inputs, outputs, weights } = symmetrisedData(points, swapSymmetry);
    const rows = inputs.toRows().map((row, s) => [...row, ...outputs.row(s), weights[s]]);
    expect(rows).to.have.deep.members([
      [1, 2, 3, 4, 0.5],
      [2, 1, 4, 3, 0.5],
    ]);
  });
});
