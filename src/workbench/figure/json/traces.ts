/**
 * The traces of a Plotly figure that we write and draw: a small part of
 * Plotly's schema under its own names, so that the same object goes to
 * Plotly in a notebook and to our renderer.
 */

export type Dash = "solid" | "dash" | "dot" | "dashdot" | "longdash";
export type MarkerSymbol =
  | "circle"
  | "square"
  | "diamond"
  | "triangle-up"
  | "triangle-down"
  | "cross"
  | "x"
  | "star"
  | "circle-open"
  | "square-open"
  | "diamond-open";

/** A number, the name of a category, or a gap. */
export type Datum = number | string | null;

export interface Line {
  color?: string;
  /** Pixels. */
  width?: number;
  dash?: Dash;
}

export interface Marker {
  color?: string;
  /** Diameter in pixels. */
  size?: number;
  symbol?: MarkerSymbol;
  opacity?: number;
  line?: { color?: string; width?: number };
}

/** Distances from each point up and down to the ends of its bar. */
export interface ErrorBars {
  type: "data";
  array: number[];
  arrayminus?: number[];
  symmetric?: boolean;
  color?: string;
  thickness?: number;
  width?: number;
}

interface TraceBase {
  name?: string;
  showlegend?: boolean;
  /** Traces of one group share one entry in the legend. */
  legendgroup?: string;
  opacity?: number;
  hoverinfo?: "skip" | "all";
  /** "automatic": the colour may change when figures are combined. */
  meta?: { color?: "automatic" };
}

interface PlaneTrace extends TraceBase {
  xaxis?: string;
  yaxis?: string;
}

export interface ScatterTrace extends PlaneTrace {
  type: "scatter";
  x: Datum[];
  y: Datum[];
  mode?: "lines" | "markers" | "lines+markers" | "none";
  line?: Line;
  marker?: Marker;
  fill?: "none" | "toself" | "tonexty" | "tozeroy";
  fillcolor?: string;
  error_x?: ErrorBars;
  error_y?: ErrorBars;
}

export interface BarTrace extends PlaneTrace {
  type: "bar";
  x: Datum[];
  y: Datum[];
  orientation?: "v" | "h";
  /** Width of the bars in units of the position axis. */
  width?: number;
  marker?: Marker;
  error_x?: ErrorBars;
  error_y?: ErrorBars;
}

export interface HeatmapTrace extends PlaneTrace {
  type: "heatmap";
  /** z[i][j] belongs to y[i] and x[j]. */
  z: (number | null)[][];
  x?: Datum[];
  y?: Datum[];
  coloraxis?: "coloraxis";
  /** "%{z}" writes the values into the cells, "%{text}" the texts. */
  texttemplate?: string;
  /** text[i][j] belongs to z[i][j]. */
  text?: string[][];
}

/** Pixels, the first at (0, 0), one unit each. */
export interface ImageTrace extends PlaneTrace {
  type: "image";
  /** "data:image/png;base64,…" */
  source: string;
}

interface SpaceTrace extends TraceBase {
  scene?: string;
  x: number[];
  y: number[];
  z: number[];
}

export interface Scatter3dTrace extends SpaceTrace {
  type: "scatter3d";
  mode?: "lines" | "markers" | "lines+markers";
  line?: Line;
  marker?: Marker;
}

export interface Mesh3dTrace extends SpaceTrace {
  type: "mesh3d";
  /** Corners of the triangles, as indices into x, y, z. */
  i: number[];
  j: number[];
  k: number[];
  color?: string;
}

export type PlanarTrace = ScatterTrace | BarTrace | HeatmapTrace | ImageTrace;
export type SpatialTrace = Scatter3dTrace | Mesh3dTrace;
export type Trace = PlanarTrace | SpatialTrace;

export const traceTypes: readonly Trace["type"][] = [
  "scatter",
  "bar",
  "heatmap",
  "image",
  "scatter3d",
  "mesh3d",
];

export function isSpatial(trace: Trace): trace is SpatialTrace {
  return trace.type === "scatter3d" || trace.type === "mesh3d";
}
