/** Several figures as panels of one, in rows and columns, with one legend. */
import { DomainError } from "../../../errors.js";
import { Figure } from "../figure.js";
import type { Layout } from "../json/layout.js";
import { isSpatial, type Trace } from "../json/traces.js";
import { colorOf, houseLayout, palette } from "../style.js";
import { arrange } from "./arrange.js";
import { addLegend, type LegendPlace } from "./legend.js";
import { panelLayout, renamed } from "./panel.js";
import { panelAnnotations } from "./panel-titles.js";
import { sameScenes } from "./same-scenes.js";

export interface GridFigureOptions {
  title?: string;
  /** A title above each column and to the right of each row. */
  columnTitles?: readonly string[];
  rowTitles?: readonly string[];
  /** Panels of a column share their x axis, panels of a row their y axis; true when left out. */
  shareX?: boolean;
  shareY?: boolean;
  /** What shareX and shareY are when they are left out; false for panels that show different things. */
  share?: boolean;
  legend?: LegendPlace;
  width?: number;
  height?: number;
}

/**
 * Combines figures with one panel each. Series of one name get one colour and
 * one entry in the legend; heat maps share one colour scale. A place may be
 * left empty with null.
 * @throws DomainError for an empty grid or a figure that has panels or frames itself
 */
export function gridFigure(
  rows: readonly (readonly (Figure | null)[])[],
  options: GridFigureOptions = {},
): Figure {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const panels = rows.flatMap((row, i) =>
    row.flatMap((figure, j) => (figure ? [{ figure, row: i, column: j }] : [])),
  );
  if (panels.length === 0) throw new DomainError("gridFigure: got no figures; expected one.");
  for (const { figure, row, column } of panels) requireSingle(figure, row, column);
  const spatial = panels.every(({ figure }) => figure.data.every(isSpatial));
  const { share: both = true, shareX = both, shareY = both } = options;
  const share = { x: shareX, y: shareY };
  const width = options.width ?? Math.min(900, 130 + 290 * columns);
  const height = options.height ?? Math.min(1100, 130 + (spatial ? 260 : 215) * rows.length);
  const layout = houseLayout(options.title, width, height);
  const own = !options.columnTitles && panels.some(({ figure }) => figure.layout.title);
  if (spatial) delete layout.plot_bgcolor;
  const places = arrange(layout, rows.length, columns, { ...options, spatial, share, own });
  const colors = automaticColors(panels.map(({ figure }) => figure));
  const shown = new Set<string>();
  const given = panels.map((panel) => panel.figure.layout);
  const layouts = share.x && share.y ? sameScenes(given) : given;
  const data: Trace[] = [];
  panels.forEach(({ figure, row, column }, index) => {
    const place = places[row][column];
    panelLayout(layout, layouts[index], index + 1, place, {
      left: !rows[row].slice(0, column).some((other) => other),
      bottom: !rows.slice(row + 1).some((below) => below[column]),
      share,
      firstOfRow: partner(panels, index, "row", "yaxis"),
      firstOfColumn: partner(panels, index, "column", "xaxis"),
    });
    for (const trace of figure.data) data.push(renamed(trace, index + 1, colors, shown));
  });
  layout.annotations = [
    ...(layout.annotations ?? []),
    ...panelAnnotations(panels, places, options, width),
  ];
  shareColorAxis(
    layout,
    panels.map(({ figure }) => figure),
  );
  const first = panels[0].figure.layout;
  if (first.barmode) layout.barmode = first.barmode;
  if (first.bargap !== undefined) layout.bargap = first.bargap;
  addLegend(layout, data, options.legend ?? "bottom");
  return new Figure({ data, layout });
}

interface Panel {
  figure: Figure;
  row: number;
  column: number;
}

/** Number of the first panel in the same row or column whose axis is of the same kind. */
function partner(
  panels: readonly Panel[],
  index: number,
  line: "row" | "column",
  axis: "xaxis" | "yaxis",
): number {
  const type = panels[index].figure.layout[axis]?.type;
  return (
    1 +
    panels.findIndex(
      (panel) =>
        panel[line] === panels[index][line] &&
        panel.figure.layout[axis] !== undefined &&
        panel.figure.layout[axis]?.type === type,
    )
  );
}

function requireSingle(figure: Figure, row: number, column: number): void {
  const extra = Object.keys(figure.layout).find((key) => /^(xaxis|yaxis|scene)\d/.test(key));
  if (extra !== undefined || figure.frames.length > 0) {
    throw new DomainError(
      `gridFigure: the figure at [${row}][${column}] has ${extra ?? "frames"}; expected one panel without a slider.`,
    );
  }
}

/** One colour for each name that has none of its own, in order of appearance; the panel's own colours stay out. */
function automaticColors(figures: readonly Figure[]): Map<string, string> {
  const traces = figures.flatMap((figure) => [...figure.data]);
  const chosen = new Set(
    traces
      .filter((trace) => trace.meta?.color !== "automatic")
      .map((trace) => ("marker" in trace ? trace.marker?.color : undefined)),
  );
  const free = palette.filter((color) => !chosen.has(color));
  const colors = new Map<string, string>();
  for (const { name, meta } of traces) {
    if (name === undefined || meta?.color !== "automatic" || colors.has(name)) continue;
    colors.set(name, free.length > 0 ? free[colors.size % free.length] : colorOf(colors.size));
  }
  return colors;
}

function shareColorAxis(layout: Layout, figures: readonly Figure[]): void {
  const axes = figures.flatMap(({ layout: { coloraxis } }) => (coloraxis ? [coloraxis] : []));
  if (axes.length === 0) return;
  // Of classes the scale with the most colours: it begins with those of the others.
  const widest = axes.reduce((a, b) => ((b.cmax ?? 1) > (a.cmax ?? 1) ? b : a));
  layout.coloraxis = {
    ...widest,
    cmin: Math.min(...axes.map(({ cmin = 0 }) => cmin)),
    cmax: Math.max(...axes.map(({ cmax = 1 }) => cmax)),
  };
}
