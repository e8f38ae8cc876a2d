/** Rows of small pictures with a name for each row and column, such as an orbit and what becomes of it. */
import { ShapeError } from "../../../../errors.js";
import { Figure } from "../../figure.js";
import type { Axis } from "../../json/layout.js";
import { houseLayout, sizes } from "../../style.js";
import { bareAxis, mosaic, type Picture } from "./mosaic.js";

export interface PictureRow {
  readonly name: string;
  /** Matrices of 0 (paper) … 1 (ink); null leaves a place empty. */
  readonly pictures: readonly (Picture | null)[];
}

export interface PictureFigureOptions {
  readonly rows: readonly PictureRow[];
  /** Names of the columns, above them. */
  readonly columns?: readonly string[];
  /** Dark on white, the default, or bright on black. */
  readonly inkOnPaper?: boolean;
  readonly title?: string;
  readonly width?: number;
  /** By default as high as the pictures need. */
  readonly height?: number;
}

/** @throws ShapeError for no pictures, pictures of several sizes, names that are too few; DomainError for NaN */
export function pictureFigure(options: PictureFigureOptions): Figure {
  const { rows, columns, title, width = 760 } = options;
  const made = mosaic(
    "pictureFigure",
    rows.map(({ pictures }) => pictures),
    { inkOnPaper: options.inkOnPaper },
  );
  if (columns && columns.length !== made.columns) {
    throw new ShapeError(
      `pictureFigure: got ${columns.length} names of columns; expected ${made.columns}.`,
    );
  }
  const layout = houseLayout(title, width, 400);
  const left = 14 + 0.62 * sizes.tick * Math.max(...rows.map(({ name }) => name.length));
  const top = (layout.margin?.t ?? 24) + (columns ? 16 : 0);
  layout.margin = { l: left, r: 12, t: top, b: 12 };
  const unit = (width - left - 12) / (made.columns * made.tileWidth + 1);
  layout.height =
    options.height ?? Math.round(unit * (made.rows * made.tileHeight + 1) + top + layout.margin.b);
  layout.xaxis = bareAxis;
  layout.annotations = columns?.map((text, k) => ({
    text,
    x: k * made.tileWidth + made.tileWidth / 2,
    xref: "x",
    y: 1,
    yref: "paper",
    yanchor: "bottom",
    showarrow: false,
    font: { size: sizes.tick },
  }));
  layout.yaxis = {
    ...tileAxis(
      made.tileHeight,
      rows.map(({ name }) => name),
    ),
    autorange: "reversed",
    scaleanchor: "x",
  };
  return new Figure({ data: [made.trace], layout });
}

/** An axis with a name at the middle of each tile. */
function tileAxis(tile: number, names: readonly string[]): Axis {
  return {
    ...bareAxis,
    showticklabels: true,
    tickfont: { size: sizes.tick },
    tickvals: names.map((_, k) => k * tile + tile / 2),
    ticktext: [...names],
  };
}
