/**
 * Bases of Lie algebras with whole-number entries. E_ij is the matrix whose only
 * entry is a 1 in row i and column j.
 *
 * | name  | generator              | moves                                  |
 * | R12   | E_21 − E_12            | turns from axis 1 to axis 2            |
 * | E12   | E_12                   | v(x) = x_2 along axis 1                |
 * | S1    | E_11                   | stretches axis 1                       |
 * | H1    | E_11 − E_22            | stretches axis 1, shrinks axis 2       |
 * | B12   | E_12 + E_21            | boost between axes 1 and 2             |
 * | T1    | E_1,m+1 (homogeneous)  | shifts along axis 1                    |
 *
 * Axes are counted from 1 in the names; with more than nine of them a comma parts
 * the two numbers, as in "R2,11".
 */
import { DomainError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";

export interface NamedGenerator {
  readonly name: string;
  readonly matrix: Matrix;
}

/** Row, column (from 0) and value of the entries that are not zero. */
export type Entry = readonly [row: number, column: number, value: number];

export function matrixOf(size: number, entries: readonly Entry[]): Matrix {
  const out = Matrix.zeros(size);
  for (const [row, column, value] of entries) out.data[row * size + column] += value;
  return out;
}

/** All pairs i < j of the axes `first` … `first + count − 1`. */
export function axisPairs(count: number, first = 0): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) pairs.push([first + i, first + j]);
  }
  return pairs;
}

/** "R" with axes 0 and 1 is "R12". */
export function axesName(letter: string, ...axes: readonly number[]): string {
  return letter + axes.map((axis) => axis + 1).join(axes.some((axis) => axis > 8) ? "," : "");
}

/** E_ji − E_ij for each pair i < j of `count` axes, in matrices of `size`. */
export function rotationGenerators(
  size: number,
  count: number = size,
  first = 0,
): NamedGenerator[] {
  return axisPairs(count, first).map(([i, j]) => ({
    name: axesName("R", i - first, j - first),
    matrix: matrixOf(size, [
      [j, i, 1],
      [i, j, -1],
    ]),
  }));
}

/** E_i,last for the `count` axes from `first` on, in homogeneous matrices of `size`. */
export function translationGenerators(
  size: number,
  count: number = size - 1,
  first = 0,
): NamedGenerator[] {
  return Array.from({ length: count }, (_, i) => ({
    name: axesName("T", i),
    matrix: matrixOf(size, [[first + i, size - 1, 1]]),
  }));
}

/** E_ij for all i, j < count, row by row; without the diagonal for `offDiagonal`. */
export function linearGenerators(
  size: number,
  count: number,
  offDiagonal = false,
): NamedGenerator[] {
  const out: NamedGenerator[] = [];
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      if (offDiagonal && i === j) continue;
      out.push({ name: axesName("E", i, j), matrix: matrixOf(size, [[i, j, 1]]) });
    }
  }
  return out;
}

/** diag(1, …, 1, −1, 1, …): the change of sign of one axis, in matrices of `size`. */
export function reflection(size: number, axis: number): Matrix {
  const out = Matrix.identity(size);
  out.data[axis * size + axis] = -1;
  return out;
}

/** @throws DomainError unless n is a whole number from `smallest` to 64 */
export function requireDimension(caller: string, n: number, smallest = 1, name = "n"): void {
  if (!Number.isInteger(n) || n < smallest || n > LARGEST_DIMENSION) {
    throw new DomainError(
      `${caller}: got ${name} = ${n}; expected a whole number from ${smallest} to ${LARGEST_DIMENSION}.`,
    );
  }
}

/** @throws DomainError unless `components` is one of `known` */
export function requireComponents(
  caller: string,
  components: string,
  known: readonly string[],
): void {
  if (!known.includes(components)) {
    throw new DomainError(
      `${caller}: got components "${components}"; expected ${known.map((name) => `"${name}"`).join(" or ")}.`,
    );
  }
}

/** GL(64) has 4096 generators with 4096 entries each. */
const LARGEST_DIMENSION = 64;
