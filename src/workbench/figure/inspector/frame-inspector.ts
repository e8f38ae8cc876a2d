/**
 * One picture of why a cloud is easy or hard for a frame.
 *
 * | panel        | shows                                                              |
 * | cloud        | the points, those that became axes, the axes                       |
 * | scan         | what each row has outside the axes before it, or the spreads, against the tolerance |
 * | disturbance  | change of the form against size of the disturbance: a line of slope one where the frame is smooth, a step where it jumps |
 * | group        | the change under random elements of the group, against the bound   |
 */
import {
  type FrameProbe,
  type FrameReport,
  type LinearPose,
  type ScanLengths,
  SPAN_TOLERANCE,
  scanLengths,
} from "../../../average/index.js";
import { singularValues } from "../../../numerics/index.js";
import { gridFigure } from "../build/grid.js";
import { lineFigure, type Series } from "../build/line.js";
import { spectrumFigure } from "../build/spectrum.js";
import { Figure } from "../figure.js";
import { palette, wrapped } from "../style.js";
import { cloudPanel } from "./cloud-panel.js";

const WIDTH = 900;
/** What is smaller is drawn here. */
const FLOOR = 1e-17;

export interface FrameInspectorOptions {
  /** The tolerance that the frame was made with; default that of Float64 data. */
  readonly tolerance?: number;
}

/** The measurements of `probeFrame` and what the frame says of itself, in four panels. */
export function frameInspectorFigure(
  probe: FrameProbe,
  options: FrameInspectorOptions = {},
): Figure {
  const { tolerance = SPAN_TOLERANCE.double } = options;
  const pose = probe.poses[0] as (typeof probe.poses)[0] & Partial<LinearPose>;
  const scan = pose.basis ? scanLengths({ form: pose.form, basis: pose.basis }) : undefined;
  return gridFigure(
    [
      [cloudPanel(probe, scan), scan ? scanPanel(scan, tolerance) : spreadPanel(probe, tolerance)],
      [disturbancePanel(probe), groupPanel(probe)],
    ],
    { title: headline(probe), share: false, width: WIDTH, height: 860 },
  );
}

function headline({ frame, report, poses }: FrameProbe): string {
  const calls = poses.length === 1 ? "one call" : `${poses.length} calls`;
  const lines = [report ? `${frame}: ${summary(report)}, ${calls}` : `${frame}: ${calls}`];
  for (const finding of report?.findings ?? [])
    lines.push(...wrapped(finding, WIDTH, 17).split("<br>"));
  return lines.slice(0, 4).join("<br>");
}

function summary({ rank, stabiliser, conditioning }: FrameReport): string {
  return [
    ...(rank === undefined ? [] : [`rank ${rank}`]),
    `stabiliser ${stabiliser.description}`,
    `conditioning ${conditioning.toPrecision(2)}`,
  ].join(", ");
}

function scanPanel({ lengths, chosen }: ScanLengths, tolerance: number): Figure {
  const seen = [...lengths.keys()].filter((i) => Number.isFinite(lengths[i]));
  const isChosen = new Set(chosen);
  const marks = (name: string, color: string, keep: boolean): Series => {
    const rows = seen.filter((i) => isChosen.has(i) === keep);
    return {
      name,
      color,
      mode: "markers",
      symbol: "circle",
      x: rows,
      y: rows.map((i) => lengths[i]),
    };
  };
  const figure = lineFigure({
    title: "What each row adds to the axes before it",
    xTitle: "row",
    yTitle: "part outside, of the longest point",
    yScale: "log",
    yFloor: FLOOR,
    series: [
      marks("passed over", palette[6], false),
      marks("chosen for axes", palette[1], true),
    ].filter(({ x }) => x.length > 0),
    references: [{ axis: "y", value: tolerance, label: "tolerance" }],
  });
  const step = Math.max(1, Math.ceil(seen.length / 12));
  const tickvals = seen.filter((i) => i % step === 0);
  const xaxis = { ...figure.layout.xaxis, tickvals, ticktext: tickvals.map(String) };
  return new Figure({ data: [...figure.data], layout: { ...figure.layout, xaxis } });
}

/** For frames that choose no rows: singular values of the cloud about its shift. */
function spreadPanel({ input, poses }: FrameProbe, tolerance: number): Figure {
  const { shift } = poses[0] as (typeof poses)[0] & Partial<LinearPose>;
  const points = input.clone();
  for (let k = 0; shift && k < points.data.length; k++) points.data[k] -= shift[k % input.columns];
  const values = singularValues(points);
  const largest = values[0] || 1;
  return spectrumFigure({
    title: "Spreads of the cloud",
    yTitle: "singular value, of the largest",
    spectra: [
      { name: "spreads", color: palette[1], values: values.map((value) => value / largest) },
    ],
    references: [{ axis: "y", value: tolerance, label: "tolerance" }],
  });
}

function disturbancePanel({
  sizes,
  worst,
  median,
  slope,
  nearest,
  report,
  size,
}: FrameProbe): Figure {
  const series: Series[] = [
    { name: "random direction, worst", color: palette[2], mode: "lines", x: sizes, y: worst },
    {
      ...{ name: "random direction, median", color: palette[2], dash: "dot" as const },
      ...{ mode: "lines" as const, x: sizes, y: median },
    },
  ];
  if (nearest) {
    const known = [...nearest.sizes.keys()].filter((k) => Number.isFinite(nearest.changes[k]));
    series.push({
      ...{ name: `until ${nearest.name}`, color: palette[3], mode: "lines+markers" as const },
      x: known.map((k) => nearest.sizes[k]),
      y: known.map((k) => nearest.changes[k]),
    });
  }
  const distance = report ? report.distance / size : Number.NaN;
  if (distance >= sizes[0] && Number.isFinite(distance)) {
    series.push({
      ...{ name: "reported distance", color: "#b2182b", dash: "dash", mode: "lines" },
      ...{ x: [distance, distance], y: [FLOOR, 1] },
    });
  }
  const jump = nearest ? `, jump ${text(nearest.jump)} at ${text(nearest.at)}` : ", no jump found";
  return lineFigure({
    title: `Disturbed: slope ${text(slope)}${jump}`,
    xTitle: "size of the disturbance, relative",
    yTitle: "change of the form, relative",
    xScale: "log",
    yScale: "log",
    yFloor: FLOOR,
    series,
  });
}

function groupPanel({ equivariance, report }: FrameProbe): Figure | null {
  if (!equivariance) return null;
  const { group, errors } = equivariance;
  const bound = report?.errorBound ?? Number.NaN;
  return lineFigure({
    title: `Moved by ${group.replace("S_n", "S<sub>n</sub>")}: at most ${text(errors[errors.length - 1])}`,
    xTitle: "random elements, by error",
    yTitle: "change of the form, relative",
    yScale: "log",
    yFloor: FLOOR,
    series: [
      {
        ...{ name: "moved by the group", color: palette[0], mode: "markers" as const },
        ...{ symbol: "circle" as const, x: [...errors.keys()], y: errors },
      },
    ],
    references: Number.isFinite(bound) ? [{ axis: "y", value: bound, label: "error bound" }] : [],
  });
}

function text(value: number): string {
  return Number.isFinite(value) ? value.toPrecision(2) : "without bound";
}
