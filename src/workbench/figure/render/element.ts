/** SVG elements as text: names and content escaped, numbers with two decimals. */

export type Attributes = Record<string, string | number | undefined>;

/** ⟨name attributes⟩children⟨/name⟩; attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === "number" ? decimal(value) : escaped(value ?? "")}"`,
    )
    .join("");
  const content = children.join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

export function decimal(value: number): string {
  const text = value.toFixed(2);
  return text.includes(".") ? text.replace(/\.?0+$/, "").replace(/^-0$/, "0") : text;
}

export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** "M x,y L x,y …" through pixel positions. */
export function pathThrough(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], k) => `${k === 0 ? "M" : "L"}${decimal(x)},${decimal(y)}`).join("");
}

export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  attributes: Attributes,
): string {
  return element("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1], ...attributes });
}

/** Lengths of strokes and gaps for Plotly's names of dashes. */
export function dashArray(dash: string | undefined, width: number): string | undefined {
  const pattern: Record<string, number[]> = {
    dash: [4, 2.5],
    dot: [1, 1.8],
    dashdot: [4, 2, 1, 2],
    longdash: [7, 3],
  };
  return pattern[dash ?? "solid"]
    ?.map((length) => decimal(length * Math.max(width, 1.2)))
    .join(" ");
}
