/** Cells of a heat map; neighbours of one colour in a row are one rectangle. */
import type { ColorAxis } from "../../json/layout.js";
import type { Datum, HeatmapTrace } from "../../json/traces.js";
import { colorAt, readableOn } from "../color.js";
import { element } from "../element.js";
import { textElement, textSize } from "../rich-text.js";
import { cellEdges } from "./extent.js";
import type { PlotScale } from "./scale.js";

export function heatmapElements(
  trace: HeatmapTrace,
  x: PlotScale,
  y: PlotScale,
  colors: ColorAxis,
): string {
  const columns = pixelEdges(trace.x ?? trace.z[0].map((_, k) => k), x);
  const rows = pixelEdges(trace.y ?? trace.z.map((_, k) => k), y);
  const parts: string[] = [];
  trace.z.forEach((row, i) => {
    const [top, bottom] = sorted(rows[i]);
    const painted = row.map((value) => (value === null ? undefined : colorAt(value, colors)));
    for (let start = 0; start < row.length; ) {
      let end = start + 1;
      while (end < row.length && painted[end] === painted[start]) end++;
      const [left, right] = sorted([columns[start][0], columns[end - 1][1]]);
      if (painted[start] !== undefined) {
        // A hair more than the cell, so that no white seam shows between neighbours.
        parts.push(
          element("rect", {
            x: left,
            y: top,
            width: right - left + 0.3,
            height: bottom - top + 0.3,
            fill: painted[start],
          }),
        );
      }
      start = end;
    }
    if (trace.texttemplate)
      parts.push(...cellLabels(row, trace.text?.[i], columns, [top, bottom], colors));
  });
  return parts.join("");
}

/** Texts shrink to their cells, and are left out where nobody could read them. */
function cellLabels(
  row: readonly (number | null)[],
  texts: readonly string[] | undefined,
  columns: readonly [number, number][],
  [top, bottom]: [number, number],
  colors: ColorAxis,
): string[] {
  return row.map((value, j) => {
    if (value === null) return "";
    const text = texts?.[j] ?? Number(value.toFixed(2)).toString().replace("-", "−");
    const [left, right] = sorted(columns[j]);
    const size = Math.min(12, (12 * (right - left - 2)) / Math.max(1, textSize(text, 12).width));
    if (size < 6) return "";
    return textElement(text, {
      x: (left + right) / 2,
      y: (top + bottom) / 2,
      size,
      horizontal: "middle",
      color: readableOn(colorAt(value, colors)),
    });
  });
}

function pixelEdges(centers: readonly Datum[], scale: PlotScale): [number, number][] {
  const edges = cellEdges(centers);
  if (edges === undefined) {
    const half = scale.unit / 2;
    return centers.map((center) => {
      const at = scale.at(center) ?? 0;
      return [at - half, at + half];
    });
  }
  return centers.map((_, k) => [scale.at(edges[k]) ?? 0, scale.at(edges[k + 1]) ?? 0]);
}

function sorted([a, b]: [number, number]): [number, number] {
  return a < b ? [a, b] : [b, a];
}
