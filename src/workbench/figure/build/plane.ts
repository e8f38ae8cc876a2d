/** A piece of a plane in three dimensions, as two triangles. */
import { DomainError, ShapeError } from "../../../errors.js";
import type { Mesh3dTrace } from "../json/traces.js";
import { finite } from "./values.js";

export interface Plane {
  name?: string;
  /** A point of the plane; the origin of coordinates when left out. */
  origin?: ArrayLike<number>;
  /** Two vectors of length 3 that span it. */
  directions: readonly [ArrayLike<number>, ArrayLike<number>];
  color?: string;
  opacity?: number;
}

/** The square of the plane whose centre is nearest to `center` and whose half-width is `reach`. */
export function planeTrace(plane: Plane, center: readonly number[], reach: number): Mesh3dTrace {
  const name = plane.name ?? "plane";
  const origin = vector(plane.origin ?? [0, 0, 0], `${name}, origin`);
  const [first, second] = orthonormal(
    vector(plane.directions[0], `${name}, directions[0]`),
    vector(plane.directions[1], `${name}, directions[1]`),
    name,
  );
  const offset = center.map((value, axis) => value - origin[axis]);
  const [a, b] = [dot(offset, first), dot(offset, second)];
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([s, t]) =>
    origin.map((o, axis) => o + (a + s * reach) * first[axis] + (b + t * reach) * second[axis]),
  );
  const [x, y, z] = [0, 1, 2].map((axis) => corners.map((corner) => corner[axis]));
  return {
    type: "mesh3d",
    name,
    legendgroup: name,
    showlegend: true,
    x,
    y,
    z,
    i: [0, 0],
    j: [1, 2],
    k: [2, 3],
    color: plane.color ?? "#7a8a99",
    opacity: plane.opacity ?? 0.3,
    hoverinfo: "skip",
  };
}

function orthonormal(u: number[], v: number[], name: string): [number[], number[]] {
  const first = normalized(u, name);
  const along = dot(v, first);
  return [
    first,
    normalized(
      v.map((value, axis) => value - along * first[axis]),
      name,
    ),
  ];
}

function normalized(v: number[], name: string): number[] {
  const length = Math.hypot(...v);
  if (!(length > 0)) {
    throw new DomainError(`particleFigure: the directions of ${name} do not span a plane.`);
  }
  return v.map((value) => value / length);
}

function vector(values: ArrayLike<number>, what: string): number[] {
  if (values.length !== 3) {
    throw new ShapeError(`particleFigure: ${what} has length ${values.length}; expected 3.`);
  }
  return finite(values, `particleFigure: ${what}`);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, axis) => sum + value * b[axis], 0);
}
