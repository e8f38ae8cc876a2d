/** One figure as panel number k of a grid: its axes, shapes and traces under new names. */
import type { Axis, Layout } from "../json/layout.js";
import { axisKey, reference } from "../json/panels.js";
import { isSpatial, type Trace } from "../json/traces.js";
import { translucent } from "../style.js";
import type { Place } from "./arrange.js";

export interface Neighbours {
  /** Nothing stands to the left of the panel, or below it. */
  left: boolean;
  bottom: boolean;
  share: { x: boolean; y: boolean };
  /** Numbers of the panels whose axes this one shares. */
  firstOfRow: number;
  firstOfColumn: number;
}

/** Adds the panel's axes, shapes and annotations to the layout of the grid. */
export function panelLayout(
  layout: Layout,
  panel: Layout,
  number: number,
  place: Place,
  neighbours: Neighbours,
): void {
  if (panel.scene) {
    layout[reference("scene", number) as "scene"] = { ...panel.scene, domain: place };
    return;
  }
  const { share, left, bottom, firstOfRow, firstOfColumn } = neighbours;
  const [x, y] = [reference("x", number), reference("y", number)];
  layout[axisKey(x)] = panelAxis(panel.xaxis ?? {}, {
    domain: place.x,
    anchor: y,
    matches: share.x && firstOfColumn !== number ? reference("x", firstOfColumn) : undefined,
    labelled: !share.x || bottom,
    outer: bottom,
  });
  layout[axisKey(y)] = panelAxis(panel.yaxis ?? {}, {
    domain: place.y,
    anchor: x,
    matches: share.y && firstOfRow !== number ? reference("y", firstOfRow) : undefined,
    labelled: !share.y || left,
    outer: left,
  });
  const moved = (ref: string): string => ref.replace(/^x(?=$| )/, x).replace(/^y(?=$| )/, y);
  const move = <T extends { xref: string; yref: string }>(item: T): T => ({
    ...item,
    xref: moved(item.xref),
    yref: moved(item.yref),
  });
  layout.shapes = [...(layout.shapes ?? []), ...(panel.shapes ?? []).map(move)];
  layout.annotations = [...(layout.annotations ?? []), ...(panel.annotations ?? []).map(move)];
}

interface Position {
  domain: [number, number];
  anchor: string;
  matches: string | undefined;
  labelled: boolean;
  outer: boolean;
}

function panelAxis(axis: Axis, { domain, anchor, matches, labelled, outer }: Position): Axis {
  const { title, scaleanchor, tickfont, exponentformat, ...rest } = axis;
  return {
    ...rest,
    domain,
    anchor,
    ...(matches && { matches }),
    ...(scaleanchor && { scaleanchor: anchor }),
    ...(title && (outer || labelled) && { title }),
    showticklabels: labelled && axis.showticklabels !== false,
    ...(labelled && tickfont && { tickfont }),
    ...(labelled && exponentformat && { exponentformat }),
  };
}

/** The trace on the axes of panel `number`, in the grid's colour, in the legend once. */
export function renamed(
  trace: Trace,
  number: number,
  colors: ReadonlyMap<string, string>,
  shown: Set<string>,
): Trace {
  const group = trace.legendgroup ?? trace.name;
  const listed = trace.showlegend !== false && group !== undefined;
  const first = listed && !shown.has(group);
  if (first) shown.add(group);
  const axes = isSpatial(trace)
    ? { scene: reference("scene", number) }
    : { xaxis: reference("x", number), yaxis: reference("y", number) };
  const legend = trace.type === "image" ? {} : { showlegend: first };
  const out = { ...trace, ...axes, ...legend } as Trace;
  const color = trace.meta?.color === "automatic" ? colors.get(trace.name ?? "") : undefined;
  return color === undefined ? out : recolored(out, color);
}

function recolored(trace: Trace, color: string): Trace {
  if (trace.type === "heatmap" || trace.type === "image") return trace;
  if (trace.type === "mesh3d") return { ...trace, color };
  const out = { ...trace };
  if (out.marker) out.marker = { ...out.marker, color };
  if (out.type === "bar") return out;
  if (out.line) out.line = { ...out.line, color };
  if (out.type === "scatter") {
    if (out.fillcolor) out.fillcolor = translucent(color, 0.2);
    if (out.error_y) out.error_y = { ...out.error_y, color };
  }
  return out;
}
