/** Plotly's marks inside a text: ⟨br⟩ breaks a line; b, i, sub and sup change a run of letters. */
import { type Attributes, element, escaped } from "./element.js";
import { textWidth } from "./text/font.js";

interface Run {
  text: string;
  bold: boolean;
  italic: boolean;
  /** −1 below, 0 on, +1 above the line. */
  level: number;
}

const smaller = 0.7;
export const lineHeight = 1.3;

/** The text without marks, on one line. */
export function plainText(text: string): string {
  return text.replaceAll(/<br\s*\/?>/g, " ").replaceAll(/<\/?(b|i|sub|sup)>/g, "");
}

export function linesOf(text: string): string[] {
  return text.split(/<br\s*\/?>/);
}

/** Width of the longest line and height of all lines, in pixels. */
export function textSize(text: string, size: number): { width: number; height: number } {
  const lines = linesOf(text);
  const widths = lines.map((one) =>
    runsOf(one).reduce(
      (sum, run) => sum + textWidth(run.text, run.level ? smaller * size : size),
      0,
    ),
  );
  return { width: Math.max(...widths), height: lines.length * lineHeight * size };
}

export interface TextPlace {
  x: number;
  /** Edge or middle of the block of lines, as `vertical` says. */
  y: number;
  size: number;
  horizontal?: "start" | "middle" | "end";
  vertical?: "top" | "middle" | "bottom";
  color?: string;
  /** Degrees clockwise around (x, y). */
  angle?: number;
}

/** The text as an SVG element, a tspan for each line and each run. */
export function textElement(text: string, place: TextPlace): string {
  const { x, y, size, horizontal = "start", vertical = "middle", color, angle } = place;
  const lines = linesOf(text);
  const height = lines.length * lineHeight * size;
  const top = { top: 0, middle: -height / 2, bottom: -height }[vertical];
  const attributes: Attributes = {
    "font-size": size,
    "text-anchor": horizontal === "start" ? undefined : horizontal,
    fill: color,
    transform: angle ? `rotate(${angle} ${x.toFixed(2)} ${y.toFixed(2)})` : undefined,
  };
  const written = lines.map((one, index) => {
    const baseline = y + top + (index + 0.5) * lineHeight * size + 0.35 * size;
    return element("tspan", { x, y: baseline }, ...tspans(runsOf(one), size));
  });
  return element("text", attributes, ...written);
}

function tspans(runs: Run[], size: number): string[] {
  let level = 0;
  return runs.map((run) => {
    const shift = (level - run.level) * 0.35 * size;
    level = run.level;
    if (!run.bold && !run.italic && run.level === 0 && shift === 0) return escaped(run.text);
    return element(
      "tspan",
      {
        dy: shift || undefined,
        "font-size": run.level ? smaller * size : undefined,
        "font-weight": run.bold ? "bold" : undefined,
        "font-style": run.italic ? "italic" : undefined,
      },
      escaped(run.text),
    );
  });
}

function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  const open = { b: 0, i: 0, sub: 0, sup: 0 };
  for (const part of line.split(/(<\/?(?:b|i|sub|sup)>)/)) {
    const mark = /^<(\/?)(b|i|sub|sup)>$/.exec(part);
    if (mark) open[mark[2] as keyof typeof open] += mark[1] ? -1 : 1;
    else if (part !== "") {
      runs.push({
        text: part,
        bold: open.b > 0,
        italic: open.i > 0,
        level: Math.sign(open.sup - open.sub),
      });
    }
  }
  return runs;
}
