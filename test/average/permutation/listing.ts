/** Oracles: groups of permutations element by element, and averages over all of them. */
import {
  composePermutations,
  identityPermutation,
  Matrix,
  RandomStream,
} from "../../../src/index.js";

/** Every element of the group that the permutations generate. */
export function listed(generators: readonly Int32Array[], n: number): Int32Array[] {
  const found = [identityPermutation(n)];
  const seen = new Set([found[0].join()]);
  for (let k = 0; k < found.length; k++) {
    for (const generator of generators) {
      const next = composePermutations(generator, found[k]);
      if (!seen.has(next.join()) && seen.add(next.join())) found.push(next);
    }
  }
  return found;
}

/** All n! orders of 0 … n − 1. */
export function allOrders(n: number): Int32Array[] {
  if (n === 0) return [new Int32Array(0)];
  return allOrders(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, place) =>
      Int32Array.from([...order.slice(0, place), n - 1, ...order.slice(place)]),
    ),
  );
}

export function randomMatrix(rows: number, columns: number, random: RandomStream): Matrix {
  return new Matrix(rows, columns, random.normals(rows * columns));
}

export function randomOrder(n: number, random: RandomStream): Int32Array {
  return Int32Array.from(random.permutation(n));
}

/** Row k is row order[k] of the matrix. */
export function rowsInOrder(matrix: Matrix, order: ArrayLike<number>): Matrix {
  const out = new Matrix(order.length, matrix.columns);
  for (let k = 0; k < order.length; k++) out.row(k).set(matrix.row(order[k]));
  return out;
}

/** Entry (k, l) is entry (order[k], order[l]). */
export function pairsInOrder(matrix: Matrix, order: ArrayLike<number>): Matrix {
  const out = new Matrix(order.length, order.length);
  for (let k = 0; k < order.length; k++) {
    for (let l = 0; l < order.length; l++) out.row(k)[l] = matrix.at(order[k], order[l]);
  }
  return out;
}

export function meanOf(values: readonly Matrix[]): Matrix {
  return values.reduce((sum, value) => sum.add(value)).scale(1 / values.length);
}

/**
 * A model without any symmetry: n × d ↦ n × m, tanh(A X B + C) with weights for each place.
 * The same seed gives the same model for every n.
 */
export function placeModel(seed: number, columns: number): (input: Matrix) => Matrix {
  return (input) => {
    const random = RandomStream.fromSeed(seed).split(input.rows);
    const mixed = randomMatrix(input.rows, input.rows, random)
      .multiply(input)
      .multiply(randomMatrix(input.columns, columns, random))
      .add(randomMatrix(input.rows, columns, random));
    return new Matrix(mixed.rows, columns, mixed.data.map(Math.tanh));
  };
}
