import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  ComplexMatrix,
  complexSchur,
  Matrix,
  matrixExponential,
  matrixLogarithm,
  RandomStream,
} from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(5);
const normal = (n: number) => new Matrix(n, n, random.normals(n * n));
const relative = (a: Matrix, b: Matrix) => a.subtract(b).frobeniusNorm() / b.frobeniusNorm();

describe("numerics/matrix-functions/matrix-logarithm", () => {
  it("takes logarithms of diagonal matrices entry by entry, over all sizes of numbers", () => {
    const entries = [1e-200, 1e-5, 1, 1 + 1e-12, 3, 1e150];
    const log = matrixLogarithm(Matrix.diagonal(entries));
    entries.forEach((x, k) => {
      const exact = x === 1 + 1e-12 ? Math.log1p(entries[3] - 1) : Math.log(x);
      expect(Math.abs(log.at(k, k) - exact)).to.be.at.most(4e-16 * Math.abs(exact));
    });
  });

  it("agrees with log(1 + x) all over the disc where the approximant is used alone", () => {
    for (const x of [0.26, -0.26, 0.1, -0.1, 1e-3, -1e-8]) {
      const log = matrixLogarithm(new Matrix(1, 1, Float64Array.of(1 + x)));
      const exact = Math.log1p(1 + x - 1);
      expect(log.at(0, 0) / exact).to.be.closeTo(1, 1e-15);
    }
  });

  it("is φJ for the rotation by φ, up to π", () => {
    for (const phi of [1e-9, 0.3, 2, 3, Math.PI - 1e-5]) {
      const [c, s] = [Math.cos(phi), Math.sin(phi)];
      const log = matrixLogarithm(
        Matrix.fromRows([
          [c, -s],
          [s, c],
        ]),
      );
      expect(log.at(1, 0)).to.be.closeTo(phi, 1e-14);
      expect(log.at(0, 1)).to.be.closeTo(-phi, 1e-14);
      expect(Math.abs(log.at(0, 0))).to.be.below(1e-15);
    }
  });

  it("is log λ I + N/λ − N²/2λ² + … for a Jordan block λ + N", () => {
    for (const lambda of [0.01, 1, 7]) {
      const jordan = Matrix.identity(4).scale(lambda);
      for (let k = 0; k < 3; k++) jordan.data[k * 4 + k + 1] = 1;
      const log = matrixLogarithm(jordan);
      for (let i = 0; i < 4; i++) {
        for (let j = 0; j < 4; j++) {
          const d = j - i;
          const exact =
            d < 0 ? 0 : d === 0 ? Math.log(lambda) : (d % 2 === 1 ? 1 : -1) / (d * lambda ** d);
          expect(Math.abs(log.at(i, j) - exact)).to.be.at.most(
            2e-15 * Math.max(1, Math.abs(exact)),
          );
        }
      }
    }
  });

  it("undoes exp for eigenvalues in the strip, from norm 1e-10 to 3", () => {
    for (const n of [1, 2, 3, 6, 10]) {
      for (const size of [1e-10, 1e-5, 0.01, 1, 3]) {
        const draw = normal(n);
        const A = draw.scale(size / draw.frobeniusNorm());
        // exp carries rounding of size u·‖exp A‖ into an A that may be much smaller than I.
        const error = matrixLogarithm(matrixExponential(A)).subtract(A).frobeniusNorm();
        expect(error).to.be.below(1e-13 * Math.max(1, Math.exp(2 * size)));
      }
    }
  });

  it("keeps the digits of a small logarithm: log (I + N) = N − N²/2 for N³ = 0", () => {
    // N = x yᵀ + y zᵀ for orthogonal x, y, z, entries exact in binary.
    const N = Matrix.fromRows([
      [0, 1, 3],
      [0, 0, 1],
      [0, 0, 0],
    ]);
    const basis = Matrix.fromRows([
      [1, 1, 0],
      [-1, 1, 0],
      [0, 0, 2],
    ]);
    const back = Matrix.fromRows([
      [0.5, -0.5, 0],
      [0.5, 0.5, 0],
      [0, 0, 0.5],
    ]);
    for (const power of [-3, -20, -40]) {
      const small = basis
        .multiply(N)
        .multiply(back)
        .scale(2 ** power);
      const exact = small.add(small.multiply(small), -0.5);
      const log = matrixLogarithm(Matrix.identity(3).add(small));
      expect(log.maxDifference(exact) / exact.maxAbs()).to.be.below(1e-15);
    }
  });

  it("is undone by exp, to rounding times the size of the logarithm", () => {
    for (const n of [2, 3, 5, 9]) {
      for (let k = 0; k < 10; k++) {
        const draw = normal(n);
        const A = draw
          .multiply(draw.transpose())
          .add(Matrix.identity(n), 0.1)
          .add(draw.subtract(draw.transpose()), 0.3);
        expect(relative(matrixExponential(matrixLogarithm(A)), A)).to.be.below(2e-13);
      }
    }
  });

  it("keeps the far corner of a graded triangular matrix", () => {
    // log (1, b; 0, 2) = (0, b log 2; 0, log 2), whatever the size of b.
    for (const b of [1e-12, 1, 1e6, 1e12]) {
      const log = matrixLogarithm(new Matrix(2, 2, Float64Array.of(1, b, 0, 2)));
      expect(log.at(0, 1) / (b * Math.LN2)).to.be.closeTo(1, 1e-15);
      expect(log.at(1, 1)).to.be.closeTo(Math.LN2, 1e-16);
    }
  });

  it("refuses negative eigenvalues, singular matrices and wrong input", () => {
    const refuses = (rows: number[][], message: RegExp) =>
      expect(() => matrixLogarithm(Matrix.fromRows(rows))).to.throw(DomainError, message);
    refuses([[-2]], /eigenvalue -2 lies on the negative real axis/);
    refuses([[0]], /singular/);
    refuses(
      [
        [-1, 0],
        [0, -1],
      ],
      /negative real axis/,
    );
    refuses(
      [
        [0, 1],
        [1, 0],
      ],
      /negative real axis/,
    );
    refuses(
      [
        [1, 2],
        [2, 4],
      ],
      /singular/,
    );
    // A Jordan block of −1 in another basis: its eigenvalues split by √ε, off the axis.
    refuses(
      [
        [-3, 4],
        [-1, 1],
      ],
      /negative real axis/,
    );
    expect(() => matrixLogarithm(new Matrix(1, 1, Float64Array.of(Number.NaN)))).to.throw(
      DomainError,
      /NaN/,
    );
    expect(() => matrixLogarithm(Matrix.zeros(1, 2))).to.throw(ShapeError);
  });
});

