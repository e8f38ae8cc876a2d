/**
 * Handedness: what products of points cannot tell.
 *
 * The products ⟨x_i, x_j⟩ of a cloud and of its mirror image are equal, so that the pair
 * graph knows clouds up to O(d) only. Under SO(d), for a cloud that spans ℝᵈ:
 *
 * | automorphisms of the pair graph | the cloud and its mirror image | their forms              |
 * | all have det h_σ = 1            | differ (enantiomers)           | are each other's image   |
 * | some have det h_σ = −1          | are one under S_n × SO(d)      | must be one              |
 *
 * In the second case labellings that differ by an improper automorphism give forms of both
 * hands; the right-handed one is taken. The stabiliser keeps the proper half of the
 * automorphisms, by Schreier's generators of a subgroup of index 2. Clouds of lower rank
 * have no hand: a reflection of the complement makes every automorphism proper.
 */
import { composePermutations, inversePermutation } from "../../../graphs/index.js";
import { determinant, dot, Matrix } from "../../../numerics/index.js";
import { longest } from "./pair-graph.js";

export interface ProperPart {
  /** Generators of the permutations with det h_σ = 1. */
  readonly generators: readonly Int32Array[];
  /** One with det h_σ = −1, where there is one. */
  readonly improper: Int32Array | undefined;
}

/** @param determinants det h_σ of each generator */
export function properPart(
  generators: readonly Int32Array[],
  determinants: readonly number[],
): ProperPart {
  const improper = generators.find((_, k) => determinants[k] < 0);
  if (improper === undefined) return { generators, improper };
  const back = inversePermutation(improper);
  const proper = generators.flatMap((generator, k) =>
    determinants[k] < 0
      ? [composePermutations(generator, back), composePermutations(improper, generator)]
      : [generator, composePermutations(improper, composePermutations(generator, back))],
  );
  const moving = proper.filter((generator) => generator.some((image, v) => image !== v));
  return { generators: moving, improper };
}

/**
 * The sign of the determinant of the first d independent points of a form that spans ℝᵈ.
 * @param tolerance a point within this fraction of the longest from the span of those before
 *   it is in it; where too few are left, the next smaller power of ten that leaves enough
 */
export function handedness(form: Matrix, tolerance: number): number {
  const d = form.columns;
  let rows = firstIndependentRows(form, tolerance);
  for (let reach = tolerance; rows.length < d && reach > Number.MIN_VALUE; reach /= 10) {
    rows = firstIndependentRows(form, reach);
  }
  const points = new Matrix(d, d);
  const length = longest(form);
  rows.forEach((row, k) => {
    points.row(k).set(form.row(row).map((value) => value / length));
  });
  return Math.sign(determinant(points));
}

/** Gram–Schmidt in the order of the rows. */
function firstIndependentRows(form: Matrix, tolerance: number): number[] {
  const rows: number[] = [];
  const axes: Float64Array[] = [];
  const length = longest(form);
  for (let i = 0; i < form.rows && rows.length < form.columns; i++) {
    const rest = form.row(i).slice();
    for (let pass = 0; pass < 2; pass++) {
      for (const axis of axes) {
        const along = dot(axis, rest);
        for (let a = 0; a < rest.length; a++) rest[a] -= along * axis[a];
      }
    }
    const left = Math.hypot(...rest);
    if (left <= tolerance * length) continue;
    rows.push(i);
    axes.push(rest.map((value) => value / left));
  }
  return rows;
}
