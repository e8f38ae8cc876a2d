/** The bar that tells which colour is which value. */
import type { ColorAxis } from "../json/layout.js";
import { sizes } from "../style.js";
import type { Box } from "./box.js";
import { colorAt } from "./color.js";
import { element, line } from "./element.js";
import { plotScale } from "./plane/scale.js";
import { textElement, textSize } from "./rich-text.js";

const gap = 14;
const thickness = 14;
const steps = 64;

function scaleOf(axis: ColorAxis, top: number, height: number) {
  const { cmin = 0, cmax = 1 } = axis;
  return plotScale({}, { low: cmin, high: cmax, categories: [] }, top + height, top);
}

/** Pixels that the bar, its labels and its title need to the right of the plot. */
export function colorBarRoom(axis: ColorAxis, height: number): number {
  const labels = scaleOf(axis, 0, height).ticks.map(
    ({ label }) => textSize(label, sizes.tick).width,
  );
  const title = axis.colorbar?.title?.text;
  return gap + thickness + 6 + Math.max(0, ...labels) + (title ? 26 : 0) + 8;
}

export function colorBarElements(axis: ColorAxis, plot: Box): string {
  const left = plot.left + plot.width + gap;
  const { cmin = 0, cmax = 1 } = axis;
  const step = plot.height / steps;
  const cells = Array.from({ length: steps }, (_, k) =>
    element("rect", {
      x: left,
      y: plot.top + plot.height - (k + 1) * step,
      width: thickness,
      height: step + 0.5,
      fill: colorAt(cmin + ((k + 0.5) / steps) * (cmax - cmin), axis),
    }),
  );
  const { ticks } = scaleOf(axis, plot.top, plot.height);
  const labels = ticks.flatMap(({ position, label }) => [
    line([left + thickness, position], [left + thickness + 4, position], { stroke: "#555555" }),
    textElement(label, { x: left + thickness + 6, y: position, size: sizes.tick }),
  ]);
  const widest = Math.max(0, ...ticks.map(({ label }) => textSize(label, sizes.tick).width));
  const title = axis.colorbar?.title?.text;
  const written = title
    ? textElement(title, {
        x: left + thickness + 6 + widest + 10,
        y: plot.top + plot.height / 2,
        size: sizes.axis,
        horizontal: "middle",
        vertical: "bottom",
        angle: 90,
      })
    : "";
  return element("g", { id: "color-bar" }, ...cells, ...labels, written);
}
