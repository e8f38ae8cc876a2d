/** A long table of results as panels of curves: one figure from any grid of experiments. */
import { DomainError } from "../../errors.js";
import {
  type Figure,
  gridFigure,
  type LineFigureOptions,
  type LineSeries,
  lineFigure,
} from "../figure/index.js";
import { linesOverSeeds } from "./over-seeds.js";

export interface LinePanelNames<Row> {
  x: keyof Row;
  y: keyof Row;
  /** A curve for each of its values. */
  series: keyof Row;
  /** A column of panels for each of its values. */
  column: keyof Row;
  /** A row of panels for each of its values; one row when left out. */
  row?: keyof Row;
}

export interface LinePanelOptions
  extends Pick<
    LineFigureOptions,
    "title" | "xTitle" | "yTitle" | "xScale" | "yScale" | "yFloor" | "legend" | "width" | "height"
  > {
  /** Looks of some series by name: colour, dash, … */
  style?: Readonly<Record<string, Partial<LineSeries>>>;
  /** How the intervals are drawn; "bars" when left out, which several curves need. */
  interval?: "bars" | "band" | "none";
  /** A number for every panel, marked by a line. */
  references?: LineFigureOptions["references"];
  shareY?: boolean;
}

/**
 * Panels with the mean over the rows that agree in panel, series and x, and its 95 %
 * interval; panels, rows and columns in order of appearance.
 * @throws DomainError for no rows, and what lineFigure throws
 */
export function linePanels<Row extends object>(
  rows: readonly Row[],
  names: LinePanelNames<Row>,
  options: LinePanelOptions = {},
): Figure {
  if (rows.length === 0) throw new DomainError("linePanels: got no rows; expected at least one.");
  const {
    style = {},
    interval = "bars",
    references,
    xTitle,
    yTitle,
    xScale,
    yScale,
    yFloor,
    ...grid
  } = options;
  const valuesOf = (name: keyof Row | undefined): unknown[] =>
    name === undefined ? [undefined] : [...new Set(rows.map((row) => row[name]))];
  const columns = valuesOf(names.column);
  const lines = valuesOf(names.row);
  const panels = lines.map((line) =>
    columns.map((column) => {
      const inside = rows.filter(
        (row) =>
          row[names.column] === column && (names.row === undefined || row[names.row] === line),
      );
      if (inside.length === 0) return null;
      const series = linesOverSeeds(inside, names).map(({ low, high, ...one }) => ({
        ...one,
        ...(interval !== "none" && { low, high, interval }),
        ...style[one.name],
      }));
      return lineFigure({ series, references, xTitle, yTitle, xScale, yScale, yFloor });
    }),
  );
  return gridFigure(panels, {
    ...grid,
    columnTitles: columns.map(String),
    ...(names.row !== undefined && { rowTitles: lines.map(String) }),
  });
}
