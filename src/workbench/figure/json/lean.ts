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
  return {
    ...without(trace, traceDefaults),
    ...("line" in trace && trace.line && { line: without(trace.line, lineDefaults) }),
    ...("marker" in trace && trace.marker && { marker: without(trace.marker, markerDefaults) }),
  } as Trace;
}

function leanLayout(layout: Layout): Layout {
  const entries = Object.entries(layout).flatMap(([key, value]) => {
    if (/^[xy]axis/.test(key)) return [[key, leanAxis(value as Axis, layout.font?.size)]];
    return Array.isArray(value) && value.length === 0 ? [] : [[key, value]];
  });
  return Object.fromEntries(entries) as Layout;
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
