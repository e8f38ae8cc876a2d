/**
 * Parallel projection of the scene's box, whose half-widths are one, onto
 * the picture.
 *
 * | symbol | name here | meaning                                |
 * | e      | eye       | where the viewer is, seen from the box |
 * | r, u   | right, up | axes of the picture                    |
 * | ê      | toward    | unit vector from the box to the viewer |
 */
import type { Point3, Scene } from "../../json/layout.js";
import type { Box } from "../box.js";

export type Vector3 = readonly [number, number, number];

export interface Camera {
  toward: Vector3;
  /** Pixels of a point of the box [−1, 1]³. */
  pixel(point: Vector3): [number, number];
  /** Larger is nearer to the viewer. */
  depth(point: Vector3): number;
}

export function cameraFor(scene: Scene, box: Box): Camera {
  const toward = unit(vector(scene.camera?.eye ?? { x: 1.25, y: -1.25, z: 1.25 }));
  const vertical = vector(scene.camera?.up ?? { x: 0, y: 0, z: 1 });
  const right = unit(cross(vertical, toward));
  const up = cross(toward, right);
  const corners = [-1, 1].flatMap((x) =>
    [-1, 1].flatMap((y) => [-1, 1].map((z): Vector3 => [x, y, z])),
  );
  const reachX = Math.max(...corners.map((corner) => dot(corner, right)));
  const reachY = Math.max(...corners.map((corner) => dot(corner, up)));
  // Labels need room beside the box and below it.
  const [beside, above, below] = [56, 8, 42];
  const unitLength = Math.min(
    (box.width / 2 - beside) / reachX,
    (box.height - above - below) / (2 * reachY),
  );
  const centerX = box.left + box.width / 2;
  const centerY = box.top + (box.height + above - below) / 2;
  return {
    toward,
    pixel: (point) => [
      centerX + unitLength * dot(point, right),
      centerY - unitLength * dot(point, up),
    ],
    depth: (point) => dot(point, toward),
  };
}

function vector({ x, y, z }: Point3): Vector3 {
  return [x, y, z];
}

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** Straight up has no direction to the right; it is tilted a little. */
function unit(v: Vector3): Vector3 {
  const length = Math.hypot(...v);
  return length < 1e-9 ? unit([0, -1, 1e-3]) : [v[0] / length, v[1] / length, v[2] / length];
}
