/** Pixels of a picture, as large as their units on the axes. */
import { pictureSize } from "../../json/picture-size.js";
import type { ImageTrace } from "../../json/traces.js";
import { element } from "../element.js";
import type { PlotScale } from "./scale.js";

export function imageElement({ source }: ImageTrace, x: PlotScale, y: PlotScale): string {
  const { width, height } = pictureSize(source, "Figure: source");
  const [left, right] = [x.at(-0.5) ?? 0, x.at(width - 0.5) ?? 0];
  const [top, bottom] = [y.at(-0.5) ?? 0, y.at(height - 0.5) ?? 0];
  return element("image", {
    href: source,
    preserveAspectRatio: "none",
    "image-rendering": "optimizeSpeed",
    width: Math.abs(right - left),
    height: Math.abs(bottom - top),
    transform: `translate(${left},${top}) scale(${right < left ? -1 : 1},${bottom < top ? -1 : 1})`,
  });
}
