/**
 * What products of groups are made of: tuples of elements, and diagonal blocks.
 */
import type { Matrix } from "../../numerics/index.js";

/** All choices of one entry from each list; the last place moves fastest. */
export function tuples(lists: readonly (readonly unknown[])[]): unknown[][] {
  return lists.reduce<unknown[][]>(
    (heads, list) => heads.flatMap((head) => list.map((entry) => [...head, entry])),
    [[]],
  );
}

/** The identity with one place taken from its list. */
export function onePlace<Elements extends readonly unknown[]>(
  identity: Elements,
  lists: readonly (readonly unknown[])[],
): Elements[] {
  return lists.flatMap((list, k) =>
    list.map(
      (entry) => identity.map((neutral, j) => (j === k ? entry : neutral)) as unknown as Elements,
    ),
  );
}

/** Copies the block of `from` at `start` into `to` at `target`, as much as fits in the smaller. */
export function copyBlock(from: Matrix, to: Matrix, start: number, target: number): Matrix {
  const size = Math.min(from.rows, to.rows);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      to.data[(target + i) * to.columns + target + j] = from.at(start + i, start + j);
    }
  }
  return to;
}
