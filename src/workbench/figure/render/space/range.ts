/** The range of each axis of a scene and the map from data to its box. */
import type { Scene } from "../../json/layout.js";
import type { SpatialTrace } from "../../json/traces.js";
import type { Vector3 } from "./camera.js";

export type Ranges = readonly [[number, number], [number, number], [number, number]];

export function rangesOf(scene: Scene, traces: readonly SpatialTrace[]): Ranges {
  const range = (axis: "x" | "y" | "z"): [number, number] => {
    const given = scene[`${axis}axis`]?.range;
    if (given) return given;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const trace of traces) {
      for (const value of trace[axis]) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (!(low <= high)) return [-1, 1];
    const margin = 0.05 * (high - low) || 0.5;
    return [low - margin, high + margin];
  };
  return [range("x"), range("y"), range("z")];
}

/** The point of the box [−1, 1]³ that stands for a point of the data. */
export function inBox(point: Vector3, ranges: Ranges): Vector3 {
  const share = (axis: 0 | 1 | 2): number => {
    const [low, high] = ranges[axis];
    return (2 * (point[axis] - low)) / (high - low) - 1;
  };
  return [share(0), share(1), share(2)];
}
