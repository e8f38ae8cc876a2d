import { Matrix, product, RandomStream } from "../../../src/index.js";

/** A random network of 32 tanh units on n × d clouds. */
export function backbone(
  n: number,
  d: number,
  outputs: number,
  seed = 1,
): (x: Matrix) => Float64Array {
  const random = RandomStream.fromSeed(seed);
  const inner = new Matrix(32, n * d, random.normals(32 * n * d)).scale(1 / Math.sqrt(n * d));
  const bias = random.normals(32);
  const outer = new Matrix(outputs, 32, random.normals(32 * outputs)).scale(1 / Math.sqrt(32));
  return (x) => outer.apply(inner.apply(x.data).map((v, k) => Math.tanh(v + bias[k])));
}

/** The same with a matrix for a value. */
export function matrixBackbone(
  n: number,
  d: number,
  [rows, columns]: readonly [number, number],
  seed = 1,
): (x: Matrix) => Matrix {
  const network = backbone(n, d, rows * columns, seed);
  return (x) => new Matrix(rows, columns, network(x));
}

/** A random n × d cloud of the given rank. */
export function cloudOfRank(n: number, d: number, rank: number, random: RandomStream): Matrix {
  if (rank === 0) return new Matrix(n, d);
  const factor = (rows: number, columns: number) =>
    new Matrix(rows, columns, random.normals(rows * columns));
  return product(factor(n, rank), factor(rank, d));
}

/** Rows order[0], order[1], …. */
export function permuted(x: Matrix, order: readonly number[]): Matrix {
  return Matrix.fromRows(order.map((k) => x.row(k)));
}