describe("numerics/matrix-functions/matrix-logarithm of any scale", () => {
  it("adds k log 2 to the diagonal for 2ᵏ A", () => {
    const A = Matrix.fromRows([
      [2, 1],
      [0.5, 3],
    ]);
    const base = matrixLogarithm(A);
    for (const k of [-1050, -600, 600, 1020]) {
      const expected = base.add(Matrix.identity(2), k * Math.LN2);
      const found = matrixLogarithm(A.scale(2 ** k));
      // 2^−1050 keeps 24 bits.
      expect(found.maxDifference(expected)).to.be.below(k < -1000 ? 1e-6 : 1e-12);
    }
  });
});

describe("numerics/matrix-functions/complex-schur", () => {
  it("is A = U T U* with U unitary and T triangular, for real and complex matrices", () => {
    for (const n of [1, 2, 3, 8, 20]) {
      for (const imaginary of [Matrix.zeros(n), normal(n)]) {
        const A = new ComplexMatrix(normal(n), imaginary);
        const { vectors, triangle } = complexSchur(A);
        const product = vectors.multiply(triangle).multiply(vectors.conjugateTranspose());
        expect(product.real.maxDifference(A.real)).to.be.below(1e-13);
        expect(product.imaginary.maxDifference(A.imaginary)).to.be.below(1e-13);
        const unit = vectors.conjugateTranspose().multiply(vectors);
        expect(unit.real.maxDifference(Matrix.identity(n))).to.be.below(1e-13);
        expect(unit.imaginary.maxAbs()).to.be.below(1e-13);
        for (let i = 1; i < n; i++) {
          for (let j = 0; j < i; j++) expect(triangle.at(i, j)).to.deep.equal([0, 0]);
        }
      }
    }
  });

  it("finds the n-th roots of unity of a cyclic shift", () => {
    const n = 7;
    const shift = Matrix.zeros(n);
    for (let i = 0; i < n; i++) shift.data[i * n + ((i + 1) % n)] = 1;
    const { triangle } = complexSchur(shift);
    const phases = Array.from({ length: n }, (_, k) => {
      const [re, im] = triangle.at(k, k);
      expect(Math.hypot(re, im)).to.be.closeTo(1, 1e-14);
      return (Math.atan2(im, re) * n) / (2 * Math.PI);
    }).sort((a, b) => a - b);
    phases.forEach((phase, k) => {
      expect(phase).to.be.closeTo(k - 3, 1e-13);
    });
  });
});
