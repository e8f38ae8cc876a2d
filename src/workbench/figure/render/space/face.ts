/** Faces of a mesh; a mesh that is flat is one face, so that no seams show through it. */
import type { Mesh3dTrace } from "../../json/traces.js";
import { type Camera, cross, dot, subtract, type Vector3 } from "./camera.js";

export interface Face {
  corners: Vector3[];
  center: Vector3;
  normal: Vector3;
  color: string;
  opacity: number;
  outlined: boolean;
}

/** The faces of `trace`, whose vertices lie at `points` in the box. */
export function facesOf(trace: Mesh3dTrace, points: readonly Vector3[]): Face[] {
  const triangles = trace.i.map((i, t) => [points[i], points[trace.j[t]], points[trace.k[t]]]);
  const look = { color: trace.color ?? "#7a8a99", opacity: trace.opacity ?? 1 };
  if (triangles.length === 0) return [];
  const normal = normalOf(triangles[0]);
  const flat = points.every(
    (point) => Math.abs(dot(subtract(point, points[0]), normal)) < 1e-6 * Math.hypot(...normal),
  );
  if (flat) {
    const corners = aroundCenter(points, normal);
    return [{ corners, center: mean(corners), normal, ...look, outlined: true }];
  }
  return triangles.map((corners) => ({
    corners,
    center: mean(corners),
    normal: normalOf(corners),
    ...look,
    outlined: false,
  }));
}

/** True when the point lies on the far side of the face's plane. */
export function hides(face: Face, point: Vector3, camera: Camera): boolean {
  const side = dot(subtract(point, face.center), face.normal);
  const viewer = dot(camera.toward, face.normal);
  return side * viewer < -1e-9 * Math.hypot(...face.normal);
}

function normalOf([a, b, c]: Vector3[]): Vector3 {
  return cross(subtract(b, a), subtract(c, a));
}

function mean(points: readonly Vector3[]): Vector3 {
  const sum = (axis: 0 | 1 | 2): number =>
    points.reduce((total, point) => total + point[axis], 0) / points.length;
  return [sum(0), sum(1), sum(2)];
}

/** The vertices of a convex flat face in the order of their angle around its centre. */
function aroundCenter(points: readonly Vector3[], normal: Vector3): Vector3[] {
  const center = mean(points);
  const first = subtract(points[0], center);
  const second = cross(normal, first);
  const scale = Math.hypot(...second) / (Math.hypot(...first) || 1) || 1;
  const angle = (point: Vector3): number => {
    const from = subtract(point, center);
    return Math.atan2(dot(from, second) / scale, dot(from, first));
  };
  return [...points].sort((a, b) => angle(a) - angle(b));
}
