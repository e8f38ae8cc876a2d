/** Where the panels of a grid stand on the paper, in shares of the plot area. */
import type { Layout } from "../json/layout.js";

export interface Place {
  x: [number, number];
  y: [number, number];
}

export interface Arrangement {
  spatial: boolean;
  share: { x: boolean; y: boolean };
  /** Each panel has a title of its own. */
  own: boolean;
  columnTitles?: readonly string[];
  rowTitles?: readonly string[];
}

/** Pixels between panels: room for tick labels, axis titles and panel titles where they stand between. */
function gaps({ spatial, share, own }: Arrangement): { column: number; row: number } {
  const title = own ? 22 : 0;
  if (spatial) return { column: 8, row: 8 + title };
  return { column: share.y ? 22 : 84, row: (share.x ? 20 : 62) + title };
}

/** Sets the margins of `layout` and returns the place of each panel, row by row from the top. */
export function arrange(
  layout: Layout,
  rows: number,
  columns: number,
  arrangement: Arrangement,
): Place[][] {
  const { spatial, own, columnTitles, rowTitles } = arrangement;
  const titleLines = layout.title ? layout.title.text.split("<br>").length : 0;
  layout.margin = {
    l: spatial ? 10 : 66,
    r: rowTitles ? 40 : 18,
    t: 16 + (titleLines > 0 ? 18 + 22 * titleLines : 0) + (columnTitles || own ? 22 : 0),
    b: spatial ? 30 : 56,
  };
  const { width = 760, height = 460, margin } = layout;
  const { column, row } = gaps(arrangement);
  const gapX = column / (width - margin.l - margin.r);
  const gapY = row / (height - margin.t - margin.b);
  const sizeX = (1 - gapX * (columns - 1)) / columns;
  const sizeY = (1 - gapY * (rows - 1)) / rows;
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j): Place => {
      const left = j * (sizeX + gapX);
      const top = 1 - i * (sizeY + gapY);
      return { x: [left, left + sizeX], y: [Math.max(0, top - sizeY), top] };
    }),
  );
}
