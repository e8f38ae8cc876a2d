/** Scenes of several panels over one box, so that their clouds can be compared by eye. */
import type { Layout } from "../json/layout.js";

const axes = ["xaxis", "yaxis", "zaxis"] as const;

/** The layouts with the ranges of all scenes widened to the smallest cube around all of them. */
export function sameScenes(layouts: readonly Layout[]): Layout[] {
  const scenes = layouts.flatMap(({ scene }) => (scene ? [scene] : []));
  if (scenes.length < 2) return [...layouts];
  const spans = axes.map((axis) => {
    const ranges = scenes.flatMap((scene) => {
      const range = scene[axis]?.range;
      return range ? [range] : [];
    });
    return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
  });
  if (!spans.flat().every(Number.isFinite)) return [...layouts];
  const reach = Math.max(...spans.map(([low, high]) => (high - low) / 2));
  const ranges = spans.map(([low, high]): [number, number] => {
    const center = (low + high) / 2;
    return [center - reach, center + reach];
  });
  return layouts.map((layout) => {
    if (!layout.scene) return layout;
    const scene = { ...layout.scene };
    axes.forEach((axis, k) => {
      scene[axis] = { ...scene[axis], range: ranges[k] };
    });
    return { ...layout, scene };
  });
}
