/** Colours along a scale. */
import type { ColorAxis, ColorScale } from "../json/layout.js";
import { sequential } from "../style.js";

/** The colour of `value` on the axis, mixed between the two nearest stops. */
export function colorAt(value: number, axis: ColorAxis): string {
  const { cmin = 0, cmax = 1, colorscale = sequential } = axis;
  const share = cmax > cmin ? Math.min(1, Math.max(0, (value - cmin) / (cmax - cmin))) : 0.5;
  return mixed(share, colorscale);
}

function mixed(share: number, scale: ColorScale): string {
  const upper = Math.max(
    1,
    scale.findIndex(([stop]) => stop >= share),
  );
  const [from, to] = [scale[upper - 1], scale[upper]];
  const weight = (share - from[0]) / (to[0] - from[0]);
  const a = channels(from[1]);
  const b = channels(to[1]);
  return `#${a.map((value, k) => hex(value + weight * (b[k] - value))).join("")}`;
}

function hex(channel: number): string {
  return Math.round(channel).toString(16).padStart(2, "0");
}

export function channels(color: string): [number, number, number] {
  const number = Number.parseInt(color.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/** Dark ink on bright colours, white on dark ones. */
export function readableOn(color: string): string {
  const [red, green, blue] = channels(color);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#222222" : "#ffffff";
}
