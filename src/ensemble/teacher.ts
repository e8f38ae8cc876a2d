/**
 * The teachers of the paper's experiment for the 2 × 2 matrix unit, one particle a
 * row (z11, z12, z21, z22), all scaled by ½. Source: appendix F of the mean-field
 * paper as given by an independent re-implementation.
 */
import { DomainError } from "../errors.js";
import { Matrix } from "../numerics/index.js";

const SCALE = 0.5;

const ARBITRARY: readonly (readonly number[])[] = [
  [-1, 0, 0, 0.5],
  [0.5, 1, 0, 1],
  [-0.5, 0.3, 1, 0],
  [0, -1, -0.5, 1],
  [0.7, -0.7, 0.5, 0.7],
];

/** Coefficients in the orthonormal basis (I/√2, S/√2) of E^G. */
const STRONGLY_INVARIANT: readonly (readonly number[])[] = [
  [1, 0],
  [0.5, 1],
  [-0.5, 0.3],
  [0, -1],
  [0.7, 0.7],
];

export type TeacherKind = "arbitrary" | "weakly-invariant" | "strongly-invariant";

/**
 * The teacher's particles: 5 without symmetry, those 5 with their images S z S, or
 * 5 in E^G.
 */
export function matrixTeacher(kind: TeacherKind): Matrix {
  const scaled = (rows: readonly (readonly number[])[]): Matrix =>
    Matrix.fromRows(rows.map((row) => row.map((x) => SCALE * x)));
  if (kind === "arbitrary") return scaled(ARBITRARY);
  if (kind === "weakly-invariant") {
    return scaled([...ARBITRARY, ...ARBITRARY.map(([a, b, c, d]) => [d, c, b, a])]);
  }
  if (kind !== "strongly-invariant") {
    throw new DomainError(
      `matrixTeacher: got "${kind}"; expected "arbitrary", "weakly-invariant" or "strongly-invariant".`,
    );
  }
  return scaled(STRONGLY_INVARIANT.map(([a, b]) => [a, b, b, a].map((x) => x / Math.SQRT2)));
}
