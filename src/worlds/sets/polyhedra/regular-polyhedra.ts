/**
 * The five regular solids and their kin in any dimension, as clouds of vertices about the origin.
 * Their symmetries in O(d) are known: a frame must find as many.
 *
 * | solid        | vertices | O(3) symmetries |   | in dimension d | vertices | O(d) symmetries |
 * | tetrahedron  | 4        | 24              |   | simplex        | d + 1    | (d + 1)!        |
 * | octahedron   | 6        | 48              |   | cross-polytope | 2d       | 2^d d!          |
 * | cube         | 8        | 48              |   | cube           | 2^d      | 2^d d!          |
 * | icosahedron  | 12       | 120             |   |                |          |                 |
 * | dodecahedron | 20       | 120             |   |                |          |                 |
 */
import { DomainError } from "../../../errors.js";
import { Matrix } from "../../../numerics/index.js";

export type RegularPolyhedron =
  | "tetrahedron"
  | "octahedron"
  | "cube"
  | "icosahedron"
  | "dodecahedron";

const GOLDEN = (1 + Math.sqrt(5)) / 2;

/** Vertices on the unit sphere, n × 3. @throws DomainError for another name */
export function regularPolyhedron(name: RegularPolyhedron): Matrix {
  switch (name) {
    case "tetrahedron":
      return onSphere(cubeRows(3).filter((row) => row[0] * row[1] * row[2] > 0));
    case "octahedron":
      return crossPolytope(3);
    case "cube":
      return onSphere(cubeRows(3));
    case "icosahedron":
      return onSphere(turns((a, b) => [0, a, b * GOLDEN]));
    case "dodecahedron":
      return onSphere([...cubeRows(3), ...turns((a, b) => [0, a / GOLDEN, b * GOLDEN])]);
    default:
      throw new DomainError(
        `regularPolyhedron: got ${JSON.stringify(name)}; expected "tetrahedron", "octahedron", "cube", "icosahedron" or "dodecahedron".`,
      );
  }
}

/** The vertices ±e_k of the unit sphere, 2d × d. @throws DomainError */
export function crossPolytope(dimension: number): Matrix {
  requireDimension("crossPolytope", dimension);
  const points = new Matrix(2 * dimension, dimension);
  for (let k = 0; k < dimension; k++) {
    points.row(2 * k)[k] = 1;
    points.row(2 * k + 1)[k] = -1;
  }
  return points;
}

/** The vertices (±1, …, ±1), 2^d × d. @throws DomainError */
export function hypercube(dimension: number): Matrix {
  requireDimension("hypercube", dimension);
  return Matrix.fromRows(cubeRows(dimension));
}

/** d + 1 points of the unit sphere at equal distances, (d + 1) × d. @throws DomainError */
export function regularSimplex(dimension: number): Matrix {
  requireDimension("regularSimplex", dimension);
  const points = new Matrix(dimension + 1, dimension);
  for (let k = 0; k < dimension; k++) {
    // Below a vertex at height h on axis k the others stand at −h / (d − k).
    let rest = 1;
    for (let j = 0; j < k; j++) rest -= points.at(k, j) ** 2;
    const height = Math.sqrt(rest);
    points.row(k)[k] = height;
    for (let i = k + 1; i <= dimension; i++) points.row(i)[k] = -height / (dimension - k);
  }
  return points;
}

/** All orders of 1 … n as points of ℝⁿ in a hyperplane, n! × n: content n^(n−2) √n. @throws DomainError */
export function permutohedron(n: number): Matrix {
  if (!Number.isInteger(n) || n < 1 || n > 8) {
    throw new DomainError(`permutohedron: got n = ${n}; expected a whole number, 1 … 8.`);
  }
  const orders = (size: number): number[][] =>
    size === 0
      ? [[]]
      : orders(size - 1).flatMap((order) =>
          order
            .concat(0)
            .map((_, place) => [...order.slice(0, place), size, ...order.slice(place)]),
        );
  return Matrix.fromRows(orders(n));
}

function requireDimension(caller: string, dimension: number): void {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > 20) {
    throw new DomainError(`${caller}: got the dimension ${dimension}; expected 1 … 20.`);
  }
}

function cubeRows(dimension: number): number[][] {
  return Array.from({ length: 2 ** dimension }, (_, signs) =>
    Array.from({ length: dimension }, (_, k) => ((signs >> k) & 1 ? -1 : 1)),
  );
}

/** The point for all signs, and its cyclic turns. */
function turns(point: (a: number, b: number) => number[]): number[][] {
  return [1, -1]
    .flatMap((a) => [1, -1].map((b) => point(a, b)))
    .flatMap(([x, y, z]) => [
      [x, y, z],
      [z, x, y],
      [y, z, x],
    ]);
}

function onSphere(rows: number[][]): Matrix {
  return Matrix.fromRows(rows.map((row) => row.map((x) => x / Math.hypot(...row))));
}
