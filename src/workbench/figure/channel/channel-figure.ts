/** A channel as coloured cells: by probability, or by the class of each pair, such as its orbit. */
import { DomainError } from "../../../errors.js";
import type { Matrix } from "../../../numerics/matrix.js";
import { requireLength } from "../build/values.js";
import { Figure } from "../figure.js";
import type { ColorAxis } from "../json/layout.js";
import type { HeatmapTrace } from "../json/traces.js";
import { cellAxis, houseLayout, sequential } from "../style.js";
import { letterNames } from "./cell-panel.js";
import { classAxis } from "./class-colors.js";

export interface ChannelFigureOptions {
  /** p(y|x), or counts; |X| × |Y|. */
  kernel: Matrix;
  /**
   * A whole number ≥ 0 for each pair, at x |Y| + y: pairs of one class have one colour. Orbits,
   * levels, or the parts of a code. Numbers need not follow each other; −1 leaves a cell blank.
   */
  classes?: ArrayLike<number>;
  inputNames?: readonly string[];
  outputNames?: readonly string[];
  /** Without classes: colours by the logarithm, which shows small numbers beside large ones. */
  logarithmic?: boolean;
  /** Writes the numbers into the cells; by default where there is room. */
  labels?: boolean;
  title?: string;
  inputTitle?: string;
  outputTitle?: string;
  width?: number;
  height?: number;
}

/** Cells that have room for their numbers. */
const LABELLED = 250;

/** @throws ShapeError for classes or names that are not one for each; DomainError for an empty channel entries that are negative or not finite, or classes that are none */
export function channelFigure(options: ChannelFigureOptions): Figure {
  const { kernel, classes, inputNames, outputNames } = options;
  const { rows, columns } = kernel;
  if (kernel.data.length === 0) {
    throw new DomainError(`channelFigure: the kernel is ${rows} × ${columns}; expected letters.`);
  }
  requireEntries(kernel);
  if (inputNames) requireLength(inputNames, rows, "channelFigure: inputNames");
  if (outputNames) requireLength(outputNames, columns, "channelFigure: outputNames");
  const [across, down] = [letterNames(columns, outputNames), letterNames(rows, inputNames)];
  const width = options.width ?? Math.min(900, Math.max(300, 150 + 52 * columns));
  const height = options.height ?? Math.min(900, Math.max(260, 130 + 40 * rows));
  const layout = houseLayout(options.title, width, height);
  layout.xaxis = cellAxis(options.outputTitle ?? "output y", across ? "category" : "linear");
  layout.yaxis = cellAxis(options.inputTitle ?? "input x", down ? "category" : "linear");
  layout.yaxis.autorange = "reversed";
  const numbered = classes && numberedClasses(classes, rows * columns);
  layout.coloraxis = numbered
    ? classAxis(numbered.count)
    : valueAxis(kernel, options.logarithmic ?? false);
  const z = kernel.toRows().map((row, x) =>
    row.map((value, y): number | null => {
      if (numbered) return numbered.classes[x * columns + y];
      if (value === 0) return null;
      return options.logarithmic ? Math.log10(value) : value;
    }),
  );
  const cells: HeatmapTrace = {
    type: "heatmap",
    z,
    ...(across && { x: across }),
    ...(down && { y: down }),
    coloraxis: "coloraxis",
  };
  if (options.labels ?? kernel.data.length <= LABELLED) {
    cells.text = kernel.toRows().map((row) => row.map(cellText));
    cells.texttemplate = "%{text}";
  }
  return new Figure({ data: [cells], layout });
}

function valueAxis({ data }: Matrix, logarithmic: boolean): ColorAxis {
  const positive = data.filter((value) => value > 0);
  const most = positive.reduce((a, b) => Math.max(a, b), 0) || 1;
  if (!logarithmic) return { colorscale: sequential, cmin: 0, cmax: most };
  const least = positive.reduce((a, b) => Math.min(a, b), most);
  return {
    colorscale: sequential,
    cmin: Math.log10(least) - (least === most ? 1 : 0),
    cmax: Math.log10(most),
    colorbar: { thickness: 14, title: { text: "log<sub>10</sub>", side: "right" } },
  };
}

/** @throws DomainError for entries that are negative or not finite */
function requireEntries({ data, columns }: Matrix): void {
  const bad = data.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  if (bad < 0) return;
  throw new DomainError(
    `channelFigure: kernel(${Math.floor(bad / columns)}, ${bad % columns}) is ${data[bad]}; expected probabilities or counts.`,
  );
}

/** .25, .0312, 12. */
function cellText(value: number): string {
  if (value === 0) return "";
  if (Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(value < 0.1 ? 2 : 3))).replace(/^0\./, ".");
}

/** The classes as 0, 1, …, in their order. */
function numberedClasses(
  given: ArrayLike<number>,
  pairs: number,
): { classes: (number | null)[]; count: number } {
  requireLength(given, pairs, "channelFigure: classes");
  const values = Array.from(given);
  const bad = values.findIndex((value) => !Number.isInteger(value) || value < -1);
  if (bad >= 0) {
    throw new DomainError(
      `channelFigure: classes[${bad}] is ${values[bad]}; expected whole numbers from 0 on, or −1.`,
    );
  }
  const known = [...new Set(values.filter((value) => value >= 0))].sort((a, b) => a - b);
  const places = new Map(known.map((value, k) => [value, k]));
  return { classes: values.map((value) => places.get(value) ?? null), count: known.length };
}
