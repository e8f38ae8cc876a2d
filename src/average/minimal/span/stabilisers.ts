/**
 * Stabilisers of forms that span the first r of d coordinates: a group of the same family
 * on the others.
 *
 * | group | stabiliser, k = d − r                  | fixes vectors                        |
 * | O(d)  | O(k)                                   | whose coordinates ≥ r are 0          |
 * | SO(d) | SO(k), trivial for k = 1               | the same; for k = 1 every vector     |
 * | U(d)  | U(k), on (x, y) by (X, −Y; Y, X)       | as O                                 |
 * | SU(d) | SU(k), trivial for k = 1               | as SO                                |
 */
import {
  type MatrixLieGroup,
  matrixLieGroup,
  orthogonalGroup,
  specialOrthogonalGroup,
  specialUnitaryGroup,
  unitaryGroup,
} from "../../../groups/index.js";
import { Matrix } from "../../../numerics/index.js";
import type { Stabiliser } from "../linear-pose.js";

const FAMILIES = {
  O: orthogonalGroup,
  SO: specialOrthogonalGroup,
  U: unitaryGroup,
  SU: specialUnitaryGroup,
} as const;

export type CompactFamily = keyof typeof FAMILIES;

/** Nothing but the identity, on points of `size` real coordinates. */
export function trivialStabiliser(size: number): Stabiliser {
  return {
    name: "trivial",
    order: 1n,
    moved: new Int32Array(0),
    group: () =>
      matrixLieGroup({
        name: "trivial",
        size,
        compact: true,
        generators: [],
        inverse: (g) => g,
        sample: () => Matrix.identity(size),
      }),
  };
}

/** The stabiliser in O(d), SO(d), U(d) or SU(d) of what spans the first `rank` coordinates. */
export function compactStabiliser(
  family: CompactFamily,
  dimension: number,
  rank: number,
): Stabiliser {
  const complex = family === "U" || family === "SU";
  const special = family === "SO" || family === "SU";
  const free = dimension - rank;
  const size = complex ? 2 * dimension : dimension;
  if (free === 0 || (special && free === 1)) return trivialStabiliser(size);
  const places = Int32Array.from({ length: complex ? 2 * free : free }, (_, k) =>
    k < free ? rank + k : dimension + rank + (k - free),
  );
  return {
    name: `${family}(${free})`,
    ...(family === "O" && free === 1 && { order: 2n }),
    moved: Int32Array.from({ length: free }, (_, k) => rank + k),
    group: () => placedGroup(FAMILIES[family](free), size, places),
  };
}

/** A group of matrices acting on some of the coordinates only. */
export function placedGroup(
  group: MatrixLieGroup,
  size: number,
  places: Int32Array,
): MatrixLieGroup {
  const placed = (block: Matrix, rest: Matrix): Matrix => {
    places.forEach((row, i) => {
      places.forEach((column, j) => {
        rest.data[row * size + column] = block.at(i, j);
      });
    });
    return rest;
  };
  const taken = (matrix: Matrix): Matrix => {
    const block = Matrix.zeros(places.length);
    places.forEach((row, i) => {
      places.forEach((column, j) => {
        block.data[i * places.length + j] = matrix.at(row, column);
      });
    });
    return block;
  };
  const element = (block: Matrix): Matrix => placed(block, Matrix.identity(size));
  return matrixLieGroup({
    name: group.name,
    size,
    compact: group.compact,
    generators: group.algebra.map((xi, k) => ({
      name: group.generatorNames[k],
      matrix: placed(xi, Matrix.zeros(size)),
    })),
    components: group.components.map(element),
    ...(group.discreteGenerators && { discreteGenerators: group.discreteGenerators.map(element) }),
    inverse: (g) => element(group.inverse(taken(g))),
    sample: (random) => element(group.sample(random)),
  });
}
