/** A plan's report as a notebook shows it. */
import type { PlannedShape, PlanReport, ReplayedOperation } from "./report.js";

export function reportBundle(report: PlanReport): Record<string, string> {
  const { engine, shapes, refused } = report;
  const heads = [`engine: ${engine}`, ...(refused === undefined ? [] : [`refused: ${refused}`])];
  const text = shapes.map((shape) => {
    const rows = shape.operations.map((operation, k) => `${k}: ${cells(operation).join("; ")}`);
    return [headOf(shape), ...rows].join("\n");
  });
  const markdown = shapes.map((shape) =>
    [
      `${headOf(shape)}\n`,
      "| | does | writes | steps | joined from | lines |",
      "| --: | --- | --- | --: | --- | --- |",
      ...shape.operations.map((operation, k) => `| ${[k, ...cells(operation)].join(" | ")} |`),
    ].join("\n"),
  );
  return {
    "text/markdown": [...heads.map((head) => `${head}\n`), ...markdown].join("\n"),
    "text/plain": [...heads, ...text].join("\n"),
  };
}

function headOf({ inputs, state, bytes, replays, ...counts }: PlannedShape): string {
  const operations = `${counts.recordedOperations} operations recorded, ${counts.replayedOperations} replayed`;
  return `${inputs || "no inputs"}: ${state}, ${operations}, ${Math.ceil(bytes / 1024)} KiB, ${replays} replays`;
}

function cells({ kind, writes, steps, parts }: ReplayedOperation): string[] {
  const lines = new Set(parts.map(({ line }) => line).filter((line) => line !== undefined));
  return [
    kind,
    writes.join(", "),
    steps === 0 ? "" : String(steps),
    counted(parts.map(({ kernel }) => kernel)),
    [...lines].join(", "),
  ];
}

/** "Multiply × 3, Sqrt". */
function counted(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} × ${count}`)).join(", ");
}
