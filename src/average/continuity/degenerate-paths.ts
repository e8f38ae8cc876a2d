/**
 * Paths of clouds through the inputs where frames like to jump, drawn from a stream.
 *
 * | kind                 | degenerate at s*                                  | who jumps there       |
 * | collision            | x_1 = x_0                                         | separators            |
 * | tie                  | first coordinates of x_0 and x_1 agree            | lexicographic sorting |
 * | rank drop            | all points on one subspace                        | product weights       |
 * | equal eigenvalues    | XᵀX = 1                                           | principal axes        |
 * | point through zero   | x_0 = 0                                           | first-point alignment |
 * | collinear leaders    | x_1 ∥ x_0                                         | Gram–Schmidt          |
 *
 * Each is X(s) = A + t B with t = s − s*, and another B before s* than after: a straight
 * path leaves a degeneracy on the opposite side to where it came from, and frames that are the
 * same on both sides would not show their jump. s* = 0.5 + 1/(2π²) lies on no mesh.
 *
 * For groups with translations the degeneracy must be one of x_i − b, b the centroid: with `centred`
 * it is, and b is 0 all along.
 */
import { DomainError } from "../../errors.js";
import { Matrix, product, type RandomStream, thinQR } from "../../numerics/index.js";
import type { ContinuityPath } from "./certificate.js";

export const DEGENERACIES = [
  "collision",
  "tie",
  "rank drop",
  "equal eigenvalues",
  "point through zero",
  "collinear leaders",
] as const;

export type Degeneracy = (typeof DEGENERACIES)[number];

/** Where the paths meet their degeneracy. */
export const MEETING = 0.5 + 1 / (2 * Math.PI ** 2);

/** The cloud at s* and the velocities before and after; n × d each. */
interface Passage {
  readonly at: Matrix;
  readonly before: Matrix;
  readonly after: Matrix;
}

/**
 * One random path of n × d clouds through a degeneracy.
 * @param rank of the cloud at s*, for "rank drop" alone; default 1
 * @param centred keeps the centroid at 0
 * @throws DomainError where there is no such path: fewer than two points, or fewer
 *   dimensions or points than the degeneracy needs, of which a centred one wants one more
 */
export function degeneratePath(
  kind: Degeneracy,
  points: number,
  dimension: number,
  random: RandomStream,
  rank = 1,
  centred = false,
): ContinuityPath<Matrix> {
  const needs = {
    dimension: kind === "tie" || kind === "collision" || kind === "point through zero" ? 1 : 2,
    points: (kind === "equal eigenvalues" ? Math.max(2, dimension) : 2) + Number(centred),
  };
  if (!(points >= needs.points && dimension >= needs.dimension)) {
    throw new DomainError(
      `degeneratePath: "${kind}" with ${points} points of ${dimension} coordinates; expected at least ${needs.points} points and ${needs.dimension} coordinates.`,
    );
  }
  const full = Math.min(points - Number(centred), dimension);
  if (kind === "rank drop" && !(rank >= 0 && rank < full)) {
    throw new DomainError(
      `degeneratePath: rank ${rank} is no drop for ${points} points of ${dimension} coordinates; expected 0 to ${full - 1}.`,
    );
  }
  const free = passages[kind](points, dimension, random, rank);
  const { at, before, after } = centred ? centredPassage(kind, free) : free;
  return {
    name: kind === "rank drop" ? `${kind} to ${rank}` : kind,
    meets: MEETING,
    at: (s) => at.add(s < MEETING ? before : after, s - MEETING),
  };
}

/**
 * Random paths of every kind that n × d clouds have, `each` of each.
 * @throws DomainError as `degeneratePath`
 */
export function degeneratePaths(
  points: number,
  dimension: number,
  random: RandomStream,
  options: { kinds?: readonly Degeneracy[]; each?: number; centred?: boolean } = {},
): ContinuityPath<Matrix>[] {
  const { kinds = DEGENERACIES, each = 1, centred = false } = options;
  return kinds.flatMap((kind) =>
    Array.from({ length: each }, (_, k) =>
      degeneratePath(kind, points, dimension, random.split(kind).split(k), 1, centred),
    ),
  );
}

/**
 * The part of a path around where it meets its degeneracy: as fine a mesh with fewer steps,
 * and blind to what happens elsewhere.
 * @param share of the path, in (0, 1]
 * @throws DomainError for a path that does not say where it meets, and another share
 */
export function nearMeeting<Input>(
  path: ContinuityPath<Input>,
  share = 0.1,
): ContinuityPath<Input> {
  const { name, meets } = path;
  if (meets === undefined) {
    throw new DomainError(
      `nearMeeting: the path "${name}" does not say where it meets its degeneracy; give it \`meets\`.`,
    );
  }
  if (!(share > 0 && share <= 1)) {
    throw new DomainError(`nearMeeting: share is ${share}; expected a number above 0, up to 1.`);
  }
  // Where it meets lies on no mesh, and stays within the part.
  const start = Math.min(Math.max(meets - share * MEETING, 0), 1 - share);
  return {
    name,
    meets: (meets - start) / share,
    at: (s) => path.at(start + share * s),
  };
}

const passages: Record<
  Degeneracy,
  (n: number, d: number, random: RandomStream, rank: number) => Passage
> = {
  collision: (n, d, random) => {
    const { at, before, after } = generic(n, d, random);
    at.row(1).set(at.row(0));
    return { at, before, after };
  },
  tie: (n, d, random) => {
    const { at, before } = generic(n, d, random);
    at.data[d] = at.data[0];
    return { at, before, after: before };
  },
  "rank drop": (n, d, random, rank) => {
    const { before, after } = generic(n, d, random);
    const factor = (rows: number, columns: number) =>
      new Matrix(rows, columns, random.normals(rows * columns));
    const at = rank === 0 ? new Matrix(n, d) : product(factor(n, rank), factor(rank, d));
    return { at, before, after };
  },
  "equal eigenvalues": (n, d, random) => {
    const { at, before, after } = generic(n, d, random);
    const { Q } = thinQR(at);
    return { at: Q, before, after };
  },
  "point through zero": (n, d, random) => {
    const { at, before, after } = generic(n, d, random);
    at.row(0).fill(0);
    return { at, before, after };
  },
  "collinear leaders": (n, d, random) => {
    const { at, before, after } = generic(n, d, random);
    at.row(1).set(at.row(0).map((x) => -0.7 * x));
    return { at, before, after };
  },
};

function generic(n: number, d: number, random: RandomStream): Passage {
  const draw = () => new Matrix(n, d, random.normals(n * d));
  return { at: draw(), before: draw(), after: draw() };
}

/** Points that the degeneracy is about stay, the others move by the same vector; so do all where it is about all. */
function centredPassage(kind: Degeneracy, { at, before, after }: Passage): Passage {
  const about = kind === "point through zero" ? 1 : kind === "collinear leaders" ? 2 : 0;
  const middle = moveToCentre(at, about);
  return {
    at: kind === "equal eigenvalues" ? thinQR(middle).Q : middle,
    before: moveToCentre(before, 0),
    after: moveToCentre(after, 0),
  };
}

/** The rows from `first` on less one vector, so that the sum of all rows is 0. */
function moveToCentre(points: Matrix, first: number): Matrix {
  const out = points.clone();
  for (let j = 0; j < out.columns; j++) {
    const sum = out.column(j).reduce((total, x) => total + x, 0);
    for (let i = first; i < out.rows; i++)
      out.data[i * out.columns + j] -= sum / (out.rows - first);
  }
  return out;
}
