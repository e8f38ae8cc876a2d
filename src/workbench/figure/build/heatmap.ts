/** A matrix, or a function of the plane, as coloured cells. */
import { DomainError, ShapeError } from "../../../errors.js";
import { Matrix } from "../../../numerics/matrix.js";
import { Figure } from "../figure.js";
import { cellAxis, diverging, houseLayout, sequential } from "../style.js";
import { lineFigure, type Series } from "./line.js";
import { requireLength } from "./values.js";

export interface HeatmapFigureOptions {
  /** values[i][j] stands in row i and column j; a function gives the value at numbers x and y. */
  values: Matrix | readonly (readonly number[])[] | ((x: number, y: number) => number);
  /** Names or places of the columns and rows; 0, 1, 2, … when left out. */
  x?: readonly (number | string)[];
  y?: readonly (number | string)[];
  /** Row 0 on top, as a matrix is written; the default unless y are numbers. */
  downward?: boolean;
  /** Cells are squares. */
  square?: boolean;
  /** Writes the values into the cells. */
  labels?: boolean;
  /** A centre gives a scale from blue through white to red around it. */
  center?: number;
  /** Curves and points over the cells, such as the samples that a model was trained on; x and y are numbers then. */
  over?: readonly Series[];
  /** Values at the ends of the colour scale. */
  range?: readonly [number, number];
  title?: string;
  xTitle?: string;
  yTitle?: string;
  colorTitle?: string;
  width?: number;
  height?: number;
}

/** Cells that a screen can show and a notebook can hold. */
const cellLimit = 40_000;

/** @throws DomainError for NaN, Infinity and too many cells; ShapeError for ragged rows */
export function heatmapFigure(options: HeatmapFigureOptions): Figure {
  const { x, y } = options;
  const values = cellsOf(options);
  if (values.data.length === 0)
    throw new ShapeError("heatmapFigure: got a matrix without entries.");
  if (values.data.length > cellLimit) {
    throw new DomainError(
      `heatmapFigure: got ${values.rows} × ${values.columns} cells; expected at most ${cellLimit}: average blocks first.`,
    );
  }
  if (x) requireLength(x, values.columns, "heatmapFigure: x");
  if (y) requireLength(y, values.rows, "heatmapFigure: y");
  const [low, high] = options.range ?? colorRange(values.data, options.center);
  const layout = houseLayout(options.title, options.width ?? 640, options.height ?? 500);
  const kind = (names?: readonly unknown[]): "linear" | "category" =>
    typeof names?.[0] === "string" ? "category" : "linear";
  layout.xaxis = cellAxis(options.xTitle, kind(x));
  layout.yaxis = cellAxis(options.yTitle, kind(y));
  if (options.downward ?? typeof y?.[0] !== "number") layout.yaxis.autorange = "reversed";
  if (options.square) {
    layout.yaxis = { ...layout.yaxis, scaleanchor: "x", constrain: "domain" };
    layout.xaxis.constrain = "domain";
  }
  layout.coloraxis = {
    colorscale: options.center === undefined ? sequential : diverging,
    cmin: low,
    cmax: high,
    colorbar: {
      thickness: 14,
      ...(options.colorTitle && { title: { text: options.colorTitle, side: "right" as const } }),
    },
  };
  return new Figure({
    data: [
      {
        type: "heatmap",
        z: values.toRows(),
        ...(x && { x: [...x] }),
        ...(y && { y: [...y] }),
        coloraxis: "coloraxis",
        ...(options.labels && { texttemplate: "%{z:.2~f}" }),
      },
      ...(options.over ? lineFigure({ series: options.over, legend: "none" }).data : []),
    ],
    layout,
  });
}

function cellsOf({ values, x, y }: HeatmapFigureOptions): Matrix {
  if (values instanceof Matrix) return values;
  if (typeof values !== "function") return Matrix.fromRows(values);
  const numbers = (names: readonly (number | string)[] | undefined, axis: string): number[] => {
    if (!names?.every((name) => typeof name === "number")) {
      throw new DomainError(
        `heatmapFigure: got a function and ${axis} that are no numbers; expected the ${axis} at which to call it.`,
      );
    }
    return names as number[];
  };
  const across = numbers(x, "x");
  return Matrix.fromRows(numbers(y, "y").map((b) => across.map((a) => values(a, b))));
}

/** From the least to the greatest value, or as far on both sides of the centre. */
function colorRange(values: Float64Array, center: number | undefined): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) {
      throw new DomainError(`heatmapFigure: values.data[${index}] is ${value}; expected a number.`);
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
  });
  if (center !== undefined) {
    const reach = Math.max(high - center, center - low) || 1;
    return [center - reach, center + reach];
  }
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}
