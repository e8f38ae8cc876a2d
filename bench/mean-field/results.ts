import type { Machine } from "../machine.js";
import type { Line } from "./line.js";

/** Our own programs; the first is what the ratios are taken over. */
const OURS: readonly string[] = ["intertwine", "intertwine native"];

/** Medians over the rounds of one contestant at one N, number of threads and scheme. */
export interface Row {
  peer: string;
  version: string;
  N: number;
  threads: number;
  scheme: string;
  microsecondsPerStep: number;
  /** Fastest and slowest round. */
  range: [number, number];
  /** Of the program over intertwine (in WebAssembly): above 1 where intertwine is faster. */
  ratio: number;
  finalRisk: number;
  /** Share of the measured peak of one thread of WebAssembly: of intertwine's vanilla on one thread. */
  peakShare?: number;
}

/** All schemes and seeds, on all threads. */
export interface GridRow {
  peer: string;
  how: string;
  seconds: number;
  ratio: number;
}

export interface Results {
  machine: Machine;
  /** Float64 operations a second of one thread of WebAssembly SIMD. */
  peak: number;
  rounds: number;
  rows: Row[];
  grid: { N: number; horizon: number; seeds: number; threads: number; rows: GridRow[] };
}

/**
 * Operations of one vanilla step that any program must do: for each particle, sample and
 * output 3 for z x, 24 for the sigmoid (21 for a rational exp, 3 to finish), 1 for the
 * mean, 7 for the gradient. Noise, data and update are left out, so that shares are low.
 */
export function operationsPerStep(particles: number, batch = 20, outputs = 2): number {
  return particles * batch * outputs * (3 + 24 + 1 + 7);
}

/** The lines of all rounds, gathered by contestant, N, threads and scheme. */
export function gather(
  lines: readonly Line[],
  peak: number,
  median: (values: readonly number[]) => number,
): Row[] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = [line.N, line.threads, line.scheme, line.peer].join("|");
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const rows = [...groups.values()].map((group): Row => {
    const { peer, version, N, threads, scheme } = group[0];
    const times = group.map((line) => line.microsecondsPerStep);
    const microsecondsPerStep = median(times);
    const share = operationsPerStep(N) / (microsecondsPerStep * 1e-6) / peak;
    return {
      ...{ peer, version, N, threads, scheme, microsecondsPerStep },
      range: [Math.min(...times), Math.max(...times)],
      ratio: Number.NaN,
      finalRisk: median(group.map((line) => line.finalRisk)),
      ...(peer === "intertwine" && scheme === "vanilla" && threads === 1
        ? { peakShare: share }
        : {}),
    };
  });
  for (const row of rows) {
    const ours = rows.find(
      (other) =>
        other.peer === "intertwine" &&
        other.N === row.N &&
        other.threads === row.threads &&
        other.scheme === row.scheme,
    );
    if (ours) row.ratio = row.microsecondsPerStep / ours.microsecondsPerStep;
  }
  return rows;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** The results as Markdown; a ratio below 1 is a row that intertwine loses. */
export function markdown({ machine, peak, rounds, rows, grid }: Results): string {
  const parts = [
    "# Mean-field ensemble: intertwine against its peers",
    `${machine.processor} (${machine.vectors.join(", ")}), ${machine.cores} cores, ${machine.memoryGibibytes} GiB, ${machine.system}, Node ${machine.node}; load before the run ${machine.load.toFixed(2)}; ${rounds} rounds, contestants in turn, medians. Measured peak of one thread of WebAssembly SIMD in Float64: ${(peak / 1e9).toFixed(1)} GFLOP/s.`,
    `A ratio is a program's time over that of intertwine in WebAssembly: below 1 it is faster. “intertwine native” is the same kernel compiled for this machine (npm run native), with the same bits. One thread: processor time of a step. More threads: wall time of a step of one network, which intertwine trains on one thread whatever is allowed.`,
  ];
  for (const threads of new Set(rows.map((row) => row.threads))) {
    for (const N of new Set(rows.map((row) => row.N))) {
      const schemes = rows.map((row) => row.scheme);
      const chosen = rows
        .filter((row) => row.N === N && row.threads === threads)
        .sort((a, b) => schemes.indexOf(a.scheme) - schemes.indexOf(b.scheme));
      if (chosen.length === 0) continue;
      parts.push(
        `## N = ${N}, ${threads === 1 ? "one thread" : `${threads} threads`}`,
        table(
          [
            "scheme",
            "program",
            "µs a step",
            "fastest–slowest round",
            "ratio",
            "final risk",
            "of peak",
          ],
          chosen.map((row) => [
            row.scheme,
            OURS.includes(row.peer) ? row.peer : `${row.peer} ${row.version}`,
            row.microsecondsPerStep.toFixed(1),
            row.range.map((x) => x.toFixed(1)).join("–"),
            row.peer === "intertwine"
              ? "1"
              : `${row.ratio.toFixed(2)}${row.ratio < 1 && !OURS.includes(row.peer) ? " (loses)" : ""}`,
            row.finalRisk.toExponential(2),
            row.peakShare === undefined ? "" : `${(100 * row.peakShare).toFixed(0)} %`,
          ]),
        ),
      );
    }
  }
  if (grid.rows.length > 0) {
    parts.push(
      `## The whole grid: 5 schemes × ${grid.seeds} seeds, N = ${grid.N}, T = ${grid.horizon}, ${grid.threads} cores`,
      table(
        ["program", "how", "seconds", "ratio"],
        grid.rows.map((row) => [row.peer, row.how, row.seconds.toFixed(2), row.ratio.toFixed(2)]),
      ),
      "Seconds of the steps alone for the peers, without start, compilation and warm-up; for intertwine from the call to the last result, worker threads started.",
    );
  }
  return `${parts.join("\n\n")}\n`;
}
