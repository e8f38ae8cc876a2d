/** A figure in words, for screens that show no pictures. */
import type { Figure } from "./figure.js";
import { axisOf } from "./json/panels.js";
import { pictureSize } from "./json/picture-size.js";
import { roundToFive } from "./json/thin.js";
import type { Datum, Trace } from "./json/traces.js";
import { plainText } from "./render/rich-text.js";

/** Title, then one line for each trace: panel, name, number of points, ranges. */
export function describe({ data, layout, frames }: Figure): string {
  const lines = [`Figure: ${plainText(layout.title?.text ?? "without title")}`];
  const panels = new Set(data.map(panelOf));
  for (const trace of data) {
    if (trace.showlegend === false && trace.hoverinfo === "skip") continue;
    const place = panels.size > 1 ? `[${panelOf(trace)}] ` : "";
    lines.push(`  ${place}${trace.name ?? trace.type}: ${contentOf(trace)}`);
  }
  if (panels.size === 1 && data[0] && "xaxis" in layout) {
    lines.splice(
      1,
      0,
      `  ${(["x", "y"] as const).map((letter) => axisText(letter, axisOf(layout, letter))).join("; ")}`,
    );
  }
  if (frames.length > 0) lines.push(`  ${frames.length} frames`);
  return lines.join("\n");
}

function axisText(letter: string, axis: { title?: { text: string }; type?: string }): string {
  const kind = axis.type === "log" ? " (logarithmic)" : "";
  return `${letter}: ${plainText(axis.title?.text ?? "without title")}${kind}`;
}

function panelOf(trace: Trace): string {
  if ("scene" in trace && trace.scene) return trace.scene;
  return ("xaxis" in trace && trace.xaxis) || "x";
}

function contentOf(trace: Trace): string {
  if (trace.type === "heatmap") {
    return `${trace.z.length} × ${trace.z[0]?.length ?? 0} cells, ${range(trace.z.flat())}`;
  }
  if (trace.type === "image") {
    const { width, height } = pictureSize(trace.source, "Figure: source");
    return `${width} × ${height} pixels`;
  }
  const axes = trace.type === "scatter3d" || trace.type === "mesh3d" ? ["x", "y", "z"] : ["x", "y"];
  const ranges = axes.map(
    (axis) => `${axis} ${range((trace as unknown as Record<string, Datum[]>)[axis])}`,
  );
  return `${trace.x.length} points, ${ranges.join(", ")}`;
}

function range(values: readonly Datum[]): string {
  const names = values.filter((value) => typeof value === "string");
  if (names.length > 0) return `${names[0]} … ${names[names.length - 1]}`;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (typeof value !== "number") continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? `${roundToFive(low)} … ${roundToFive(high)}` : "nothing";
}
