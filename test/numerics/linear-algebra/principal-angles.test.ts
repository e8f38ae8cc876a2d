import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { principalAngles } from "../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../src/numerics/matrix.js";
import { gaussian, orthogonal } from "./matrices.js";

/** Two spans in a turned basis, at the given angles: eᵢ against cos θᵢ eᵢ + sin θᵢ e_{k+i}. */
function planes(angles: number[], dimension: number): [Matrix, Matrix] {
  const k = angles.length;
  const [first, second] = [new Matrix(dimension, k), new Matrix(dimension, k)];
  angles.forEach((angle, i) => {
    first.data[i * k + i] = 1;
    second.data[i * k + i] = Math.cos(angle);
    second.data[(k + i) * k + i] = Math.sin(angle);
  });
  const Q = orthogonal(dimension, 3);
  return [Q.multiply(first), Q.multiply(second)];
}

describe("principalAngles", () => {
  it("finds angles that were put in, from 1e-12 to π/2", () => {
    const expected = [0, 1e-12, 1e-9, 1e-5, 0.3, Math.PI / 4, 1.2, Math.PI / 2 - 1e-9, Math.PI / 2];
    const [U, V] = planes(expected, 20);
    const { cosines, angles } = principalAngles(U, V);
    expected.forEach((angle, k) => {
      expect(angles[k]).closeTo(angle, 3e-15);
      expect(cosines[k]).closeTo(Math.cos(angle), 3e-15);
    });
  });

  it("does not depend on the columns that span", () => {
    const [U, V] = planes([1e-7, 0.5], 6);
    const mixed = U.multiply(
      Matrix.fromRows([
        [3, -50],
        [2, 0.01],
      ]),
    );
    const found = principalAngles(mixed, V).angles;
    expect(found[0]).closeTo(1e-7, 1e-14);
    expect(found[1]).closeTo(0.5, 1e-13);
  });

  it("gives min(dim U, dim V) angles and is symmetric", () => {
    const [U, V] = [gaussian(9, 2, 1), gaussian(9, 5, 2)];
    const [one, other] = [principalAngles(U, V).angles, principalAngles(V, U).angles];
    expect(one.length).equal(2);
    one.forEach((angle, k) => {
      expect(angle).closeTo(other[k], 1e-14);
    });
    const inside = principalAngles(V.multiply(gaussian(5, 2, 7)), V).angles;
    expect(Math.max(...inside)).below(1e-13);
  });

  it("answers for {0}: no angles", () => {
    expect(principalAngles(new Matrix(3, 0), Matrix.identity(3)).angles.length).equal(0);
    expect(principalAngles(new Matrix(3, 2), Matrix.identity(3)).cosines.length).equal(0);
  });

  it("refuses different spaces and NaN", () => {
    expect(() => principalAngles(new Matrix(3, 1), new Matrix(4, 1))).throw(
      ShapeError,
      "U has 3 rows and V has 4",
    );
    const U = new Matrix(1, 1, Float64Array.of(Number.NaN));
    expect(() => principalAngles(U, U)).throw(DomainError, "is NaN");
  });
});
