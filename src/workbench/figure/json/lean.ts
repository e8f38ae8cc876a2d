/**
 * A figure without what Plotly assumes anyway: for bundles, of which a dozen must fit
 * into a notebook. Defaults: https://plotly.com/javascript/reference.
 */
import type { Axis, FigureJson, Layout } from "./layout.js";
import type { Trace } from "./traces.js";

export const axisDefaults = { linewidth: 1, showgrid: true, showticklabels: true, ticklen: 5 };
export const traceDefaults = { opacity: 1 };
export const lineDefaults = { dash: "solid", width: 2 };
export const markerDefaults = { symbol: "circle" };

/** The same picture in Plotly; only the notes that gridFigure reads in traces are lost. */
export function lean({ data, layout, frames }: FigureJson): FigureJson {
  return { data: data.map(leanTrace), layout: leanLayout(layout), ...(frames && { frames }) };
}

function leanTrace({ meta: _meta, ...trace }: Trace): Trace {
  const marker = "marker" in trace ? trace.marker : undefined;
  // Below 20 points Plotly draws lines and markers, and lines in their markers' colour.
  const few = trace.type === "scatter" && trace.x.length < MARKED && trace.mode === "lines+markers";
  const color = trace.type === "scatter" ? marker?.color : undefined;
  const bars = trace.type === "scatter" ? trace.error_y : undefined;
  return {
    ...without(trace, { ...traceDefaults, ...(few && { mode: "lines+markers" }) }),
    ...("line" in trace && trace.line && { line: without(trace.line, { ...lineDefaults, color }) }),
    ...(marker && { marker: without(marker, markerDefaults) }),
    ...(bars && { error_y: without(bars, { type: "data" }) }),
  } as Trace;
}

const MARKED = 20;

function leanLayout(layout: Layout): Layout {
  const axes = Object.entries(layout).flatMap(([key, value]) =>
    /^[xy]axis/.test(key) ? [[key, leanAxis(value as Axis, layout.font?.size)] as const] : [],
  );
  const common = axes.length > 2 ? shared(axes.map(([, axis]) => axis)) : {};
  const own = new Map(axes.map(([key, axis]) => [key, without(axis, common)]));
  const entries = Object.entries(layout).flatMap(([key, value]) =>
    Array.isArray(value) && value.length === 0 ? [] : [[key, own.get(key) ?? value]],
  );
  const template = { layout: { xaxis: common, yaxis: common } };
  return {
    ...Object.fromEntries(entries),
    ...(Object.keys(common).length > 0 && { template }),
  } as Layout;
}

/** The plain entries that all axes have alike: Plotly takes them from the template. */
function shared(axes: readonly Axis[]): Record<string, unknown> {
  const [first, ...others] = axes as readonly Record<string, unknown>[];
  return Object.fromEntries(
    Object.entries(first).filter(
      ([key, value]) => typeof value !== "object" && others.every((axis) => axis[key] === value),
    ),
  );
}

/** Labels of ticks have the figure's font unless they name another size. */
function leanAxis(axis: Axis, size: number | undefined): Axis {
  const { tickfont, ...rest } = without(axis, axisDefaults);
  const own = tickfont && without(tickfont, { size });
  return { ...rest, ...(own && Object.keys(own).length > 0 && { tickfont: own }) };
}

/** The entries that differ from those given. */
function without<T extends object>(value: T, known: Readonly<Record<string, unknown>>): T {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([key, entry]) => entry !== undefined && !(key in known && known[key] === entry),
    ),
  ) as T;
}
