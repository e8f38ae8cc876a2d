import type { Machine } from "../machine.js";
import type { Time } from "./spent.js";

/** NumPy from one start by one rule; lists have an entry for each round. */
export interface PeerRow {
  name: string;
  /** Median over the rounds. */
  time: Time;
  /** Processor time over that of our cold curve. */
  ratio: number;
  sweeps: number[];
  /** How many of the codes are more than 1e-8 above the certified optimum, and how many of them met the cap. */
  wrong: number[];
  capped: number[];
  /** Of the first round. */
  wrongBetas: number[];
  /** Largest and least excess of the Lagrangian over ours. */
  worst: number;
  least: number;
  /** Processor seconds at those β alone where it is right, and their ratio to ours at the same β. */
  rightSeconds: number;
  rightRatio: number;
}

/** Seconds of the first call in a fresh process; memory in MiB. */
export interface GroupLine {
  name: string;
  levels: number;
  order: string;
  levelSets: Time;
  group: Time;
  before: number;
  peak: number;
}

export type SolverLine =
  | {
      levels: number;
      beta: number;
      time: Time;
      symbols: number;
      gap: number;
      before: number;
      peak: number;
    }
  | { levels: number; beta: number; time: null };

export interface Results {
  machine: Machine;
  loadAfter: number;
  version: string;
  rounds: number;
  first: Time;
  cold: Time;
  warm: Time;
  /** The largest certificate of the curve. */
  gap: number;
  byOwnRule: PeerRow[];
  toOurs: PeerRow[];
  barcode: { time: Time; orders: string[]; solved: number };
  groups: GroupLine[];
  solver: SolverLine[];
}

/** Seconds of the wall's time for one large problem. */
export const LIMIT = 300;
const GOAL = 50;
/** Of a free energy at β = 1e7. */
const ROUNDING = 1e-11;

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const power = (value: number): string => value.toExponential(1);
const range = (values: readonly number[]): string => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? `${least}` : `${least}–${most}`;
};
const goal = (ratio: number): string => `${digits(ratio)}${ratio < GOAL ? " ✗" : ""}`;

function table(head: readonly string[], lines: readonly (readonly string[])[]): string[] {
  const bar = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [bar(head), bar(head.map(() => "---")), ...lines.map(bar)];
}

function peerTable(rows: readonly PeerRow[]): string[] {
  return table(
    [
      "start, cap",
      "processor s",
      "wall s",
      "sweeps",
      "wrong of 60",
      "of these at the cap",
      "worst excess, nats",
      "ratio, whole curve",
      "ratio where NumPy is right",
    ],
    rows.map((row) => [
      row.name,
      digits(row.time.processor),
      digits(row.time.wall),
      range(row.sweeps),
      range(row.wrong),
      range(row.capped),
      power(row.worst),
      goal(row.ratio),
      goal(row.rightRatio),
    ]),
  );
}

export function markdown(results: Results): string {
  const { machine, cold, warm, first, barcode } = results;
  const least = Math.min(...[...results.byOwnRule, ...results.toOurs].map((row) => row.least));
  const memory = (before: number, peak: number): string =>
    `${before.toFixed(0)} → ${peak.toFixed(0)}`;
  return [
    "# The intertwining bottleneck: intertwine against sweeps in NumPy",
    "",
    `${machine.processor} (${machine.vectors.join(", ")}), ${machine.cores} cores, ${machine.memoryGibibytes} GiB, ${machine.system}, Node ${machine.node}, ${results.version}; load ${machine.load.toFixed(1)} before the run, ${results.loadAfter.toFixed(1)} after it. One thread; ratios are of processor time; medians, ${results.rounds} rounds.`,
    "",
    "## A curve of 60 β, from 0.1 to 1e7, on the nested 6 × 6 channel (36 levels)",
    "",
    `Ours carries a certificate at each β, the largest ${power(results.gap)} nats.`,
    "",
    ...table(
      ["ours", "processor s", "wall s"],
      [
        ["each β from nothing", digits(cold.processor), digits(cold.wall)],
        ["each β from the one before", digits(warm.processor), digits(warm.wall)],
        ["from nothing, first call of a process", digits(first.processor), digits(first.wall)],
      ],
    ),
    "",
    `A code is wrong when its Lagrangian is more than 1e-8 above our certified one. ✗: the goal of ${GOAL} is missed. Ratios are to the curve from nothing; the last one counts, on both sides, those β alone at which NumPy is right in the first round.`,
    "",
    "NumPy by its own rule: until the free energy falls by less than 1e-13 of itself, or the cap.",
    "",
    ...peerTable(results.byOwnRule),
    "",
    "NumPy told our optimum: until 1e-8 above it, or until the free energy falls by no more than 1e-13 in 1,000 sweeps, or 100,000 sweeps at one β.",
    "",
    ...peerTable(results.toOurs),
    "",
    ...[...results.byOwnRule, ...results.toOurs]
      .filter(({ wrongBetas }) => wrongBetas.length > 0 && wrongBetas.length <= 12)
      .map(({ name, wrongBetas }, i, { length }) => {
        const list = wrongBetas.map((beta) => beta.toPrecision(3)).join(", ");
        return `Wrong, ${name}: β = ${list}${i + 1 < length ? "  " : ""}`;
      }),
    "",
    `The least excess over ours in all these runs is ${power(least)} nats${least < -results.gap - ROUNDING ? ", below the certificate ✗" : ": none is below ours by more than the certificate and rounding"}.`,
    "",
    "## Its barcode",
    "",
    `${digits(barcode.time.processor)} s of processor time (${digits(barcode.time.wall)} s wall): ${barcode.solved} β solved, bars of the orders ${barcode.orders.join(", ")} as β rises.`,
    "",
    "## Level sets and group, 1000 × 1000",
    "",
    "First call in a fresh process; resident memory in MiB, of the process with the channel in it and at its peak.",
    "",
    ...table(
      ["channel", "levels", "order", "level sets, s", "wall", "group, s", "wall", "memory"],
      results.groups.map((line) => [
        line.name,
        `${line.levels}`,
        line.order,
        digits(line.levelSets.processor),
        digits(line.levelSets.wall),
        digits(line.group.processor),
        digits(line.group.wall),
        memory(line.before, line.peak),
      ]),
    ),
    "",
    "## The solver on many levels",
    "",
    `All pairs of a random channel (25 × 40, 100 × 100), one β from nothing, first call in a fresh process; ended after ${LIMIT} s of wall time.`,
    "",
    ...table(
      ["levels", "β", "symbols", "processor s", "wall s", "certificate, nats", "memory, MiB"],
      results.solver.map((line) =>
        line.time === null
          ? [`${line.levels}`, power(line.beta), "", `more than the ${LIMIT} s ✗`, "", "", ""]
          : [
              `${line.levels}`,
              power(line.beta),
              `${line.symbols}`,
              digits(line.time.processor),
              digits(line.time.wall),
              power(line.gap),
              memory(line.before, line.peak),
            ],
      ),
    ),
    "",
  ].join("\n");
}
