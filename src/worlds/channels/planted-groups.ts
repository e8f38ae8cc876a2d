/**
 * Groups for `plantedChannel`, with the order that the channel's group then has.
 *
 * | name              | letters | acts on                                       | order |
 * | trivial           | 5       |                                               | 1     |
 * | C5, C7            | 5, 7    | the points of a cycle                         | 5, 7  |
 * | D6, D8            | 6, 8    | the corners of a polygon                      | 12, 16 |
 * | S5                | 5       | points                                        | 120   |
 * | Z2^3, C3 × C3     | 8, 9    | itself                                        | 8, 9  |
 * | duplicated inputs | 5       | two pairs of equal rows; outputs stay         | 4     |
 * | S6                | 9       | six of nine points                            | 720   |
 * | S5 × S3           | 9       | five and three of nine points                 | 720   |
 *
 * Orders of the orbits' groups, not of the planted ones alone: each is the whole group that keeps
 * the orbits on pairs.
 */
import type { LetterPair } from "./planted.js";

export interface PlantedGroup {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly generators: readonly LetterPair[];
  /** Of the equivariances of almost every channel with this planted group. */
  readonly order: number;
}

/** All of the table above. */
export function plantedGroups(): PlantedGroup[] {
  const still = both(identity(5));
  return [
    group("trivial", 5, [], 1),
    group("C5", 5, [both(turn(5))], 5),
    group("C7", 7, [both(turn(7))], 7),
    group("D6", 6, [both(turn(6)), both(mirror(6))], 12),
    group("D8", 8, [both(turn(8)), both(mirror(8))], 16),
    group("S5", 5, [both(cycle(5, 0, 5)), both(cycle(5, 0, 2))], 120),
    group(
      "Z2^3",
      8,
      [1, 2, 4].map((bit) => both(moved(8, (i) => i ^ bit))),
      8,
    ),
    group(
      "C3 × C3",
      9,
      [
        both(moved(9, (i) => 3 * Math.floor(i / 3) + ((i + 1) % 3))),
        both(moved(9, (i) => (i + 3) % 9)),
      ],
      9,
    ),
    group(
      "duplicated inputs",
      5,
      [
        { input: cycle(5, 0, 2), output: still.output },
        { input: cycle(5, 2, 2), output: still.output },
      ],
      4,
    ),
    group("S6", 9, [both(cycle(9, 0, 6)), both(cycle(9, 0, 2))], 720),
    group(
      "S5 × S3",
      9,
      [
        [0, 5],
        [0, 2],
        [5, 3],
        [5, 2],
      ].map(([first, length]) => both(cycle(9, first, length))),
      720,
    ),
  ];
}

function group(
  name: string,
  letters: number,
  generators: readonly LetterPair[],
  order: number,
): PlantedGroup {
  return { name, inputs: letters, outputs: letters, generators, order };
}

function both(permutation: readonly number[]): LetterPair {
  return { input: permutation, output: permutation };
}

function moved(size: number, image: (i: number) => number): number[] {
  return Array.from({ length: size }, (_, i) => image(i));
}

function identity(size: number): number[] {
  return moved(size, (i) => i);
}

function turn(size: number): number[] {
  return moved(size, (i) => (i + 1) % size);
}

function mirror(size: number): number[] {
  return moved(size, (i) => (size - i) % size);
}

/** first → first + 1 → … → first, `length` letters long. */
function cycle(size: number, first: number, length: number): number[] {
  return moved(size, (i) =>
    i >= first && i < first + length ? first + ((i - first + 1) % length) : i,
  );
}
