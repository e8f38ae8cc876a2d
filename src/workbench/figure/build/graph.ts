/** Graphs: vertices as discs with their numbers, edges as lines, a permutation as arcs. */
import { DomainError, ShapeError } from "../../../errors.js";
import type { Graph } from "../../../graphs/index.js";
import type { Matrix } from "../../../numerics/matrix.js";
import { Figure } from "../figure.js";
import type { Annotation, Axis } from "../json/layout.js";
import type { ScatterTrace } from "../json/traces.js";
import { colorOf, houseLayout, ink, sizes, translucent } from "../style.js";
import { graphPlaces } from "./graph-places.js";
import { requireLength } from "./values.js";

export interface GraphFigureOptions {
  graph: Graph;
  /** n × 2; chosen by the distances in the graph when left out. */
  places?: Matrix;
  /** Vertices of one class have one colour; whole numbers ≥ 0, the graph's own colours when left out. */
  classes?: ArrayLike<number>;
  /** A text for each vertex; their numbers when left out. */
  labels?: readonly string[];
  /** A permutation: an arc from each vertex i that it moves to moves[i]. */
  moves?: ArrayLike<number>;
  title?: string;
  width?: number;
  height?: number;
}

/** @throws ShapeError for places, classes, labels or moves that are not one for each vertex; DomainError for moves to no vertex */
export function graphFigure(options: GraphFigureOptions): Figure {
  const { graph, places = graphPlaces(graph), classes = graph.colours, moves } = options;
  const n = graph.vertices;
  if (places.rows !== n || places.columns !== 2) {
    throw new ShapeError(
      `graphFigure: places are ${places.rows} × ${places.columns}; expected ${n} × 2.`,
    );
  }
  const { labels = Array.from({ length: n }, (_, i) => String(i)) } = options;
  requireLength(classes, n, "graphFigure: classes");
  requireLength(labels, n, "graphFigure: labels");
  const layout = houseLayout(options.title, options.width ?? 420, options.height ?? 420);
  layout.margin = { l: 16, r: 16, t: options.title ? (layout.margin?.t ?? 0) : 16, b: 16 };
  const [xs, ys] = [0, 1].map((k) => Array.from({ length: n }, (_, i) => places.at(i, k)));
  const [x, y] = squareAround(xs, ys);
  layout.xaxis = bareAxis(x);
  layout.yaxis = bareAxis(y);
  layout.showlegend = false;
  layout.annotations = labels.map((text, i) => label(text, xs[i], ys[i]));
  const data = [edges(graph, xs, ys), ...(moves ? arcs(moves, xs, ys) : [])];
  for (const value of [...new Set(Array.from(classes))].sort((a, b) => a - b)) {
    const members = xs.map((_, i) => i).filter((i) => classes[i] === value);
    data.push(discs(value, members, xs, ys));
  }
  return new Figure({ data, layout });
}

function edges({ vertices, offsets, neighbours }: Graph, xs: number[], ys: number[]): ScatterTrace {
  const [x, y]: (number | null)[][] = [[], []];
  for (let v = 0; v < vertices; v++) {
    for (let a = offsets[v]; a < offsets[v + 1]; a++) {
      const w = neighbours[a];
      if (w < v) continue;
      x.push(xs[v], xs[w], null);
      y.push(ys[v], ys[w], null);
    }
  }
  return { ...line("edges", "#9a9a9a", 1.5), x, y };
}

/** Bent to the left of their way, so that i ↦ j and j ↦ i stand apart from each other and the edge. */
function arcs(moves: ArrayLike<number>, xs: number[], ys: number[]): ScatterTrace[] {
  requireLength(moves, xs.length, "graphFigure: moves");
  const [x, y]: (number | null)[][] = [[], []];
  for (let i = 0; i < xs.length; i++) {
    const j = moves[i];
    if (!(j in xs)) {
      throw new DomainError(
        `graphFigure: moves[${i}] is ${j}; expected a vertex, 0 … ${xs.length - 1}.`,
      );
    }
    if (i === j) continue;
    for (let step = 0; step <= 10; step++) {
      const t = step / 10;
      const bulge = 0.8 * t * (1 - t);
      x.push(xs[i] + t * (xs[j] - xs[i]) - bulge * (ys[j] - ys[i]));
      y.push(ys[i] + t * (ys[j] - ys[i]) + bulge * (xs[j] - xs[i]));
    }
    x.push(null);
    y.push(null);
  }
  return x.length === 0 ? [] : [{ ...line("moves", colorOf(1), 2), x, y }];
}

function line(name: string, color: string, width: number): Omit<ScatterTrace, "x" | "y"> {
  return {
    ...{ type: "scatter", name, mode: "lines", showlegend: false, hoverinfo: "skip" },
    line: { color, width, dash: name === "moves" ? "dash" : "solid" },
  };
}

function discs(value: number, members: number[], xs: number[], ys: number[]): ScatterTrace {
  const color = colorOf(value);
  return {
    type: "scatter",
    name: `class ${value}`,
    mode: "markers",
    showlegend: false,
    x: members.map((i) => xs[i]),
    y: members.map((i) => ys[i]),
    marker: { color: opaque(color), size: 25, symbol: "circle", line: { color, width: 2 } },
  };
}

/** The colour on white, without the edges showing through. */
function opaque(color: string): string {
  const [red, green, blue] = [1, 3, 5].map((k) => {
    const part = Number.parseInt(color.slice(k, k + 2), 16);
    return Math.round(255 - 0.35 * (255 - part));
  });
  return Number.isNaN(red + green + blue)
    ? translucent(color, 0.35)
    : `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function label(text: string, x: number, y: number): Annotation {
  const middle = { xanchor: "center", yanchor: "middle", showarrow: false } as const;
  return { text, x, y, xref: "x", yref: "y", ...middle, font: { size: sizes.tick, color: ink } };
}

function bareAxis(range: [number, number]): Axis {
  return {
    type: "linear",
    range,
    showgrid: false,
    showticklabels: false,
    ticks: "",
    zeroline: false,
  };
}

/** Ranges of equal length around all points, with room for the discs. */
function squareAround(xs: number[], ys: number[]): [number, number][] {
  const middles = [xs, ys].map((values) => (Math.min(...values) + Math.max(...values)) / 2);
  const half = Math.max(
    0.5,
    ...[xs, ys].map((values, k) =>
      Math.max(...values.map((value) => Math.abs(value - middles[k]))),
    ),
  );
  return middles.map((middle) => [middle - 1.25 * half, middle + 1.25 * half]);
}
