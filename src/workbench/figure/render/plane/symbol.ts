/** Markers by Plotly's names, as SVG elements around a pixel. */
import type { Marker } from "../../json/traces.js";
import { type Attributes, decimal, element } from "../element.js";

/** Corners of each shape in units of half the marker's size. */
const polygons: Record<string, readonly (readonly [number, number])[]> = {
  square: corners([-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]),
  diamond: corners([0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]),
  "triangle-up": corners([0, -1.2], [1.15, 0.8], [-1.15, 0.8]),
  "triangle-down": corners([0, 1.2], [1.15, -0.8], [-1.15, -0.8]),
  cross: plus(0),
  x: plus(Math.PI / 4),
  star: Array.from({ length: 10 }, (_, k): [number, number] => {
    const radius = k % 2 === 0 ? 1.4 : 0.6;
    return [radius * Math.sin((k * Math.PI) / 5), -radius * Math.cos((k * Math.PI) / 5)];
  }),
};

function corners(...points: [number, number][]): [number, number][] {
  return points;
}

function plus(angle: number): [number, number][] {
  const [arm, half] = [1.25, 0.42];
  const quarter = [
    [half, half],
    [arm, half],
    [arm, -half],
  ];
  return [0, 1, 2, 3].flatMap((turn) =>
    quarter.map(([x, y]): [number, number] => {
      const a = angle - (turn * Math.PI) / 2;
      return [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a)];
    }),
  );
}

export function markerElement(x: number, y: number, marker: Marker, opacity = 1): string {
  const open = marker.symbol?.endsWith("-open") ?? false;
  const shape = marker.symbol?.replace("-open", "") ?? "circle";
  const radius = (marker.size ?? 6) / 2;
  const paint: Attributes = {
    fill: open ? "none" : marker.color,
    stroke: open ? marker.color : marker.line?.color,
    "stroke-width": open ? 1.5 : marker.line?.width,
    opacity: (marker.opacity ?? 1) * opacity === 1 ? undefined : (marker.opacity ?? 1) * opacity,
  };
  const polygon = polygons[shape];
  if (polygon === undefined) return element("circle", { cx: x, cy: y, r: radius, ...paint });
  const points = polygon
    .map(([a, b]) => `${decimal(x + radius * a)},${decimal(y + radius * b)}`)
    .join(" ");
  return element("polygon", { points, ...paint });
}
