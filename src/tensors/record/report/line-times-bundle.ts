/** Times of lines as a notebook shows them, and as text. */
import type { LineTime, LineTimes } from "./line-times.js";

/** Kernels that are named; the rest are counted. */
const MOST_KERNELS = 4;
const BAR = 12;

export function lineTimesBundle(times: LineTimes): Record<string, string> {
  const { inputs, step, operations, lines, repeats } = times;
  const head = `${inputs || "no inputs"}: a replay takes ${duration(step)}; its operations, timed one by one ${repeats} times, ${duration(operations)}`;
  const rows = lines.map(cellsOf);
  const width = Math.max(0, ...rows.map(([line]) => line.length));
  const text = rows.map(([line, time, share, bar, does, joined]) =>
    [line.padEnd(width), time.padStart(8), share.padStart(4), bar.padEnd(BAR), does, joined]
      .join("  ")
      .trimEnd(),
  );
  return {
    "text/markdown": [
      `${head}\n`,
      "| line | time | share | | does | operations |",
      "| --- | --: | --: | --- | --- | --- |",
      ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    ].join("\n"),
    "text/plain": [head, ...text].join("\n"),
  };
}

function cellsOf({ line, seconds, share, operations, joined, kernels }: LineTime): string[] {
  const more = kernels.length - MOST_KERNELS;
  const named = kernels.slice(0, MOST_KERNELS).join(", ");
  const does = more > 0 ? `${named} and ${more} more` : named;
  const shared = joined === 0 ? "" : `, ${joined} joined with other lines`;
  return [
    ...[
      line,
      duration(seconds),
      `${Math.round(100 * share)} %`,
      "█".repeat(Math.round(BAR * share)),
    ],
    ...[does, `${operations}${shared}`],
  ];
}

function duration(seconds: number): string {
  if (seconds >= 1) return `${seconds.toFixed(2)} s`;
  if (seconds >= 1e-3) return `${(1e3 * seconds).toFixed(2)} ms`;
  return `${(1e6 * seconds).toFixed(1)} µs`;
}
