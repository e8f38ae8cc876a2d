import { expect } from "chai";
import { Matrix, matrixFormula } from "../../../src/index.js";

describe("matrixFormula", () => {
  it("writes rows between pmatrix, numbers to three digits, rounding as 0", () => {
    const matrix = Matrix.fromRows([
      [1, -Math.SQRT1_2],
      [3e-17, -0],
    ]);
    expect(matrixFormula(matrix)).to.equal("\\begin{pmatrix} 1 & -0.707 \\\\ 0 & 0 \\end{pmatrix}");
  });

  it("writes powers of ten as such, and a matrix of zeros", () => {
    expect(matrixFormula(Matrix.fromRows([[2.5e-9, 1.5e25]]), 2)).to.equal(
      "\\begin{pmatrix} 0 & 1.5 \\cdot 10^{25} \\end{pmatrix}",
    );
    expect(matrixFormula(Matrix.fromRows([[2.5e-9, 0]]), 2)).to.equal(
      "\\begin{pmatrix} 2.5 \\cdot 10^{-9} & 0 \\end{pmatrix}",
    );
    expect(matrixFormula(Matrix.zeros(1))).to.equal("\\begin{pmatrix} 0 \\end{pmatrix}");
  });
});
