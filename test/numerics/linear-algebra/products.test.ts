import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { crossProduct, product } from "../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../src/numerics/matrix.js";
import { onEachBackend } from "./backends.js";
import { gaussian } from "./matrices.js";

/** A matrix of small whole numbers, whose products are exact in any order. */
function whole(rows: number, columns: number, seed: number): Matrix {
  return new Matrix(
    rows,
    columns,
    gaussian(rows, columns, seed).data.map((x) => Math.round(9 * x)),
  );
}

onEachBackend("product and crossProduct", () => {
  it("are exact on whole numbers, small and large, of any shape", () => {
    for (const [m, p, n] of [
      [1, 1, 1],
      [3, 4, 2],
      [1, 200, 1],
      [200, 1, 300],
      [65, 43, 71],
      [130, 257, 98],
    ]) {
      const [A, B] = [whole(m, p, 1), whole(p, n, 2)];
      const expected = A.multiply(B).data;
      expect(product(A, B).data).deep.equal(expected);
      expect(crossProduct(A.transpose(), B).data).deep.equal(expected);
    }
  });

  it("answer for empty matrices", () => {
    expect([...product(new Matrix(2, 0), new Matrix(0, 2)).data]).deep.equal([0, 0, 0, 0]);
    expect(crossProduct(new Matrix(0, 3), new Matrix(0, 2)).rows).equal(3);
    expect(product(new Matrix(0, 3), new Matrix(3, 2)).rows).equal(0);
  });

  it("refuse shapes that do not fit and NaN by name", () => {
    expect(() => product(new Matrix(2, 3), new Matrix(2, 3))).throw(
      ShapeError,
      "product: A is 2 × 3 and B is 2 × 3",
    );
    expect(() => crossProduct(new Matrix(2, 3), new Matrix(3, 3))).throw(
      ShapeError,
      "crossProduct",
    );
    const bad = new Matrix(1, 1, Float64Array.of(Number.NaN));
    expect(() => product(bad, bad)).throw(DomainError, "product: A(0, 0) is NaN");
  });
});
