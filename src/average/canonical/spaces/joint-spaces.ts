/**
 * Eigenspaces that help each other: what is uncanonicalizable alone may not be together.
 *
 * By keys: the rows of vectors that are fixed already tell vertices apart, and other spaces are
 * asked again with these colours, until nothing new is found. By symmetries ("optimal"): the
 * orbits of Stab(M) for those of Stab(P); since the group is smaller, its orbits are finer.
 */
import { Graph } from "../../../graphs/index.js";
import type { Matrix } from "../../../numerics/index.js";
import { equalRowClasses, refinedClasses } from "../rules/node-classes.js";
import { matrixStabiliser } from "../rules/stabiliser.js";
import {
  type CanonicalRule,
  type CanonicalSpace,
  canonicalSpace,
  type Surroundings,
} from "./canonical-space.js";
import { type Eigenspace, sideBySide } from "./eigenspaces.js";

/** What all spaces of `input` may be told before any vector is fixed. */
export function surroundings(
  input: Matrix | Graph,
  rule: CanonicalRule,
  colours: ArrayLike<number> | undefined,
  tolerance: number,
): Surroundings {
  const isGraph = input instanceof Graph;
  const own = isGraph ? input.colours : new Int32Array(input.rows);
  const both = colours ? refinedClasses(own, colours).classes : own;
  if (rule !== "optimal") return { colours: both };
  const matrix = isGraph ? input.adjacency() : input;
  return {
    colours: both,
    symmetry: matrixStabiliser(matrix, both, tolerance * (matrix.maxAbs() || 1)),
  };
}

/** The spaces again, each with the vectors of all as colours, while that fixes more vectors. */
export function helpedSpaces(
  alone: readonly CanonicalSpace[],
  spaces: readonly Eigenspace[],
  rule: CanonicalRule,
  { colours }: Surroundings,
  tolerance: number,
): CanonicalSpace[] {
  const result = [...alone];
  for (let found = true; found; ) {
    found = false;
    for (let k = 0; k < result.length; k++) {
      if (result[k].verdict === "canonical") continue;
      const fixed = sideBySide(
        spaces[k].basis.rows,
        result.map(({ vectors }) => vectors),
      );
      const rows = equalRowClasses(fixed, tolerance).classes;
      const told = { colours: colours ? refinedClasses(rows, colours).classes : rows };
      const again = canonicalSpace(spaces[k], rule, told, tolerance);
      if (again.vectors.columns <= result[k].vectors.columns) continue;
      result[k] = again;
      found = true;
    }
  }
  return result;
}
