/**
 * Coordinates in a Lie algebra: ξ = Σ_p c_p A_p with the basis A_p of `algebra`.
 *
 * | symbol | name here    | shape                                              |
 * | A_p    | algebra[p]   | N × N, q of them                                   |
 * | c      | coordinates  | q                                                  |
 * | Q R    | directions, triangle | the A_p as columns, orthonormalised (Gram–Schmidt) |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import type { LieGroup } from "../group.js";

/** How far ξ may lie from the algebra, relative to its largest entry. */
export const ALGEBRA_TOLERANCE = 1e-10;

/**
 * c with ξ = Σ c_p A_p.
 * @throws ShapeError, DomainError when ξ is not in the algebra, naming the entry
 */
export function algebraCoordinates(group: LieGroup<unknown>, xi: Matrix): Float64Array {
  const size = group.algebra[0]?.rows ?? xi.rows;
  return algebraSpan(group.name, size, group.algebra).coordinates("algebraCoordinates", xi);
}

/** Σ c_p A_p, 0 for a group of matrices without generators. @throws ShapeError unless there is one coordinate for each generator; DomainError for NaN or Infinity */
export function algebraElement(group: LieGroup<unknown>, coordinates: ArrayLike<number>): Matrix {
  const { algebra, identity, name } = group;
  const size = algebra[0]?.rows ?? (identity instanceof Matrix ? identity.rows : 0);
  if (coordinates.length !== algebra.length) {
    throw new ShapeError(
      `algebraElement: got ${coordinates.length} coordinates for "${name}"; expected ${algebra.length}, one for each generator.`,
    );
  }
  return algebra.reduce((sum, generator, p) => {
    if (!Number.isFinite(coordinates[p])) {
      throw new DomainError(
        `algebraElement: coordinate ${p} is ${coordinates[p]}; expected finite numbers.`,
      );
    }
    return sum.add(generator, coordinates[p]);
  }, Matrix.zeros(size));
}

export interface AlgebraSpan {
  /** N: the matrices are N × N. */
  readonly size: number;
  /** @throws ShapeError, DomainError when ξ is not in the algebra, naming the entry that is farthest off */
  requireMember(method: string, xi: Matrix): void;
  /** The element of the algebra nearest to ξ. @throws ShapeError, DomainError when ξ has another size or is not finite */
  nearest(method: string, xi: Matrix): Matrix;
  /** As `requireMember`, and returns c. */
  coordinates(method: string, xi: Matrix): Float64Array;
}

/** A unit vector without its zeros: generators have few entries. */
interface Direction {
  readonly places: Int32Array;
  readonly values: Float64Array;
}

interface Factors {
  readonly directions: readonly Direction[];
  /** Column p of R: how A_p is made of the directions 0 … p. */
  readonly triangle: readonly Float64Array[];
}

/** The span of N × N matrices; the factors are made on first use. */
export function algebraSpan(name: string, size: number, algebra: readonly Matrix[]): AlgebraSpan {
  let factors: Factors | undefined;
  const project = (method: string, xi: Matrix): { parts: Float64Array; rest: Float64Array } => {
    requireFiniteOfSize(`${method} of "${name}"`, xi, size);
    factors ??= orthonormalise(name, algebra);
    const rest = xi.data.slice();
    const parts = new Float64Array(algebra.length);
    // Twice, so that what is left is orthogonal to rounding.
    for (let pass = 0; pass < 2; pass++) {
      factors.directions.forEach((direction, p) => {
        parts[p] += removeComponent(rest, direction);
      });
    }
    return { parts, rest };
  };
  const member = (method: string, xi: Matrix): Float64Array => {
    const { parts, rest } = project(method, xi);
    const worst = rest.reduce((k, value, i) => (Math.abs(value) > Math.abs(rest[k]) ? i : k), 0);
    if (Math.abs(rest[worst]) > ALGEBRA_TOLERANCE * xi.maxAbs()) {
      throw new DomainError(
        `${method} of "${name}": ξ is not in the Lie algebra: its entry (${Math.floor(worst / size)}, ${worst % size}) is ${xi.data[worst]}, and ${xi.data[worst] - rest[worst]} in the nearest element of the algebra; expected a combination of \`algebra\`.`,
      );
    }
    return parts;
  };
  return {
    size,
    requireMember: (method, xi) => {
      member(method, xi);
    },
    nearest: (method, xi) => {
      const { rest } = project(method, xi);
      return xi.subtract(new Matrix(size, size, rest));
    },
    coordinates: (method, xi) => {
      const parts = member(method, xi);
      return solveTriangle(factors!.triangle, parts);
    },
  };
}

function orthonormalise(name: string, algebra: readonly Matrix[]): Factors {
  const directions: Direction[] = [];
  const triangle: Float64Array[] = [];
  algebra.forEach((generator, p) => {
    const rest = generator.data.slice();
    const column = new Float64Array(p + 1);
    for (let pass = 0; pass < 2; pass++) {
      directions.forEach((direction, k) => {
        column[k] += removeComponent(rest, direction);
      });
    }
    const length = new Matrix(rest.length, 1, rest).frobeniusNorm();
    if (!(length > ALGEBRA_TOLERANCE * generator.frobeniusNorm())) {
      throw new DomainError(
        `"${name}": algebra[${p}] is a combination of the generators before it; expected a linearly independent basis.`,
      );
    }
    column[p] = length;
    directions.push(directionOf(rest, length));
    triangle.push(column);
  });
  return { directions, triangle };
}

function directionOf(vector: Float64Array, length: number): Direction {
  const places: number[] = [];
  vector.forEach((value, k) => {
    if (value !== 0) places.push(k);
  });
  return {
    places: Int32Array.from(places),
    values: Float64Array.from(places, (k) => vector[k] / length),
  };
}

/** Takes the component along a unit vector out of `rest` and returns its length. */
function removeComponent(rest: Float64Array, { places, values }: Direction): number {
  let inner = 0;
  for (let k = 0; k < places.length; k++) inner += rest[places[k]] * values[k];
  if (inner !== 0) for (let k = 0; k < places.length; k++) rest[places[k]] -= inner * values[k];
  return inner;
}

function solveTriangle(triangle: readonly Float64Array[], parts: Float64Array): Float64Array {
  const out = parts.slice();
  for (let p = out.length - 1; p >= 0; p--) {
    out[p] /= triangle[p][p];
    for (let k = 0; k < p; k++) out[k] -= triangle[p][k] * out[p];
  }
  return out;
}

function requireFiniteOfSize(caller: string, xi: Matrix, size: number): void {
  if (xi.rows !== size || xi.columns !== size) {
    throw new ShapeError(
      `${caller}: got a ${xi.rows} × ${xi.columns} matrix; expected ${size} × ${size}.`,
    );
  }
  const bad = xi.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `${caller}: entry (${Math.floor(bad / size)}, ${bad % size}) of ξ is ${xi.data[bad]}; expected finite numbers.`,
    );
  }
}
