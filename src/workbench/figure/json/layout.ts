/** The layout of a Plotly figure, as far as we write and draw it. */
import type { Trace } from "./traces.js";

export interface Font {
  family?: string;
  size?: number;
  color?: string;
}

export interface Title {
  text: string;
  font?: Font;
  x?: number;
  xanchor?: "left" | "center" | "right";
  y?: number;
  yanchor?: "top" | "middle" | "bottom" | "auto";
  yref?: "container" | "paper";
  standoff?: number;
}

export interface Axis {
  type?: "linear" | "log" | "category";
  title?: Title;
  /** Ends of the axis; their logarithms to base ten on a log axis. */
  range?: [number, number];
  autorange?: boolean | "reversed";
  /** Share of the paper that the axis occupies. */
  domain?: [number, number];
  anchor?: string;
  /** Axis whose range this one shares. */
  matches?: string;
  showticklabels?: boolean;
  tickvals?: number[];
  ticktext?: string[];
  tickfont?: Font;
  /** Step between ticks; in decades on a log axis. */
  dtick?: number;
  showgrid?: boolean;
  showline?: boolean;
  mirror?: boolean;
  linecolor?: string;
  linewidth?: number;
  gridcolor?: string;
  zeroline?: boolean;
  ticks?: "outside" | "inside" | "";
  ticklen?: number;
  tickcolor?: string;
  minor?: { ticks?: "outside" | "inside" | ""; ticklen?: number; showgrid?: boolean };
  exponentformat?: "power" | "e" | "none";
  automargin?: boolean;
  scaleanchor?: string;
  constrain?: "domain";
}

export interface SceneAxis {
  title?: Title;
  range?: [number, number];
  showbackground?: boolean;
  backgroundcolor?: string;
  gridcolor?: string;
  zeroline?: boolean;
  nticks?: number;
  tickfont?: Font;
}

export interface Point3 {
  x: number;
  y: number;
  z: number;
}

export interface Scene {
  domain?: { x: [number, number]; y: [number, number] };
  xaxis?: SceneAxis;
  yaxis?: SceneAxis;
  zaxis?: SceneAxis;
  camera?: { eye: Point3; up?: Point3; projection?: { type: "orthographic" | "perspective" } };
  aspectmode?: "cube" | "data";
}

export interface Annotation {
  text: string;
  x: number;
  y: number;
  xref: string;
  yref: string;
  xanchor?: "left" | "center" | "right";
  yanchor?: "top" | "middle" | "bottom";
  xshift?: number;
  yshift?: number;
  textangle?: number;
  /** Of several lines; where the text is anchored in our own picture. */
  align?: "left" | "center" | "right";
  showarrow: false;
  font?: Font;
}

export interface Shape {
  type: "line" | "rect";
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  /** An axis, or an axis followed by " domain", or "paper". */
  xref: string;
  yref: string;
  line?: Line2d;
  fillcolor?: string;
  opacity?: number;
  layer?: "above" | "below";
}

interface Line2d {
  color?: string;
  width?: number;
  dash?: string;
}

export interface Legend {
  orientation?: "h" | "v";
  x?: number;
  y?: number;
  xanchor?: "left" | "center" | "right";
  yanchor?: "top" | "middle" | "bottom";
  yref?: "container" | "paper";
  font?: Font;
}

export type ColorScale = [number, string][];

export interface ColorAxis {
  colorscale?: ColorScale;
  cmin?: number;
  cmax?: number;
  /** Whether the bar is drawn; true when left out. */
  showscale?: boolean;
  colorbar?: { title?: { text: string; side?: "right" }; thickness?: number; len?: number };
}

export interface SliderStep {
  label: string;
  /** Shows a frame, or changes entries of the layout. */
  method: "animate" | "relayout";
  args: unknown[];
}

export interface Slider {
  active: number;
  currentvalue?: { prefix?: string };
  steps: SliderStep[];
  pad?: { t?: number; l?: number; r?: number };
  /** Shares of the paper. */
  x?: number;
  y?: number;
  len?: number;
}

/** Keys of further panels carry a number: xaxis2, yaxis2, scene2, … */
export interface Layout {
  title?: Title;
  width?: number;
  height?: number;
  margin?: { l: number; r: number; t: number; b: number };
  font?: Font;
  colorway?: string[];
  paper_bgcolor?: string;
  plot_bgcolor?: string;
  showlegend?: boolean;
  legend?: Legend;
  barmode?: "group" | "overlay" | "stack";
  bargap?: number;
  annotations?: Annotation[];
  shapes?: Shape[];
  coloraxis?: ColorAxis;
  sliders?: Slider[];
  [axis: `xaxis${string}` | `yaxis${string}`]: Axis | undefined;
  [scene: `scene${string}`]: Scene | undefined;
}

/** What changes in some traces at one position of the slider. */
export interface Frame {
  name: string;
  data: Partial<Trace>[];
  traces: number[];
}

export interface FigureJson {
  data: Trace[];
  layout: Layout;
  frames?: Frame[];
}
