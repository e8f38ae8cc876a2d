import type { Machine } from "../machine.js";
import type { Line } from "./line.js";

/** A row that misses this ratio is marked. */
export const GOAL = 10;
/** Largest residual of our maps. */
export const RESIDUAL_GOAL = 1e-8;

/** One program on one case; without numbers when it did not end. */
export interface Row extends Partial<Line> {
  program: string;
  name: string;
  /** Why there are no numbers. */
  failure?: string;
  /** Time over that of intertwine: above 1 where intertwine is faster. */
  firstRatio?: number;
  warmRatio?: number;
}

export interface Results {
  machine: Machine;
  /** What the peer ran on. */
  peer: string;
  /** Seconds after which a program was ended. */
  limit: number;
  rows: Row[];
}

/** Fills in the ratios over the first program of each case. */
export function withRatios(rows: readonly Row[]): Row[] {
  return rows.map((row) => {
    const ours = rows.find((other) => other.name === row.name)!;
    if (row === ours) return row;
    const ratio = (theirs?: number | null, own?: number | null): number | undefined =>
      theirs && own ? theirs / own : undefined;
    return {
      ...row,
      firstRatio: ratio(row.firstSeconds, ours.firstSeconds),
      warmRatio: ratio(row.warmSeconds, ours.warmSeconds),
    };
  });
}

const seconds = (value?: number | null): string =>
  value === undefined || value === null
    ? ""
    : value < 0.1
      ? `${(1000 * value).toFixed(2)} ms`
      : `${value.toFixed(2)} s`;

const marked = (ratio?: number): string => {
  if (ratio === undefined) return "";
  const mark = ratio < 1 ? " (loses)" : ratio < GOAL ? " (below the goal)" : "";
  return `${ratio.toPrecision(3)}${mark}`;
};

export function markdown({ machine, peer, limit, rows }: Results): string {
  const head = ["case", "program", "first call", "ratio", "warm", "ratio", "dimension", "residual"];
  const lines = rows.map((row) => {
    const ours = rows.find((other) => other.name === row.name)!;
    const differs = row.dimension !== undefined && row.dimension !== ours.dimension;
    return [
      row === ours ? row.name : "",
      row.program,
      row.failure ?? seconds(row.firstSeconds),
      row === ours ? "1" : marked(row.firstRatio),
      seconds(row.warmSeconds),
      row === ours ? "1" : marked(row.warmRatio),
      row.dimension === undefined
        ? ""
        : `${row.dimension}${differs ? " (differs)" : ""}${row.exact ? ", proved" : ""}`,
      row.residual === undefined ? "" : row.residual.toExponential(1),
    ];
  });
  const table = [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
  return [
    "# Equivariant linear maps: intertwine against EMLP",
    `${machine.processor} (${machine.vectors.join(", ")}), ${machine.cores} cores, ${machine.memoryGibibytes} GiB, ${machine.system}, Node ${machine.node}; load before the run ${machine.load.toFixed(2)}. ${peer}. A program that took longer than ${limit} s on a case was ended.`,
    `A ratio is EMLP's time over ours: below 1 it is faster, and the row is marked; the goal is ${GOAL}. First call: in a fresh process, imports not counted, JAX's and V8's compilation counted. Warm: median of calls after it, caches of results cleared, compiled code kept. intertwine runs on one thread, EMLP on as many as JAX takes.`,
    table.join("\n"),
    `${summary(rows)}`,
    "",
  ].join("\n\n");
}

function summary(rows: readonly Row[]): string {
  const peers = rows.filter((row) => row.firstRatio !== undefined);
  const below = (ratio: (row: Row) => number | undefined): number =>
    peers.filter((row) => (ratio(row) ?? Number.POSITIVE_INFINITY) < GOAL).length;
  const residuals = rows
    .filter(({ program }) => program === "intertwine")
    .map((row) => row.residual ?? 0);
  return `Rows of EMLP that ended: ${peers.length}; below the goal at the first call ${below((row) => row.firstRatio)}, warm ${below((row) => row.warmRatio)}. Our largest residual: ${Math.max(...residuals).toExponential(1)} (goal ${RESIDUAL_GOAL}).`;
}
