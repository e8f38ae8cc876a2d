/**
 * The whole picture of a figure: finds the room that titles, labels, legend
 * and colour bar need, gives the rest to the panels, and draws them.
 */
import type { FigureJson, Layout } from "../json/layout.js";
import { sceneOf } from "../json/panels.js";
import { isSpatial, type Trace } from "../json/traces.js";
import { ink, sizes } from "../style.js";
import { annotationElement } from "./annotation.js";
import { type Box, partOf } from "./box.js";
import { colorBarElements, colorBarRoom } from "./color-bar.js";
import { element } from "./element.js";
import { legendFor, type PlacedLegend } from "./legend.js";
import { axisRoom } from "./plane/axes.js";
import { panelElements } from "./plane/panel.js";
import { panelsIn } from "./plane/panels.js";
import { textElement } from "./rich-text.js";
import { sliderElements } from "./slider.js";
import { sceneElements } from "./space/scene.js";

/** The figure as SVG; the same figure gives the same bytes. */
export function svgOf({ data, layout }: FigureJson): string {
  const { width = 760, height = 460 } = layout;
  const beside = layout.legend?.orientation !== "h";
  const legend = legendFor(data, layout, width - 24);
  const area = plotArea(data, layout, legend);
  const panels = panelsIn(area, data, layout);
  const scenes = new Set(data.filter(isSpatial).map((trace) => trace.scene ?? "scene"));
  const parts = [
    element("rect", { width, height, fill: layout.paper_bgcolor ?? "#ffffff" }),
    ...panels.map((panel) => panelElements(panel, layout)),
    ...[...scenes].map((name) => {
      const scene = sceneOf(layout, name);
      const box = partOf(area, scene.domain?.x ?? [0, 1], scene.domain?.y ?? [0, 1]);
      const inside = data.filter(isSpatial).filter((trace) => (trace.scene ?? "scene") === name);
      return sceneElements(scene, inside, box);
    }),
    ...(layout.annotations ?? []).map((one) => annotationElement(one, area, panels)),
  ];
  if (layout.coloraxis && layout.coloraxis.showscale !== false) {
    const only = panels.length === 1 ? panels[0].box : area;
    parts.push(colorBarElements(layout.coloraxis, only));
  }
  if (legend) {
    parts.push(
      beside
        ? legend.draw(area.left + area.width + 14, area.top)
        : legend.draw((width - legend.width) / 2, height - legend.height - 6),
    );
  }
  parts.push(titleElement(layout, width), sliderElements(layout, width, height, area, legend));
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": "DejaVu Sans",
      fill: ink,
    },
    ...parts,
  );
}

/** What the margins leave: measured twice, because labels depend on the room and the room on them. */
function plotArea(data: readonly Trace[], layout: Layout, legend: PlacedLegend | undefined): Box {
  const { width = 760, height = 460, margin = { l: 60, r: 24, t: 40, b: 56 } } = layout;
  const beside = layout.legend?.orientation !== "h";
  let { l, r, t, b } = margin;
  for (let round = 0; round < 2; round++) {
    const area = { left: l, top: t, width: width - l - r, height: height - t - b };
    const panels = panelsIn(area, data, layout);
    const rooms = panels.map((panel) => ({ panel, room: axisRoom(panel) }));
    const outer = (ref: "xAxis" | "yAxis"): typeof rooms =>
      rooms.filter(({ panel }) => (panel[ref].domain?.[0] ?? 0) < 0.01);
    const left = Math.max(0, ...outer("xAxis").map(({ room }) => room.left)) + 8;
    const below = Math.max(0, ...outer("yAxis").map(({ room }) => room.below)) + 10;
    l = Math.max(margin.l, panels.length > 0 ? left : 0);
    b =
      Math.max(margin.b, panels.length > 0 ? below : 0) +
      (legend && !beside ? legend.height + 4 : 0);
    const bar = layout.coloraxis?.showscale === false ? undefined : layout.coloraxis;
    r = margin.r + (bar ? colorBarRoom(bar, area.height) - 10 : 0);
    if (legend && beside) r = Math.max(r, legend.width + 20);
  }
  return { left: l, top: t, width: width - l - r, height: height - t - b };
}

function titleElement({ title }: Layout, width: number): string {
  if (!title?.text) return "";
  return textElement(title.text, {
    x: width / 2,
    y: 14,
    size: title.font?.size ?? sizes.title,
    horizontal: "middle",
    vertical: "top",
  });
}
