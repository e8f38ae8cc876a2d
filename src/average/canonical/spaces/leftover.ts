/**
 * What no rule can choose, averaged over exactly (instead of left as the solver gave it).
 *
 * | symbol | name here            | meaning                                                  |
 * | W      | loose columns        | q kept columns outside the canonical ones                |
 * | C      | leftoverMatrices     | {W, −W} for q = 1; {σ W : σ ∈ Stab(P)} for q ≥ 2          |
 * | |C|    | leftoverCount        | 2, or |Stab(P)| / |{σ ∈ Stab(P) : σ W = W}|               |
 *
 * For q ≥ 2, W is made from the columns of the projector in the canonical order of the vertices,
 * so that C is the same for every basis and moves with the vertices.
 */
import { DomainError } from "../../../errors.js";
import { columnRange, Matrix } from "../../../numerics/index.js";
import { axesInOrder } from "../rules/bases.js";
import { CLASS_TOLERANCE, equalRowClasses } from "../rules/node-classes.js";
import {
  type MatrixSymmetry,
  matrixStabiliser,
  rowOrbit,
  rowOrbitSize,
} from "../rules/stabiliser.js";
import {
  type CanonicalEigenvectors,
  type KeptSpace,
  keptColumns,
} from "./canonicalize-eigenvectors.js";
import { projector, sideBySide } from "./eigenspaces.js";

/** More encodings than this are not listed. */
export const LEFTOVER_LIMIT = 4096;

/**
 * All choices for a space's loose columns, n × q each; one n × 0 matrix where none are loose.
 * Undefined when there are more than `limit`.
 */
export function leftoverMatrices(
  space: KeptSpace,
  limit: number = LEFTOVER_LIMIT,
  tolerance: number = CLASS_TOLERANCE,
): Matrix[] | undefined {
  const { loose } = keptColumns(space);
  if (loose.columns === 0) return [loose];
  if (space.leftover.columns === 1) return [loose, loose.scale(-1)];
  const { W, symmetry } = looseOrbit(space, tolerance);
  return rowOrbit(W, symmetry.generators, limit, tolerance);
}

/** How many matrices `leftoverMatrices` gives, without listing them. */
export function leftoverCount(space: KeptSpace): bigint {
  const { loose } = keptColumns(space);
  if (loose.columns === 0) return 1n;
  if (space.leftover.columns === 1) return 2n;
  const { W, symmetry } = looseOrbit(space, CLASS_TOLERANCE);
  return rowOrbitSize(W, symmetry);
}

/** |C|: how many encodings the kept columns have, each space for itself. */
export function ambiguity({ spaces }: CanonicalEigenvectors): bigint {
  return spaces.reduce((count, space) => count * leftoverCount(space), 1n);
}

/**
 * All encodings, n × `columns` each; columns beyond those kept are 0.
 * @throws DomainError when there are more than `limit`
 */
export function encodings(
  result: CanonicalEigenvectors,
  columns: number,
  limit: number = LEFTOVER_LIMIT,
): Matrix[] {
  const n = result.vertices;
  let out: Matrix[] = [new Matrix(n, 0)];
  for (const space of result.spaces) {
    const { fixed } = keptColumns(space);
    const choices = leftoverMatrices(space, limit);
    if (choices === undefined || out.length * choices.length > limit) {
      throw new DomainError(
        `encodings: the kept eigenvectors have more than ${limit} encodings, the most to be listed. Raise the limit, keep fewer columns, or take spectralOrbitFrame, which needs one call.`,
      );
    }
    out = out.flatMap((before) => choices.map((W) => sideBySide(n, [before, fixed, W])));
  }
  return out.map((encoding) => padded(encoding, columns));
}

/** The matrix with columns of zeros after its own, up to `columns`. */
export function padded(encoding: Matrix, columns: number): Matrix {
  if (encoding.columns >= columns) return encoding;
  return sideBySide(encoding.rows, [
    encoding,
    new Matrix(encoding.rows, columns - encoding.columns),
  ]);
}

function looseOrbit(space: KeptSpace, tolerance: number): { W: Matrix; symmetry: MatrixSymmetry } {
  const { loose } = keptColumns(space);
  const P = projector(space.leftover);
  const rows = equalRowClasses(space.vectors, tolerance).classes;
  const symmetry = space.symmetry ?? matrixStabiliser(P, rows, tolerance);
  const all = axesInOrder(P, symmetry.order, space.leftover.columns);
  return { symmetry, W: columnRange(all, 0, loose.columns) };
}
