/** Curves with intervals: one quantity against another, a curve for each series. */
import { DomainError } from "../../../errors.js";
import { Figure } from "../figure.js";
import type { Dash, MarkerSymbol, ScatterTrace } from "../json/traces.js";
import { colorOf, houseLayout, planarAxis, symbols, translucent } from "../style.js";
import { addLegend, type LegendPlace } from "./legend.js";
import { addPointLabels, type PointLabel } from "./point-labels.js";
import { addReferences, type Reference } from "./reference.js";
import { decadeStep, finite, onScale, requireLength, type Scale } from "./values.js";

export interface Series {
  name: string;
  /** Abscissae, length n. */
  x: ArrayLike<number>;
  /** Ordinates, length n. */
  y: ArrayLike<number>;
  /** Lower and upper ends of an interval around each ordinate, length n. */
  low?: ArrayLike<number>;
  high?: ArrayLike<number>;
  /** How the interval is drawn; "band" when left out. */
  interval?: "band" | "bars";
  mode?: "lines" | "markers" | "lines+markers";
  dash?: Dash;
  color?: string;
  symbol?: MarkerSymbol;
}

export interface LineFigureOptions {
  series: readonly Series[];
  title?: string;
  xTitle?: string;
  yTitle?: string;
  xScale?: Scale;
  yScale?: Scale;
  /** On a logarithmic axis, smaller ordinates (zero included) are drawn here. */
  yFloor?: number;
  references?: readonly Reference[];
  /** Words beside points, by their coordinates. */
  labels?: readonly PointLabel[];
  legend?: LegendPlace;
  width?: number;
  height?: number;
}

/** Series of at most this many points get markers unless a mode is given. */
const markedLength = 40;

/**
 * @throws DomainError for NaN, Infinity, and for values on a logarithmic axis
 * that are not positive; ShapeError for lengths that differ
 */
export function lineFigure(options: LineFigureOptions): Figure {
  const { series, title, width = 760, height = 460 } = options;
  const scales = { x: options.xScale ?? "linear", y: options.yScale ?? "linear" } as const;
  const layout = houseLayout(title, width, height);
  layout.xaxis = planarAxis(options.xTitle, scales.x);
  layout.yaxis = planarAxis(options.yTitle, scales.y);
  addReferences(layout, options.references ?? [], scales);
  addPointLabels(layout, options.labels ?? [], scales);
  const data = series.flatMap((one, index) => tracesOf(one, index, scales, options.yFloor));
  for (const letter of ["x", "y"] as const) {
    if (scales[letter] === "linear") continue;
    const step = decadeStep(data.flatMap((trace) => trace[letter] as number[]));
    if (step !== undefined) layout[`${letter}axis`] = { ...layout[`${letter}axis`], dtick: step };
  }
  addLegend(layout, data, options.legend ?? "bottom");
  return new Figure({ data, layout });
}

function tracesOf(
  series: Series,
  index: number,
  scales: { x: Scale; y: Scale },
  floor: number | undefined,
): ScatterTrace[] {
  const what = `lineFigure: series ${JSON.stringify(series.name)}, `;
  requireLength(series.y, series.x.length, `${what}y`);
  const x = onScale(finite(series.x, `${what}x`), scales.x, `${what}x`);
  const y = onScale(finite(series.y, `${what}y`), scales.y, `${what}y`, floor);
  const color = series.color ?? colorOf(index);
  const shared = {
    type: "scatter" as const,
    name: series.name,
    legendgroup: series.name,
    ...(series.color === undefined && { meta: { color: "automatic" as const } }),
  };
  const curve: ScatterTrace = {
    ...shared,
    x,
    y,
    mode: series.mode ?? (x.length <= markedLength ? "lines+markers" : "lines"),
    line: { color, width: 2, dash: series.dash ?? "solid" },
    marker: { color, size: 7, symbol: series.symbol ?? symbols[index % symbols.length] },
  };
  const ends = intervalOf(series, y, scales.y, floor, what);
  if (ends === undefined) return [curve];
  if (series.interval === "bars") {
    return [
      {
        ...curve,
        error_y: {
          type: "data",
          array: ends.high.map((high, k) => Math.max(0, high - y[k])),
          arrayminus: ends.low.map((low, k) => Math.max(0, y[k] - low)),
          symmetric: false,
          color,
          thickness: 1.5,
          width: 4,
        },
      },
    ];
  }
  const band: ScatterTrace = {
    ...shared,
    x: [...x, ...x.slice().reverse()],
    y: [...ends.high, ...ends.low.slice().reverse()],
    mode: "lines",
    line: { color, width: 0 },
    fill: "toself",
    fillcolor: translucent(color, 0.2),
    showlegend: false,
    hoverinfo: "skip",
  };
  return [band, curve];
}

/** Where an interval reaches zero on a logarithmic axis it is cut at a thousandth of its ordinate. */
function intervalOf(
  series: Series,
  y: number[],
  scale: Scale,
  floor: number | undefined,
  what: string,
): { low: number[]; high: number[] } | undefined {
  if (series.low === undefined && series.high === undefined) return undefined;
  if (series.low === undefined || series.high === undefined) {
    throw new DomainError(`${what}got one end of the interval; give both low and high.`);
  }
  requireLength(series.low, y.length, `${what}low`);
  requireLength(series.high, y.length, `${what}high`);
  const low = finite(series.low, `${what}low`);
  const high = finite(series.high, `${what}high`);
  if (scale === "linear") return { low, high };
  return {
    low: low.map((value, k) => Math.max(value, floor ?? y[k] / 1000)),
    high: high.map((value, k) => Math.max(value, floor ?? y[k] / 1000)),
  };
}
