import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { DomainError, EnvironmentError } from "../../../../src/errors.js";
import { linearAlgebra } from "../../../../src/numerics/linear-algebra/backend/backend.js";
import {
  type LinearAlgebraName,
  linearAlgebraBackends,
  nullSpace,
  principalAngles,
  qrWithColumnPivoting,
  singularValueDecomposition,
  singularValues,
  symmetricEigen,
  useLinearAlgebra,
} from "../../../../src/numerics/linear-algebra/index.js";
import { Matrix } from "../../../../src/numerics/matrix.js";
import { withBackend } from "../backends.js";
import { gaussian, geometric, orthonormalityError, withSingularValues } from "../matrices.js";

const SHAPES = [
  [1, 1],
  [3, 3],
  [40, 40],
  [90, 90],
  [80, 12],
  [12, 80],
];

describe("the linear algebra backend", () => {
  it("is Eigen unless another was asked for", () => {
    useLinearAlgebra("eigen");
    expect(linearAlgebra().name).equal("eigen");
    expect(linearAlgebraBackends()[0]).include({ name: "eigen", opens: true });
  });

  it("refuses names that it does not know", () => {
    expect(() => useLinearAlgebra("mkl" as LinearAlgebraName)).throw(DomainError, '"mkl"');
  });

  it("gives the same bits whatever was computed before", () => {
    const A = gaussian(61, 47, 5);
    const S = A.multiply(A.transpose());
    const compute = () => {
      const { U, values, V } = singularValueDecomposition(A);
      const eigen = symmetricEigen(S);
      const { Q, R } = qrWithColumnPivoting(A);
      return [U.data, values, V.data, eigen.values, eigen.vectors.data, Q.data, R.data];
    };
    const before = compute();
    for (const n of [1, 3, 130, 7]) nullSpace(gaussian(n, n + 2, n));
    expect(compute()).deep.equal(before);
  });

  it("says how large a matrix is that does not fit, and goes on", () => {
    const wide = new Matrix(1, 40_000, new Float64Array(40_000).fill(1));
    expect(() => nullSpace(wide)).throw(EnvironmentError, "1 × 40000 matrix does not fit");
    expect(singularValues(wide)[0]).closeTo(200, 1e-11);
  });
});

describe("the environment's choice of backend", () => {
  const index = new URL("../../../../src/numerics/linear-algebra/index.js", import.meta.url);

  /** What a fresh process prints with these variables set. */
  function runWith(variables: Record<string, string>, expression: string): string {
    const program = `import * as L from ${JSON.stringify(index.href)};
      try { console.log(${expression}); } catch (e) { console.log(e.name, e.message); }`;
    return execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
      env: { ...process.env, ...variables },
      encoding: "utf8",
    });
  }

  it("says what to do when LAPACK is asked for and does not open", () => {
    const variables = { INTERTWINE_LAPACK: "libnone.so", INTERTWINE_LINEAR_ALGEBRA: "lapack" };
    const text = runWith(
      variables,
      "L.nullSpace({ rows: 1, columns: 1, data: Float64Array.of(1) })",
    );
    expect(text).match(
      /^EnvironmentError .*libnone\.so.*Install OpenBLAS.*useLinearAlgebra\("eigen"\)/,
    );
    const listed = runWith(variables, "JSON.stringify(L.linearAlgebraBackends())");
    expect(JSON.parse(listed).map((backend: { opens: boolean }) => backend.opens)).deep.equal([
      true,
      false,
    ]);
  });

  it("refuses a name that it does not know", () => {
    const variables = { INTERTWINE_LINEAR_ALGEBRA: "openblas" };
    const text = runWith(variables, "L.rank({ rows: 1, columns: 1, data: Float64Array.of(1) })");
    expect(text).match(/^DomainError .*"openblas".*expected "eigen" or "lapack"/);
  });
});

describe("LAPACK against Eigen", () => {
  const lapack = linearAlgebraBackends()[1];
  before(function () {
    if (!lapack.opens) {
      console.log(`      skipped: ${lapack.detail}`);
      this.skip();
    }
  });

  it("gives the same singular values, with vectors that satisfy the law", () => {
    for (const [rows, columns] of SHAPES) {
      const A = gaussian(rows, columns, 9);
      const expected = singularValues(A);
      const largest = expected[0];
      for (const thin of [true, false]) {
        const found = withBackend("lapack", () => singularValueDecomposition(A, { thin }));
        found.values.forEach((value, k) => {
          expect(value).closeTo(expected[k], 1e-10 * largest);
        });
        expect(orthonormalityError(found.U)).below(1e-13);
        expect(orthonormalityError(found.V)).below(1e-13);
        const middle = new Matrix(found.U.columns, found.V.columns);
        found.values.forEach((value, k) => {
          middle.data[k * middle.columns + k] = value;
        });
        const product = found.U.multiply(middle).multiply(found.V.transpose());
        expect(product.maxDifference(A)).below(1e-12 * largest);
      }
      withBackend("lapack", () => singularValues(A)).forEach((value, k) => {
        expect(value).closeTo(expected[k], 1e-10 * largest);
      });
    }
  });

  it("gives the same eigenvalues, with vectors that satisfy the law", () => {
    for (const n of [1, 2, 30, 90]) {
      const B = gaussian(n, n, 4);
      const A = B.add(B.transpose());
      const expected = symmetricEigen(A).values;
      const { values, vectors } = withBackend("lapack", () => symmetricEigen(A));
      values.forEach((value, k) => {
        expect(value).closeTo(expected[k], 1e-10 * A.maxAbs());
      });
      expect(A.multiply(vectors).maxDifference(vectors.multiply(Matrix.diagonal(values)))).below(
        1e-12 * A.frobeniusNorm(),
      );
      expect(orthonormalityError(vectors)).below(1e-13);
    }
  });

  it("gives the same null spaces", () => {
    for (const [rows, columns] of [
      [50, 50],
      [120, 50],
      [30, 50],
    ]) {
      const { A } = withSingularValues(rows, columns, [...geometric(20, 1e-3)]);
      const expected = nullSpace(A);
      const found = withBackend("lapack", () => nullSpace(A));
      expect(found.rank).equal(20);
      expect(Math.max(...principalAngles(found.basis, expected.basis).angles)).below(1e-10);
    }
  });

  it("gives the same pivoted QR up to signs", () => {
    for (const [rows, columns] of SHAPES) {
      const A = gaussian(rows, columns, 12);
      const expected = qrWithColumnPivoting(A);
      const found = withBackend("lapack", () => qrWithColumnPivoting(A));
      expect([...found.permutation]).deep.equal([...expected.permutation]);
      const absolute = (matrix: Matrix) =>
        new Matrix(matrix.rows, matrix.columns, matrix.data.map(Math.abs));
      expect(absolute(found.R).maxDifference(absolute(expected.R))).below(
        1e-10 * A.frobeniusNorm(),
      );
      expect(absolute(found.Q).maxDifference(absolute(expected.Q))).below(1e-10);
    }
  });
});
