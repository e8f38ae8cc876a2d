/** The three far walls of the box with their grid, and labels along the outer edges. */
import { scaleLinear } from "d3-scale";
import type { Scene, SceneAxis } from "../../json/layout.js";
import { line } from "../element.js";
import { linearLabels } from "../plane/ticks.js";
import { textElement } from "../rich-text.js";
import type { Camera, Vector3 } from "./camera.js";
import type { Ranges } from "./range.js";

type AxisNumber = 0 | 1 | 2;

/** The point whose coordinate `axis` is `value` and whose others are those of `rest`. */
function withCoordinate(rest: Vector3, axis: AxisNumber, value: number): Vector3 {
  const out: [number, number, number] = [...rest];
  out[axis] = value;
  return out;
}

/** Ticks that have about 38 pixels each along their edge and keep clear of its corners. */
function ticksOf(
  axis: AxisNumber,
  look: SceneAxis | undefined,
  [low, high]: [number, number],
  camera: Camera,
): number[] {
  const [a, b] = [-1, 1].map((end) => camera.pixel(withCoordinate([0, 0, 0], axis, end)));
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const most = Math.max(3, Math.min(look?.nticks ?? 5, Math.floor(length / 38)));
  const clear = 0.04 * (high - low);
  return scaleLinear([low, high], [-1, 1])
    .ticks(most)
    .filter((value) => value > low + clear && value < high - clear);
}

export function frameElements(scene: Scene, ranges: Ranges, camera: Camera): string {
  const far = camera.toward.map((component) => (component > 0 ? -1 : 1)) as unknown as Vector3;
  const grid = "#dddddd";
  const edge = "#888888";
  const parts: string[] = [];
  const axes = [scene.xaxis, scene.yaxis, scene.zaxis];
  for (const axis of [0, 1, 2] as const) {
    const others = ([0, 1, 2] as const).filter((other) => other !== axis);
    const scale = scaleLinear(ranges[axis], [-1, 1]);
    const ticks = ticksOf(axis, axes[axis], ranges[axis], camera).map((value) => scale(value));
    for (const position of ticks) {
      for (const wall of others) {
        const along = others.find((other) => other !== wall) as AxisNumber;
        const on = withCoordinate(withCoordinate(far, axis, position), wall, far[wall]);
        const ends = [-1, 1].map((end) => camera.pixel(withCoordinate(on, along, end)));
        parts.push(line(ends[0], ends[1], { stroke: grid, "stroke-width": 0.8 }));
      }
    }
    for (const corner of [-1, 1].flatMap((a) => [-1, 1].map((b) => [a, b] as const))) {
      const base = withCoordinate(withCoordinate(far, others[0], corner[0]), others[1], corner[1]);
      if (base[others[0]] !== far[others[0]] && base[others[1]] !== far[others[1]]) continue;
      const ends = [-1, 1].map((end) => camera.pixel(withCoordinate(base, axis, end)));
      parts.push(line(ends[0], ends[1], { stroke: edge, "stroke-width": 1 }));
    }
    parts.push(...axisLabels(axis, axes[axis], ranges, camera, far));
  }
  return parts.join("");
}

/** Labels stand along the edge of a far wall that lies outermost in the picture. */
function axisLabels(
  axis: AxisNumber,
  look: SceneAxis | undefined,
  ranges: Ranges,
  camera: Camera,
  far: Vector3,
): string[] {
  const others = ([0, 1, 2] as const).filter((other) => other !== axis);
  const candidates = others.map((near) => withCoordinate(far, near, -far[near]));
  const center = camera.pixel([0, 0, 0]);
  const middles = candidates.map((base) => camera.pixel(withCoordinate(base, axis, 0)));
  const outward = (at: [number, number]): number =>
    axis === 2 ? center[0] - at[0] : at[1] - center[1];
  const pick = outward(middles[0]) >= outward(middles[1]) ? 0 : 1;
  const [base, middle] = [candidates[pick], middles[pick]];
  const ends = [-1, 1].map((end) => camera.pixel(withCoordinate(base, axis, end)));
  const away = normal(ends[0], ends[1], [middle[0] - center[0], middle[1] - center[1]]);
  const place = (at: readonly number[], distance: number): { x: number; y: number } => ({
    x: at[0] + distance * away[0],
    y: at[1] + distance * away[1],
  });
  const length = Math.hypot(ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]);
  const scale = scaleLinear(ranges[axis], [-1, 1]);
  const values = ticksOf(axis, look, ranges[axis], camera);
  const labels = linearLabels(values);
  const title = look?.title?.text ?? "";
  const size = look?.tickfont?.size ?? 10;
  if (length < 40) return title ? [centered(title, place(middle, 16), 12)] : [];
  return [
    ...values.map((value, k) =>
      centered(labels[k], place(camera.pixel(withCoordinate(base, axis, scale(value))), 13), size),
    ),
    ...(title ? [alongEdge(title, place(middle, axis === 2 ? 42 : 34), ends)] : []),
  ];
}

/** The unit normal of the edge from `a` to `b` on the side of `side`. */
function normal(
  a: readonly number[],
  b: readonly number[],
  side: readonly number[],
): [number, number] {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  if (length < 1) {
    const reach = Math.hypot(side[0], side[1]) || 1;
    return [side[0] / reach, side[1] / reach];
  }
  const sign = Math.sign(-dy * side[0] + dx * side[1]) || 1;
  return [(-dy / length) * sign, (dx / length) * sign];
}

function centered(text: string, { x, y }: { x: number; y: number }, size: number): string {
  return textElement(text, { x, y, size, horizontal: "middle" });
}

/** A title turned into the direction of its edge, readable from left to right or upward. */
function alongEdge(
  text: string,
  { x, y }: { x: number; y: number },
  [a, b]: readonly (readonly number[])[],
): string {
  const slope = (180 / Math.PI) * Math.atan2(b[1] - a[1], b[0] - a[0]);
  const upright = slope > 89 ? slope - 180 : slope <= -91 ? slope + 180 : slope;
  return textElement(text, { x, y, size: 12, horizontal: "middle", angle: Math.round(upright) });
}
