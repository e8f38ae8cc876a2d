/** The cloud of an inspected frame, the rows that were chosen, and the axes they gave. */
import type { FrameProbe, LinearPose, ScanLengths } from "../../../average/index.js";
import { Matrix } from "../../../numerics/index.js";
import { lineFigure } from "../build/line.js";
import { particleFigure } from "../build/particles.js";
import { Figure } from "../figure.js";
import type { Scatter3dTrace } from "../json/traces.js";
import { palette } from "../style.js";

const COLORS = { points: "#9aa5b1", chosen: palette[1], passed: palette[6], axes: palette[0] };

interface Scenery {
  readonly title: string;
  readonly groups: readonly {
    readonly name: string;
    readonly color: string;
    readonly points: Matrix;
  }[];
  /** Ends of each axis. */
  readonly axes: readonly Matrix[];
}

/** In two dimensions a plane, otherwise a scene; above three the coordinates along the first three axes. */
export function cloudPanel(probe: FrameProbe, scan: ScanLengths | undefined): Figure {
  const scenery = sceneryOf(probe, scan);
  const [{ points }] = scenery.groups;
  return points.columns === 2 ? plane(scenery) : space(scenery);
}

function sceneryOf({ input, poses }: FrameProbe, scan: ScanLengths | undefined): Scenery {
  const pose = poses[0] as (typeof poses)[0] & Partial<LinearPose>;
  const d = input.columns;
  const own = d === 2 || d === 3;
  const cloud = own ? input : resized(pose.form, 3);
  const carry = own ? pose.carry : Matrix.identity(3);
  const shift = (own && pose.shift) || new Float64Array(cloud.columns);
  const longest = Math.max(
    0,
    ...Array.from({ length: cloud.rows }, (_, i) => away(cloud, i, shift)),
  );
  const axes = carry
    ? Array.from({ length: cloud.columns }, (_, j) => carry.column(j))
        .filter((axis) => axis.some((value) => value !== 0))
        .map((axis) => Matrix.fromRows([shift, shift.map((b, a) => b + 0.7 * longest * axis[a])]))
    : [];
  const chosen = new Set(scan?.chosen);
  const passed = (i: number): boolean => !chosen.has(i) && Number.isFinite(scan?.lengths[i]);
  const rows = Array.from({ length: cloud.rows }, (_, i) => i);
  const group = (name: string, color: string, keep: (i: number) => boolean) => ({
    name,
    color,
    points: Matrix.fromRows(rows.filter(keep).map((i) => cloud.row(i))),
  });
  const groups = [
    group("other points", COLORS.points, (i) => !chosen.has(i) && !passed(i)),
    group("passed over", COLORS.passed, passed),
    group("chosen for axes", COLORS.chosen, (i) => chosen.has(i)),
  ].filter(({ points }) => points.rows > 0);
  return { title: own ? "The cloud and its axes" : "Along the first three axes", groups, axes };
}

/** The first columns of a matrix, or zeros after them. */
function resized(matrix: Matrix, columns: number): Matrix {
  const out = new Matrix(matrix.rows, columns);
  for (let i = 0; i < matrix.rows; i++) out.row(i).set(matrix.row(i).subarray(0, columns));
  return out;
}

function away(cloud: Matrix, i: number, shift: Float64Array): number {
  return Math.hypot(...cloud.row(i).map((value, a) => value - shift[a]));
}

function plane({ title, groups, axes }: Scenery): Figure {
  const figure = lineFigure({
    title,
    xTitle: "x",
    yTitle: "y",
    series: [
      ...axes.map((ends) => ({
        ...{ name: "canonical axes", x: ends.column(0), y: ends.column(1) },
        ...{ mode: "lines" as const, color: COLORS.axes },
      })),
      ...groups.map(({ name, color, points }) => ({
        ...{ name, color, x: points.column(0), y: points.column(1) },
        ...{ mode: "markers" as const, symbol: "circle" as const },
      })),
    ],
  });
  const yaxis = { ...figure.layout.yaxis, scaleanchor: "x" };
  return new Figure({ data: [...figure.data], layout: { ...figure.layout, yaxis } });
}

function space({ title, groups, axes }: Scenery): Figure {
  const figure = particleFigure({
    title,
    axisTitles: ["x", "y", "z"],
    clouds: groups.map(({ name, color, points }) => ({
      ...{ name, color, points, size: name === "other points" ? 4 : 7 },
      opacity: name === "other points" ? 0.6 : 1,
    })),
  });
  const lines = axes.map(
    (ends): Scatter3dTrace => ({
      type: "scatter3d",
      mode: "lines",
      name: "canonical axes",
      legendgroup: "canonical axes",
      x: [...ends.column(0)],
      y: [...ends.column(1)],
      z: [...ends.column(2)],
      line: { color: COLORS.axes, width: 5 },
    }),
  );
  return new Figure({ data: [...lines, ...figure.data], layout: figure.layout });
}
