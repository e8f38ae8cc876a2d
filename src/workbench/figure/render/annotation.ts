/** Annotations without arrows: titles of panels and labels of lines. */
import type { Annotation } from "../json/layout.js";
import { ink, sizes } from "../style.js";
import type { Box } from "./box.js";
import { element } from "./element.js";
import type { Panel } from "./plane/panels.js";
import { textElement, textSize } from "./rich-text.js";

/** A label inside a panel stands on a white ground, so that lines do not cross its letters. */
export function annotationElement(
  annotation: Annotation,
  area: Box,
  panels: readonly Panel[],
): string {
  const { xref, yref, text, textangle } = annotation;
  const x = horizontal(annotation, area, panels) + (annotation.xshift ?? 0);
  const y = vertical(annotation, area, panels) - (annotation.yshift ?? 0);
  const size = annotation.font?.size ?? sizes.tick;
  const anchor = annotation.xanchor ?? "center";
  if (textangle === 90) {
    return textElement(text, { x, y, size, horizontal: "middle", vertical: "bottom", angle: 90 });
  }
  const vanchor = annotation.yanchor ?? "middle";
  const written = textElement(text, {
    x,
    y,
    size,
    horizontal: ({ left: "start", center: "middle", right: "end" } as const)[anchor],
    vertical: vanchor,
    color: annotation.font?.color ?? ink,
  });
  if (xref === "paper" || yref === "paper") return written;
  const { width, height } = textSize(text, size);
  const ground = element("rect", {
    x: x - width * { left: 0, center: 0.5, right: 1 }[anchor] - 2,
    y: y - height * { top: 0, middle: 0.5, bottom: 1 }[vanchor] + 1,
    width: width + 4,
    height: height - 2,
    fill: "#ffffff",
    opacity: 0.75,
  });
  return ground + written;
}

function horizontal({ x, xref }: Annotation, area: Box, panels: readonly Panel[]): number {
  if (xref === "paper") return area.left + x * area.width;
  const panel = panels.find((one) => one.x === xref.split(" ")[0]);
  if (!panel) return area.left;
  if (xref.endsWith("domain")) return panel.box.left + x * panel.box.width;
  return panel.xScale.at(panel.xAxis.type === "log" ? 10 ** x : x) ?? panel.box.left;
}

function vertical({ y, yref }: Annotation, area: Box, panels: readonly Panel[]): number {
  if (yref === "paper") return area.top + (1 - y) * area.height;
  const panel = panels.find((one) => one.y === yref.split(" ")[0]);
  if (!panel) return area.top;
  if (yref.endsWith("domain")) return panel.box.top + (1 - y) * panel.box.height;
  return panel.yScale.at(panel.yAxis.type === "log" ? 10 ** y : y) ?? panel.box.top;
}
