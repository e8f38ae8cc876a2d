/**
 * Stabilisers of the first r unit vectors in GL(d), GL⁺(d) and SL(d): (I, B; 0, D) with any
 * B and D in the group of d − r dimensions. They are not compact and have no mean; the
 * vectors that they fix are those whose coordinates from r on are 0.
 */
import {
  generalLinearGroup,
  type MatrixLieGroup,
  matrixLieGroup,
  specialLinearGroup,
} from "../../../groups/index.js";
import { inverseMatrix, Matrix } from "../../../numerics/index.js";
import type { Stabiliser } from "../linear-pose.js";
import { trivialStabiliser } from "../span/stabilisers.js";

export type LinearFamily = "GL" | "GL⁺" | "SL";

export function linearFamilyGroup(family: LinearFamily, dimension: number): MatrixLieGroup {
  return family === "SL"
    ? specialLinearGroup(dimension)
    : generalLinearGroup(dimension, { components: family === "GL" ? "all" : "identity" });
}

export function linearStabiliser(
  family: LinearFamily,
  dimension: number,
  rank: number,
): Stabiliser {
  if (rank === dimension || (family === "SL" && dimension === 1)) {
    return trivialStabiliser(dimension);
  }
  const name = `the maps of ${family}(${dimension}) that fix ${rank} of its axes`;
  return {
    name,
    moved: Int32Array.from({ length: dimension - rank }, (_, k) => rank + k),
    group: () => fixingGroup(name, family, dimension, rank),
  };
}

function fixingGroup(
  name: string,
  family: LinearFamily,
  dimension: number,
  rank: number,
): MatrixLieGroup {
  const whole = linearFamilyGroup(family, dimension);
  const free = linearFamilyGroup(family, dimension - rank);
  const fixes = (xi: Matrix): boolean =>
    xi.data.every((value, k) => value === 0 || k % dimension >= rank);
  return matrixLieGroup({
    name,
    size: dimension,
    compact: false,
    generators: whole.algebra.flatMap((matrix, k) =>
      fixes(matrix) ? [{ name: whole.generatorNames[k], matrix }] : [],
    ),
    components: whole.components,
    inverse: inverseMatrix,
    sample(random) {
      const out = Matrix.identity(rank).directSum(free.sample(random));
      for (let i = 0; i < rank; i++) {
        out.row(i).set(random.normals(dimension - rank), rank);
      }
      return out;
    },
  });
}
