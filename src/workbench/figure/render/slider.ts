/** Where the sliders stand: a still picture says it in words, and draws those that have a place. */
import type { Layout, Slider } from "../json/layout.js";
import { sizes } from "../style.js";
import type { Box } from "./box.js";
import { element, line } from "./element.js";
import type { PlacedLegend } from "./legend.js";
import { textElement, textSize } from "./rich-text.js";

export function sliderElements(
  { sliders = [], margin }: Layout,
  width: number,
  height: number,
  area: Box,
  legend: PlacedLegend | undefined,
): string {
  if (sliders.length === 0) return "";
  if (sliders.every(({ y }) => y !== undefined)) {
    return sliders.map((slider) => placedSlider(slider, area)).join("");
  }
  const text = sliders.map(standing).join(", ");
  return textElement(text, {
    x: width - (margin?.r ?? 10) - textSize(text, sizes.panel).width,
    y: height - (legend?.height ?? 0) - 12,
    size: sizes.panel,
    vertical: "bottom",
  });
}

function standing({ currentvalue, steps, active }: Slider): string {
  return `${currentvalue?.prefix ?? ""}${steps[active]?.label ?? ""}`;
}

/** Its value above a rail with a tick for each step. */
function placedSlider(slider: Slider, area: Box): string {
  const { steps, active, pad, x = 0, y = 0, len = 1 } = slider;
  const left = area.left + x * area.width;
  const top = area.top + (1 - y) * area.height + (pad?.t ?? 0);
  const rail = top + 24;
  const at = (step: number): number =>
    left + 10 + ((len * area.width - 20) * step) / Math.max(1, steps.length - 1);
  const grey = { stroke: "#bec8d9", "stroke-width": 1 };
  return [
    textElement(standing(slider), { x: left, y: top, size: sizes.tick, vertical: "top" }),
    line([at(0), rail], [at(steps.length - 1), rail], { ...grey, "stroke-width": 4 }),
    ...steps.map((_, step) => line([at(step), rail + 9], [at(step), rail + 14], grey)),
    element("circle", { cx: at(active), cy: rail, r: 8, fill: "#f8fafc", stroke: "#8c98a8" }),
  ].join("");
}
