import type { Machine } from "../machine.js";
import { median } from "../mean-field/line.js";
import { type Line, OPERATIONS, type Operation } from "./operations.js";

/** Medians over the rounds of one contestant at one size and operation. */
export interface Row {
  peer: string;
  n: number;
  operation: Operation;
  milliseconds: number;
  /** Fastest and slowest round. */
  range: [number, number];
  /** Over NumPy's time: below 1 it is faster than NumPy. */
  ratio: number;
  /** The largest of the rounds. */
  error: number;
}

export interface Results {
  machine: Machine;
  rounds: number;
  /** What computes for each contestant. */
  versions: Record<string, string>;
  rows: Row[];
}

/** The lines of all rounds, gathered by contestant, size and operation. */
export function gather(lines: readonly Line[]): Row[] {
  const rows: Row[] = [];
  for (const n of new Set(lines.map((line) => line.n))) {
    for (const operation of OPERATIONS) {
      const here = lines.filter((line) => line.n === n && line.operation === operation);
      const timesOf = (peer: string): number[] =>
        here.filter((line) => line.peer === peer).map((line) => line.milliseconds);
      for (const peer of [...new Set(here.map((line) => line.peer))].sort()) {
        const times = timesOf(peer);
        const milliseconds = median(times);
        rows.push({
          ...{ peer, n, operation, milliseconds },
          range: [Math.min(...times), Math.max(...times)],
          ratio: milliseconds / median(timesOf("numpy")),
          error: Math.max(...here.filter((line) => line.peer === peer).map((line) => line.error)),
        });
      }
    }
  }
  return rows;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** The results as Markdown. */
export function markdown({ machine, rounds, versions, rows }: Results): string {
  const parts = [
    "# Dense linear algebra: intertwine through LAPACK and WebAssembly against NumPy",
    `${machine.processor} (${machine.vectors.join(", ")}), ${machine.cores} cores, ${machine.memoryGibibytes} GiB, ${machine.system}, Node ${machine.node}; load before the run ${machine.load.toFixed(2)}; ${rounds} rounds, contestants in turn, medians of the processor time of one call on one thread.`,
    Object.entries(versions)
      .map(([peer, version]) => `- ${peer}: ${version}`)
      .join("\n"),
    "A ratio is a program's time over NumPy's: below 1 it is faster than NumPy. The error is that of the law (A = U Σ Vᵀ, A V = V Λ, A · basis = 0, …), relative to A.",
  ];
  for (const n of new Set(rows.map((row) => row.n))) {
    parts.push(
      `## ${n} × ${n}`,
      table(
        ["operation", "program", "ms", "fastest–slowest round", "over NumPy", "error"],
        rows
          .filter((row) => row.n === n)
          .map((row) => [
            row.operation,
            row.peer,
            row.milliseconds.toFixed(1),
            row.range.map((x) => x.toFixed(1)).join("–"),
            row.peer === "numpy" ? "1" : row.ratio.toFixed(2),
            row.error.toExponential(1),
          ]),
      ),
    );
  }
  return `${parts.join("\n\n")}\n`;
}
