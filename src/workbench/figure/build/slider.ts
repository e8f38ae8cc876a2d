/** A slider that shows one frame of a figure at a time, the last one first. */
import type { Slider } from "../json/layout.js";

export function slider(labels: readonly string[], prefix = "t = "): Slider {
  return {
    active: labels.length - 1,
    currentvalue: { prefix },
    pad: { t: 30 },
    steps: labels.map((label) => ({
      label,
      method: "animate",
      args: [
        [label],
        { mode: "immediate", frame: { duration: 0, redraw: true }, transition: { duration: 0 } },
      ],
    })),
  };
}
