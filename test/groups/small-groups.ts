import {
  cyclicGroup,
  dihedralGroup,
  type FiniteGroup,
  matrixGroup,
  permutationGroup,
  signGroup,
  symmetricGroup,
  trivialGroup,
} from "../../src/groups/index.js";
import { Matrix } from "../../src/numerics/index.js";

/** The quaternions ±1, ±i, ±j, ±k acting on ℝ⁴ from the left. */
export function quaternionGroup(): FiniteGroup<Matrix> {
  const i = Matrix.fromRows([
    [0, -1, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 0, -1],
    [0, 0, 1, 0],
  ]);
  const j = Matrix.fromRows([
    [0, 0, -1, 0],
    [0, 0, 0, 1],
    [1, 0, 0, 0],
    [0, -1, 0, 0],
  ]);
  return matrixGroup("Q8", [i, j]);
}

/** The rotations of an icosahedron: a third of a turn about (1, 1, 1) and half a turn about an edge, (1/φ, φ, 1). */
export function icosahedralGroup(): FiniteGroup<Matrix> {
  const golden = (1 + Math.sqrt(5)) / 2;
  const axis = [0.5 / golden, 0.5 * golden, 0.5];
  const half = Matrix.fromRows(
    axis.map((a, r) => axis.map((b, c) => 2 * a * b - (r === c ? 1 : 0))),
  );
  const third = Matrix.fromRows([
    [0, 0, 1],
    [1, 0, 0],
    [0, 1, 0],
  ]);
  return matrixGroup("I", [half, third]);
}

/** Small groups with their orders, which come from the formulas of the theory. */
export const smallGroups: readonly { group: FiniteGroup<unknown>; order: number }[] = [
  { group: trivialGroup(), order: 1 },
  { group: cyclicGroup(1), order: 1 },
  { group: cyclicGroup(2), order: 2 },
  { group: cyclicGroup(12), order: 12 },
  { group: dihedralGroup(1), order: 2 },
  { group: dihedralGroup(2), order: 4 },
  { group: dihedralGroup(5), order: 10 },
  { group: symmetricGroup(1), order: 1 },
  { group: symmetricGroup(2), order: 2 },
  { group: symmetricGroup(4), order: 24 },
  { group: signGroup(1), order: 2 },
  { group: signGroup(3), order: 8 },
  {
    group: permutationGroup("A4", [
      [1, 2, 0, 3],
      [1, 0, 3, 2],
    ]),
    order: 12,
  },
  { group: quaternionGroup(), order: 8 },
  { group: icosahedralGroup(), order: 60 },
];
