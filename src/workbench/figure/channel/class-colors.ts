/** Colours for classes that are told apart by number, and for groups by their order. */
import type { ColorAxis, ColorScale } from "../json/layout.js";
import { colorAt } from "../render/color.js";
import { palette, sequential } from "../style.js";

/** The brightest yellow fades on white. */
const BRIGHTEST = 0.92;

const LIGHTNESSES = [0.4, 0.58, 0.76];

/** The palette, or for more classes hues around the circle: neighbours differ. */
export function classColors(count: number): string[] {
  if (count <= palette.length) return palette.slice(0, count);
  // The golden angle: each next hue lies in the widest gap that is left.
  return Array.from({ length: count }, (_, k) => hue((k * 137.508) % 360, LIGHTNESSES[k % 3]));
}

/** A scale with one colour for each of the classes 0, 1, …, without a bar beside the panel. */
export function classAxis(count: number): ColorAxis {
  const colors = classColors(Math.max(count, 1));
  const colorscale: ColorScale = colors.flatMap(
    (color, k): ColorScale => [
      [k / colors.length, color],
      [(k + 1) / colors.length, color],
    ],
  );
  return { colorscale, cmin: -0.5, cmax: colors.length - 0.5, showscale: false };
}

/** Dark for small orders, bright for large ones, by their logarithms. */
export function orderColors(orders: readonly (number | bigint)[]): string[] {
  const sizes = orders.map(logOrder);
  const most = Math.max(...sizes, 0);
  return sizes.map((size) =>
    colorAt(most > 0 ? (BRIGHTEST * size) / most : 0, { colorscale: sequential }),
  );
}

/** Orders may pass 10³⁰⁸. */
function logOrder(order: number | bigint): number {
  const digits = BigInt(order).toString();
  return Math.log(Number(`0.${digits}`)) + digits.length * Math.LN10;
}

/** 518400, and 1.2 · 10²⁰ for what is longer than nine digits. */
export function orderText(order: number | bigint): string {
  const digits = BigInt(order).toString();
  if (digits.length <= 9) return digits;
  const leading = Number(`${digits[0]}.${digits.slice(1, 4)}`).toFixed(1);
  return `${leading} · 10<sup>${digits.length - 1}</sup>`;
}

/** S6², and so on, for S6^2. */
export function groupText(name: string): string {
  return name.replaceAll(/\^(\d+)/g, "<sup>$1</sup>");
}

function hue(degrees: number, lightness: number): string {
  const reach = 0.6 * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): string => {
    const k = (offset + degrees / 30) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(255 * value)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
