/**
 * A three-dimensional scene, painted from back to front: the walls of the
 * box, then faces in the order of their depth, and each point just before
 * the first face that hides it.
 */
import type { Scene } from "../../json/layout.js";
import type { Mesh3dTrace, Scatter3dTrace, SpatialTrace } from "../../json/traces.js";
import type { Box } from "../box.js";
import { dashArray, element, pathThrough } from "../element.js";
import { markerElement } from "../plane/symbol.js";
import { type Camera, cameraFor, type Vector3 } from "./camera.js";
import { type Face, facesOf, hides } from "./face.js";
import { frameElements } from "./frame.js";
import { inBox, type Ranges, rangesOf } from "./range.js";

interface Painted {
  /** Number of faces that must be painted before this. */
  after: number;
  depth: number;
  svg: string;
}

export function sceneElements(scene: Scene, traces: readonly SpatialTrace[], box: Box): string {
  const camera = cameraFor(scene, box);
  const ranges = rangesOf(scene, traces);
  const faces = traces
    .filter((trace): trace is Mesh3dTrace => trace.type === "mesh3d")
    .flatMap((trace) => facesOf(trace, pointsOf(trace, ranges)))
    .sort((a, b) => camera.depth(a.center) - camera.depth(b.center));
  const painted: Painted[] = faces.map((face, index) => ({
    after: index,
    depth: Number.POSITIVE_INFINITY,
    svg: faceElement(face, camera),
  }));
  for (const trace of traces) {
    if (trace.type === "scatter3d") painted.push(...cloud(trace, ranges, camera, faces));
  }
  painted.sort((a, b) => a.after - b.after || a.depth - b.depth);
  return element(
    "g",
    { id: "scene" },
    frameElements(scene, ranges, camera),
    ...painted.map(({ svg }) => svg),
  );
}

function pointsOf(trace: SpatialTrace, ranges: Ranges): Vector3[] {
  return trace.x.map((x, k) => inBox([x, trace.y[k], trace.z[k]], ranges));
}

function cloud(
  trace: Scatter3dTrace,
  ranges: Ranges,
  camera: Camera,
  faces: readonly Face[],
): Painted[] {
  const points = pointsOf(trace, ranges);
  const mode = trace.mode ?? "markers";
  const out: Painted[] = [];
  const place = (point: Vector3): Pick<Painted, "after" | "depth"> => {
    const hiding = faces.findIndex((face) => hides(face, point, camera));
    // A face itself has depth ∞ in its slot, so what it hides comes first.
    return { after: hiding < 0 ? faces.length : hiding, depth: camera.depth(point) };
  };
  if (mode.includes("lines")) {
    const width = trace.line?.width ?? 2;
    points.slice(1).forEach((point, k) => {
      out.push({
        ...place(point),
        svg: element("path", {
          d: pathThrough([camera.pixel(points[k]), camera.pixel(point)]),
          stroke: trace.line?.color,
          "stroke-width": width,
          "stroke-dasharray": dashArray(trace.line?.dash, width),
        }),
      });
    });
  }
  if (mode.includes("markers")) {
    // Plotly's markers in space look about a fifth larger than their size.
    const marker = { ...trace.marker, size: 1.2 * (trace.marker?.size ?? 5) };
    const rim = { ...marker, line: { color: "#ffffff", width: marker.size > 4 ? 0.5 : 0 } };
    for (const point of points) {
      const [x, y] = camera.pixel(point);
      out.push({ ...place(point), svg: markerElement(x, y, rim, trace.opacity) });
    }
  }
  return out;
}

function faceElement(face: Face, camera: Camera): string {
  return element("path", {
    d: `${pathThrough(face.corners.map((corner) => camera.pixel(corner)))}Z`,
    fill: face.color,
    "fill-opacity": face.opacity,
    stroke: face.color,
    "stroke-opacity": Math.min(1, face.opacity + 0.35),
    "stroke-width": face.outlined ? 1 : 0,
  });
}
