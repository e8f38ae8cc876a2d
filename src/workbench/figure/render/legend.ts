/** The legend: one entry for each group of traces, in rows below the plot or in a column beside it. */
import type { Layout } from "../json/layout.js";
import type { Trace } from "../json/traces.js";
import { sizes } from "../style.js";
import { dashArray, element, line } from "./element.js";
import { markerElement } from "./plane/symbol.js";
import { textElement, textSize } from "./rich-text.js";

const rowHeight = 21;

interface Entry {
  label: string;
  traces: Trace[];
  /** Pixels of the sample, and of the whole entry. */
  swatch: number;
  width: number;
}

export interface PlacedLegend {
  width: number;
  height: number;
  /** The legend with its upper left corner at (left, top), centred in `room` pixels. */
  draw(left: number, top: number): string;
}

/** The legend for a figure `room` pixels wide; undefined when there is none. */
export function legendFor(
  data: readonly Trace[],
  layout: Layout,
  room: number,
): PlacedLegend | undefined {
  if (!layout.showlegend) return undefined;
  const entries = entriesOf(data);
  if (entries.length === 0) return undefined;
  const rows = layout.legend?.orientation === "h" ? rowsOf(entries, room) : entries.map((e) => [e]);
  const widths = rows.map((row) => row.reduce((sum, entry) => sum + entry.width, 0));
  const width = Math.max(...widths);
  return {
    width,
    height: rows.length * rowHeight,
    draw: (left, top) =>
      element(
        "g",
        { id: "legend" },
        ...rows.flatMap((row, index) => {
          let x = left + (layout.legend?.orientation === "h" ? (width - widths[index]) / 2 : 0);
          return row.map((entry) => {
            const drawn = entryElement(entry, x, top + (index + 0.5) * rowHeight);
            x += entry.width;
            return drawn;
          });
        }),
      ),
  };
}

function entriesOf(data: readonly Trace[]): Entry[] {
  const groups = new Map<string, Trace[]>();
  for (const trace of data) {
    const group = trace.legendgroup ?? trace.name;
    if (group === undefined) continue;
    groups.set(group, [...(groups.get(group) ?? []), trace]);
  }
  return [...groups.values()].flatMap((traces) => {
    const listed = traces.find((trace) => trace.showlegend !== false && trace.name);
    if (!listed) return [];
    const label = listed.name ?? "";
    const room = swatchRoom(listed);
    const width = room + 8 + textSize(label, sizes.legend).width + 20;
    return [{ label, traces, swatch: room, width }];
  });
}

/** As many entries in a row as fit, the rows about equally long. */
function rowsOf(entries: Entry[], room: number): Entry[][] {
  const total = entries.reduce((sum, { width }) => sum + width, 0);
  const target = Math.min(room, 1.12 * (total / Math.ceil(total / room)));
  const limit =
    Math.ceil(total / room) === 1 ? room : Math.max(target, ...entries.map((e) => e.width));
  const rows: Entry[][] = [[]];
  let used = 0;
  for (const entry of entries) {
    if (used + entry.width > limit && used > 0) {
      rows.push([]);
      used = 0;
    }
    rows[rows.length - 1].push(entry);
    used += entry.width;
  }
  return rows;
}

function entryElement({ label, traces, swatch: room }: Entry, x: number, y: number): string {
  const shown = traces.find((trace) => trace.showlegend !== false) ?? traces[0];
  const band = traces.find(isBand);
  const swatches = [...(band && band !== shown ? [band] : []), shown];
  return (
    swatches.map((trace) => swatch(trace, x, y, room)).join("") +
    textElement(label, { x: x + room + 8, y, size: sizes.legend })
  );
}

/** Pixels for the sample of a trace: a line needs more than a block or a marker. */
function swatchRoom(trace: Trace): number {
  return "mode" in trace && !trace.mode?.includes("lines") ? 14 : "mode" in trace ? 30 : 18;
}

function isBand(trace: Trace): boolean {
  return trace.type === "scatter" && trace.fill !== undefined && trace.fill !== "none";
}

function swatch(trace: Trace, x: number, y: number, room: number): string {
  const middle = x + room / 2;
  const block = (fill: string | undefined, opacity?: number): string =>
    element("rect", { x: middle - 9, y: y - 6, width: 18, height: 12, fill, opacity });
  if (trace.type === "bar") return block(trace.marker?.color, trace.opacity);
  if (trace.type === "mesh3d") return block(trace.color, Math.max(0.45, trace.opacity ?? 1));
  if (trace.type === "heatmap" || trace.type === "image") return "";
  if (trace.type === "scatter" && isBand(trace)) {
    return element("rect", { x, y: y - 6, width: room, height: 12, fill: trace.fillcolor });
  }
  const mode = trace.mode ?? "lines";
  const width = trace.line?.width ?? 2;
  const stroke = mode.includes("lines")
    ? line([x, y], [x + room, y], {
        stroke: trace.line?.color ?? trace.marker?.color,
        "stroke-width": width,
        "stroke-dasharray": dashArray(trace.line?.dash, width),
      })
    : "";
  const size =
    trace.type === "scatter3d" ? Math.max(8, trace.marker?.size ?? 6) : trace.marker?.size;
  const marker = mode.includes("markers")
    ? markerElement(middle, y, { ...trace.marker, size, opacity: 1 })
    : "";
  return stroke + marker;
}
