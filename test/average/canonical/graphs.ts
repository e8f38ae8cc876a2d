import { type Edge, Graph, Matrix, RandomStream } from "../../../src/index.js";

/** Each pair an edge with probability `density`. */
export function randomGraph(n: number, density: number, random: RandomStream): Graph {
  const edges: Edge[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) if (random.uniform() < density) edges.push([j, i]);
  }
  return Graph.fromEdges(n, edges);
}

/** Each vertex hangs on an earlier one. */
export function randomTree(n: number, random: RandomStream): Graph {
  return Graph.fromEdges(
    n,
    Array.from({ length: n - 1 }, (_, i): Edge => [random.integer(i + 1), i + 1]),
  );
}

export function cycle(n: number): Graph {
  return Graph.fromEdges(
    n,
    Array.from({ length: n }, (_, i): Edge => [i, (i + 1) % n]),
  );
}

/** Row k is row order[k] of the matrix. */
export function rowsInOrder(matrix: Matrix, order: readonly number[]): Matrix {
  return new Matrix(
    matrix.rows,
    matrix.columns,
    Float64Array.from(order.flatMap((row) => Array.from(matrix.row(row)))),
  );
}

/** All orders of 0 … n − 1. */
export function* permutations(n: number): Generator<number[]> {
  if (n === 0) yield [];
  else {
    for (const rest of permutations(n - 1)) {
      for (let k = 0; k < n; k++) yield [...rest.slice(0, k), n - 1, ...rest.slice(k)];
    }
  }
}

/** Haar: orthonormalised normal columns. */
export function randomOrthogonal(m: number, random: RandomStream): Matrix {
  const columns: Float64Array[] = [];
  while (columns.length < m) {
    const column = random.normals(m);
    for (let pass = 0; pass < 2; pass++) {
      for (const axis of columns) {
        const part = axis.reduce((sum, a, i) => sum + a * column[i], 0);
        axis.forEach((a, i) => {
          column[i] -= part * a;
        });
      }
    }
    const length = Math.hypot(...column);
    if (length > 1e-3) columns.push(column.map((x) => x / length));
  }
  return new Matrix(
    m,
    m,
    Float64Array.from({ length: m * m }, (_, k) => columns[k % m][Math.floor(k / m)]),
  );
}

export const sums = (rows: Matrix): Float64Array => {
  const out = new Float64Array(rows.columns);
  rows.data.forEach((value, k) => {
    out[k % rows.columns] += value;
  });
  return out;
};

export const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), 0);

export const stream = (name: string): RandomStream => RandomStream.fromSeed(20).split(name);
