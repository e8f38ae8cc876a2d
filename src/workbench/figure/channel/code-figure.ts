/**
 * How a code of a channel's pairs changes with β, under a slider: the cells by their likeliest
 * symbol, and beside them where the code stands on the curve of I against λ.
 *
 * A symbol has the mean colour of its cells in the finest code of all frames, so that symbols that
 * merge take the colour between theirs.
 */
import { DomainError } from "../../../errors.js";
import { gridFigure } from "../build/grid.js";
import { lineFigure, type Series } from "../build/line.js";
import { slider } from "../build/slider.js";
import { finite, requireLength } from "../build/values.js";
import { Figure } from "../figure.js";
import type { Frame } from "../json/layout.js";
import type { Trace } from "../json/traces.js";
import { palette } from "../style.js";
import { cellPanel } from "./cell-panel.js";

export interface CodeFrame {
  readonly beta: number;
  /** What `hardPartition` gives: labels 0 … parts − 1 at x |Y| + y; impossible pairs have `parts`. */
  readonly partition: { readonly labels: ArrayLike<number>; readonly parts: number };
  /** λ, nats. */
  readonly relevance: number;
  /** I, nats. */
  readonly rate: number;
  /** What stands behind β, such as "C6, order 6". */
  readonly note?: string;
}

export interface CodeFigureOptions {
  /** In the order of the slider; the picture shows the last one. */
  frames: readonly CodeFrame[];
  inputs: number;
  outputs: number;
  inputNames?: readonly string[];
  outputNames?: readonly string[];
  /** The whole curve; through the frames when left out. */
  curve?: { readonly relevance: ArrayLike<number>; readonly rate: ArrayLike<number> };
  title?: string;
  width?: number;
  height?: number;
}

/** @throws DomainError for no frames or values that are not finite; ShapeError for labels that are not one for each pair */
export function codeFigure(options: CodeFigureOptions): Figure {
  const { frames, inputs, outputs } = options;
  if (frames.length === 0) throw new DomainError("codeFigure: got no frames; expected one.");
  for (const { beta, relevance, rate, partition } of frames) {
    finite([beta, relevance, rate], "codeFigure: [β, relevance, rate] of a frame");
    requireLength(partition.labels, inputs * outputs, `codeFigure: labels at β = ${beta}`);
  }
  const paint = painter(frames);
  const last = frames[frames.length - 1];
  const still = gridFigure(
    [[cellPanel(paint(last), last.partition, options), curvePanel(options, last)]],
    {
      ...{ title: options.title, share: false, legend: "none" },
      ...{ width: options.width ?? 820, height: options.height ?? 500 },
    },
  );
  const names = frameNames(frames);
  const moves = frames.map((frame, k): Frame => {
    const [cells] = cellPanel(paint(frame), frame.partition, options).data;
    if (cells.type !== "heatmap") throw new DomainError("codeFigure: expected cells first.");
    const { z, text } = cells;
    return {
      name: names[k],
      data: [
        { z, ...(text && { text }) },
        { x: [frame.relevance], y: [frame.rate] },
      ],
      traces: [0, still.data.length - 1],
    };
  });
  const { margin = { l: 60, r: 24, t: 40, b: 56 } } = still.layout;
  const layout = {
    ...still.layout,
    margin: { ...margin, b: margin.b + 30 },
    sliders: [{ ...slider(names, "β = "), pad: { t: 56, l: 30, r: 30 } }],
  };
  return new Figure({ data: [...still.data], layout, frames: moves });
}

function curvePanel({ frames, curve }: CodeFigureOptions, last: CodeFrame): Figure {
  const points = [...frames].sort((a, b) => a.relevance - b.relevance || a.rate - b.rate);
  const line: Series = {
    ...{ name: "optimal codes", color: palette[0], mode: "lines" },
    x: curve?.relevance ?? points.map(({ relevance }) => relevance),
    y: curve?.rate ?? points.map(({ rate }) => rate),
  };
  const here: Series = {
    ...{ name: "this code", color: palette[1], mode: "markers", symbol: "circle" },
    x: [last.relevance],
    y: [last.rate],
  };
  const { data, layout } = lineFigure({
    series: [line, here],
    xTitle: "relevance λ, nats",
    yTitle: "rate I, nats",
    legend: "none",
  });
  return new Figure({ data: data.map(bare), layout });
}

/** Without the look of what the mode does not draw: Plotly's validator would complain. */
function bare(trace: Trace): Trace {
  if (trace.type !== "scatter") return trace;
  const { line, marker, ...rest } = trace;
  return { ...rest, ...(trace.mode === "markers" ? { marker } : { line }) };
}

/** For each frame the colours of its parts, 0 … 1. */
function painter(frames: readonly CodeFrame[]): (frame: CodeFrame) => number[] {
  const finest = frames.reduce((a, b) => (b.partition.parts > a.partition.parts ? b : a)).partition;
  const place = (label: number): number =>
    finest.parts > 1 ? Math.min(label, finest.parts - 1) / (finest.parts - 1) : 0.5;
  return ({ partition: { labels, parts } }) => {
    const [sums, sizes] = [new Array<number>(parts).fill(0), new Array<number>(parts).fill(0)];
    for (let a = 0; a < labels.length; a++) {
      if (labels[a] >= parts) continue;
      sums[labels[a]] += place(finest.labels[a]);
      sizes[labels[a]] += 1;
    }
    return sums.map((sum, part) => sum / Math.max(1, sizes[part]));
  };
}

/** β with as many digits as tell the frames apart, and the notes. */
function frameNames(frames: readonly CodeFrame[]): string[] {
  for (let digits = 2; digits <= 17; digits++) {
    const names = frames.map(({ beta, note }) => {
      const number = Number(beta.toPrecision(digits));
      const text = number >= 1e5 || number < 1e-3 ? number.toExponential() : String(number);
      return note === undefined ? text.replace("e+", "e") : `${text.replace("e+", "e")}: ${note}`;
    });
    if (new Set(names).size === names.length) return names;
  }
  throw new DomainError("codeFigure: two frames have the same β; leave one out.");
}
