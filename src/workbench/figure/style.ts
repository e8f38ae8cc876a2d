/**
 * House style: white ground, thin grey grid, a palette that colour-blind
 * readers can tell apart (Okabe and Ito's, yellow left out because it fades
 * on white), a second cue by marker, sizes for a picture 760 pixels wide.
 */
import type { Axis, ColorScale, Layout, SceneAxis } from "./json/layout.js";
import type { MarkerSymbol } from "./json/traces.js";

export const palette: readonly string[] = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#4d4d4d",
  "#882255",
];

export const symbols: readonly MarkerSymbol[] = [
  "circle",
  "square",
  "diamond",
  "triangle-up",
  "triangle-down",
  "cross",
  "x",
  "star",
];

export const ink = "#222222";
export const gridColor = "#e3e3e3";
const fontFamily = "DejaVu Sans, Verdana, Arial, sans-serif";
export const sizes = { title: 17, panel: 14, axis: 14, tick: 12, legend: 13 } as const;

/** Dark to bright, ordered also in grey (viridis, nine of its colours). */
export const sequential: ColorScale = spread([
  "#440154",
  "#472d7b",
  "#3b528b",
  "#2c728e",
  "#21918c",
  "#28ae80",
  "#5ec962",
  "#addc30",
  "#fde725",
]);

/** Blue through white to red, for values around a centre. */
export const diverging: ColorScale = spread([
  "#2166ac",
  "#67a9cf",
  "#d1e5f0",
  "#f7f7f7",
  "#fddbc7",
  "#ef8a62",
  "#b2182b",
]);

function spread(colors: string[]): ColorScale {
  return colors.map((color, index) => [index / (colors.length - 1), color]);
}

export function colorOf(index: number): string {
  return palette[index % palette.length];
}

/** "#rrggbb" with an opacity, as Plotly and SVG both read it. */
export function translucent(color: string, opacity: number): string {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (!match) return color;
  const [red, green, blue] = match.slice(1).map((hex) => Number.parseInt(hex, 16));
  return `rgba(${red},${green},${blue},${opacity})`;
}

export function planarAxis(title: string | undefined, type: Axis["type"]): Axis {
  return {
    type,
    ...(title && { title: { text: title, font: { size: sizes.axis }, standoff: 8 } }),
    ...(type === "category" ? { showgrid: false } : { showgrid: true, gridcolor: gridColor }),
    zeroline: false,
    showline: true,
    mirror: true,
    linecolor: "#555555",
    linewidth: 1,
    ...(type === "category"
      ? { ticks: "" as const }
      : { ticks: "outside" as const, ticklen: 5, tickcolor: "#555555" }),
    tickfont: { size: sizes.tick },
    ...(type === "log" && { minor: { ticks: "outside" as const, ticklen: 3 } }),
    ...(type !== "category" && { exponentformat: "power" as const }),
    automargin: true,
  };
}

/** The axis of a picture made of cells: no grid, no ticks. */
export function cellAxis(title: string | undefined, type: Axis["type"]): Axis {
  const { gridcolor, ticklen, tickcolor, ...axis } = planarAxis(title, type);
  return { ...axis, showgrid: false, ticks: "" };
}

export function spaceAxis(title: string | undefined): SceneAxis {
  return {
    title: { text: title ?? "", font: { size: sizes.tick } },
    showbackground: false,
    gridcolor: "#d5d5d5",
    zeroline: false,
    nticks: 5,
    tickfont: { size: 10 },
  };
}

/** Everything of a layout that does not depend on the data. */
export function houseLayout(title: string | undefined, width: number, height: number): Layout {
  const text = title && wrapped(title, width - 40, sizes.title);
  const top = text ? 34 + 22 * text.split("<br>").length : 24;
  return {
    ...(text && {
      title: {
        text,
        font: { size: sizes.title },
        x: 0.5,
        xanchor: "center" as const,
      },
    }),
    width,
    height,
    margin: { l: 60, r: 24, t: top, b: 56 },
    font: { family: fontFamily, size: sizes.tick, color: ink },
    colorway: [...palette],
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
  };
}

/** Breaks a long text into lines of about `width` pixels. */
export function wrapped(text: string, width: number, size: number): string {
  if (text.includes("<br>")) return text;
  const limit = Math.max(8, Math.floor(width / (0.58 * size)));
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= limit) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.join("<br>");
}
