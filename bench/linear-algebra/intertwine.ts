/**
 * The contestant of this repository, as a process: INTERTWINE_LINEAR_ALGEBRA says which
 * backend takes part, --name what it is called in the report.
 */
import { parseArgs } from "node:util";
import {
  cholesky,
  linearAlgebraBackends,
  Matrix,
  nullSpace,
  product,
  RandomStream,
  singularValueDecomposition,
  singularValues,
  symmetricEigen,
  thinQR,
} from "../../src/numerics/index.js";
import { median } from "../mean-field/line.js";
import type { Line, Operation } from "./operations.js";

const { values } = parseArgs({
  options: {
    name: { type: "string", default: "intertwine" },
    size: { type: "string", default: "200" },
    seed: { type: "string", default: "0" },
    repetitions: { type: "string", default: "3" },
  },
});
const n = Number(values.size);
const repetitions = Number(values.repetitions);
const stream = RandomStream.fromSeed(Number(values.seed));
const gaussian = (rows: number, columns: number): Matrix =>
  new Matrix(rows, columns, stream.normals(rows * columns));

const rank = Math.round(0.9 * n);
const G = gaussian(n, n);
const deficient = product(gaussian(n, rank), gaussian(rank, n));
const symmetric = G.add(G.transpose());
const positive = product(G, G.transpose()).add(Matrix.identity(n), n);
const backend = process.env.INTERTWINE_LINEAR_ALGEBRA === "lapack" ? 1 : 0;
const version = linearAlgebraBackends()[backend].detail;

/** Columns of a matrix, each times its number. */
function scaledColumns(matrix: Matrix, factors: Float64Array): Matrix {
  const { rows, columns } = matrix;
  return new Matrix(
    rows,
    columns,
    matrix.data.map((x, k) => x * factors[k % columns]),
  );
}
const relative = (found: Matrix, expected: Matrix): number =>
  found.subtract(expected).frobeniusNorm() / expected.frobeniusNorm();

/** Computes `compute` again and again, and holds its last result against its law. */
function time<T>(operation: Operation, compute: () => T, error: (result: T) => number): void {
  let result = compute();
  const times: number[] = [];
  for (let k = 0; k < repetitions; k++) {
    const before = process.cpuUsage();
    result = compute();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  const milliseconds = median(times);
  const line: Line = {
    ...{ peer: values.name, version, n, operation, milliseconds },
    error: error(result),
  };
  console.log(JSON.stringify(line));
}

time(
  "SVD, U and V",
  () => singularValueDecomposition(G),
  ({ U, values: s, V }) => relative(product(scaledColumns(U, s), V.transpose()), G),
);
time(
  "singular values",
  () => singularValues(G),
  (s) => Math.abs(Math.hypot(...s) / G.frobeniusNorm() - 1),
);
time(
  "null space",
  () => nullSpace(deficient),
  ({ basis }) =>
    basis.columns === n - rank
      ? product(deficient, basis).frobeniusNorm() / deficient.frobeniusNorm()
      : Number.POSITIVE_INFINITY,
);
time(
  "symmetric eigen",
  () => symmetricEigen(symmetric),
  ({ values: s, vectors }) =>
    relative(product(scaledColumns(vectors, s), vectors.transpose()), symmetric),
);
time(
  "thin QR",
  () => thinQR(G),
  ({ Q, R }) => relative(product(Q, R), G),
);
time(
  "Cholesky",
  () => cholesky(positive),
  ({ L }) => relative(product(L, L.transpose()), positive),
);
