/**
 * Clouds of particles in three dimensions, with planes through them, such as
 * the fixed space E^G of a group; and their course in time under a slider.
 */
import { ShapeError } from "../../../errors.js";
import type { Matrix } from "../../../numerics/matrix.js";
import { Figure } from "../figure.js";
import type { Point3 } from "../json/layout.js";
import type { MarkerSymbol, Scatter3dTrace, Trace } from "../json/traces.js";
import { colorOf, houseLayout, spaceAxis } from "../style.js";
import { addLegend, type LegendPlace } from "./legend.js";
import { type Plane, planeTrace } from "./plane.js";
import { slider } from "./slider.js";
import { finite } from "./values.js";

export interface Cloud {
  name: string;
  /** n × 3, a row for each particle. */
  points: Matrix;
  symbol?: Extract<MarkerSymbol, "circle" | "square" | "diamond" | "cross" | "x">;
  /** Diameter in pixels. */
  size?: number;
  color?: string;
  opacity?: number;
}

export interface ParticleFrame {
  label: string;
  /** The points of each cloud at this moment, n × 3, in the order of the clouds. */
  clouds: readonly Matrix[];
}

export interface ParticleFigureOptions {
  clouds: readonly Cloud[];
  planes?: readonly Plane[];
  axisTitles?: readonly [string, string, string];
  /** From above at a slant, along the first plane, or from a point (in half-widths of the box). */
  view?: "aerial" | "side" | Point3;
  /** Moments of time; the picture shows the clouds themselves, which should be the last one. */
  frames?: readonly ParticleFrame[];
  title?: string;
  legend?: LegendPlace;
  width?: number;
  height?: number;
}

/**
 * All axes have one unit, so that distances may be compared by eye.
 * @throws ShapeError for points that are not n × 3; DomainError for NaN and Infinity
 */
export function particleFigure(options: ParticleFigureOptions): Figure {
  const { clouds, planes = [], frames = [] } = options;
  for (const { name, points } of clouds) requireSpatial(points, name);
  for (const frame of frames) {
    if (frame.clouds.length !== clouds.length) {
      throw new ShapeError(
        `particleFigure: frame ${frame.label} has ${frame.clouds.length} clouds; expected ${clouds.length}.`,
      );
    }
    for (const points of frame.clouds) requireSpatial(points, `frame ${frame.label}`);
  }
  const everything = [...clouds.map(({ points }) => points), ...frames.flatMap((f) => f.clouds)];
  const { center, reach } = boundingCube(everything);
  const layout = houseLayout(options.title, options.width ?? 760, options.height ?? 560);
  layout.margin = { l: 10, r: 10, t: (layout.margin?.t ?? 24) - 8, b: 14 };
  delete layout.plot_bgcolor;
  const axes = [0, 1, 2].map((axis) => ({
    ...spaceAxis(options.axisTitles?.[axis]),
    range: [center[axis] - reach, center[axis] + reach] as [number, number],
  }));
  layout.scene = {
    xaxis: axes[0],
    yaxis: axes[1],
    zaxis: axes[2],
    camera: { eye: eyeOf(options.view ?? "aerial", planes), projection: { type: "orthographic" } },
    aspectmode: "cube",
  };
  const data: Trace[] = [
    ...planes.map((plane) => planeTrace(plane, center, reach)),
    ...clouds.map(cloudTrace),
  ];
  addLegend(layout, data, options.legend ?? "bottom");
  if (frames.length === 0) return new Figure({ data, layout });
  layout.sliders = [slider(frames.map(({ label }) => label))];
  return new Figure({
    data,
    layout,
    frames: frames.map(({ label, clouds: moved }) => ({
      name: label,
      data: moved.map((points) => coordinates(points, label)),
      traces: moved.map((_, index) => planes.length + index),
    })),
  });
}

function cloudTrace(cloud: Cloud, index: number): Scatter3dTrace {
  return {
    type: "scatter3d",
    mode: "markers",
    name: cloud.name,
    legendgroup: cloud.name,
    ...coordinates(cloud.points, cloud.name),
    marker: {
      color: cloud.color ?? colorOf(index),
      size: cloud.size ?? 4,
      symbol: cloud.symbol ?? "circle",
      opacity: cloud.opacity ?? 0.85,
    },
    ...(cloud.color === undefined && { meta: { color: "automatic" as const } }),
  };
}

function coordinates(points: Matrix, name: string): { x: number[]; y: number[]; z: number[] } {
  const [x, y, z] = [0, 1, 2].map((axis) =>
    finite(points.column(axis), `particleFigure: ${name}, column ${axis}`),
  );
  return { x, y, z };
}

function requireSpatial(points: Matrix, name: string): void {
  if (points.columns !== 3) {
    throw new ShapeError(
      `particleFigure: ${name} is ${points.rows} × ${points.columns}; expected n × 3: project the points first.`,
    );
  }
}

/** The smallest cube with a margin of 6 % around all points. */
function boundingCube(clouds: readonly Matrix[]): { center: number[]; reach: number } {
  const low = [0, 0, 0].fill(Number.POSITIVE_INFINITY);
  const high = [0, 0, 0].fill(Number.NEGATIVE_INFINITY);
  for (const points of clouds) {
    points.data.forEach((value, k) => {
      low[k % 3] = Math.min(low[k % 3], value);
      high[k % 3] = Math.max(high[k % 3], value);
    });
  }
  if (!low.every(Number.isFinite)) return { center: [0, 0, 0], reach: 1 };
  const widest = Math.max(...high.map((value, axis) => value - low[axis]));
  return { center: high.map((value, axis) => (value + low[axis]) / 2), reach: 0.53 * widest || 1 };
}

function eyeOf(view: "aerial" | "side" | Point3, planes: readonly Plane[]): Point3 {
  if (typeof view === "object") return view;
  if (view === "aerial") return { x: 1.15, y: -1.45, z: 0.95 };
  const along = planes[0]?.directions[0] ?? [0, 1, 0];
  const length = Math.hypot(along[0], along[1], along[2]) || 1;
  const [x, y, z] = [0, 1, 2].map((axis) => (-2.1 * along[axis]) / length);
  return { x: x + 0.12, y: y + 0.12, z: z + 0.12 };
}
