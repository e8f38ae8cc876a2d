/** The results of bench/represent.ts as tables. */
import type { Machine } from "../machine.js";
import type { Spread } from "../tensors/line.js";
import type { Distances, Opening } from "./line.js";

export interface Row extends Opening {
  readonly case: string;
  readonly program: string;
  readonly threads: number;
  /** Microseconds of a step: median of the rounds, fastest and slowest. */
  readonly processor?: Spread;
  readonly wall?: Spread;
}

export interface Results {
  readonly machine: Machine;
  readonly loadAfter: number;
  readonly rounds: number;
  readonly rows: readonly Row[];
}

const TITLES: Readonly<Record<string, string>> = {
  digits: "Rotated digits: circle encoder “cpu”, perceptron, turned by the pose",
  "digits steerable": "Rotated digits: steerable encoder “cpu”, perceptron, turned by the pose",
  "digits equivariant":
    "Rotated digits, the equivariant rival: 16 vectors from and to pictures, both “cpu”",
  classical: "Rotated digits, the classical rival: plain convolutions “cpu”, perceptron",
  sets: "Sets of 20 of 10 kinds: width 64, hard sorting with the entropy penalty",
  "tetris cpu": "Tetris, “cpu”: 3 layers of 16 scalars and vectors",
  "tetris reference": "Tetris, “reference”: 5 layers of 32 scalars and vectors",
};

const time = (microseconds: number): string =>
  microseconds < 1000
    ? `${microseconds.toPrecision(3)} µs`
    : `${(microseconds / 1000).toPrecision(3)} ms`;

const isOurs = ({ program }: Row): boolean => program.startsWith("intertwine");

/** The largest relative difference of two courses of losses. */
function difference(
  a: readonly number[] = [],
  b: readonly number[] = [],
  count = a.length,
): string {
  if (a.length === 0 || b.length === 0) return "";
  const all = a.slice(0, count).map((loss, k) => Math.abs(loss / b[k] - 1));
  return Math.max(...all).toExponential(0);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** The fastest of the peers on as many threads, by processor time. */
function fastestPeer(here: readonly Row[], threads: number): number {
  const times = here
    .filter((row) => !isOurs(row) && row.threads === threads)
    .flatMap(({ processor }) => processor?.median ?? []);
  return Math.min(...times);
}

function cells(row: Row, here: readonly Row[], first: Row): string[] {
  const { program, threads, processor, wall, losses } = row;
  const name = `${program}, ${threads} ${threads === 1 ? "thread" : "threads"}`;
  if (processor === undefined || wall === undefined) {
    return [name, row.failure?.slice(0, 100) ?? "", "", "", "", "", ""];
  }
  const ratio = fastestPeer(here, threads) / processor.median;
  const against = isOurs(row) ? `${ratio.toPrecision(3)}${ratio < 1 ? ", **lost**" : ""}` : "";
  return [
    ...[name, time(processor.median), processor.range.map(time).join(" – "), time(wall.median)],
    ...[against, difference(losses, first.losses, 1), difference(losses, first.losses)],
  ];
}

function section(name: string, rows: readonly Row[]): string {
  const here = rows.filter((row) => row.case === name);
  const [kind, batch] = name.split("-");
  const first = here.find(isOurs) ?? here[0];
  const told =
    first.weights === undefined
      ? []
      : [`${first.weights} weights; operations of a step: ${first.operations}.`];
  const head = ["program", "processor time of a step", "fastest – slowest", "wall"];
  const more = ["the fastest peer takes", "first loss differs by", "losses of 8 steps by"];
  return [
    `## ${TITLES[kind]}; batch ${batch}`,
    ...told,
    table(
      [...head, ...more],
      here.map((row) => cells(row, here, first)),
    ),
  ].join("\n\n");
}

function agreementTable(rows: readonly Row[]): string {
  const found = rows.flatMap((row) => {
    if (row.agreement === undefined) return [];
    const numbers = ({ loss, derivatives, worst, weight }: Distances): string[] => [
      ...[loss, derivatives].map((value) => value.toExponential(0)),
      `${worst.toExponential(0)} (${weight})`,
    ];
    const { ours, peer } = row.agreement;
    return [
      [row.case, "ours", ...numbers(ours)],
      [row.case, "PyTorch's", ...numbers(peer)],
    ];
  });
  const head = ["case", "float32", "loss", "derivatives", "of the worst weight"];
  return table(head, found);
}

export function markdown({ machine, loadAfter, rounds, rows }: Results): string {
  const names = [...new Set(rows.map((row) => row.case))];
  const versions = [...new Set(rows.flatMap(({ version }) => version ?? []))];
  return [
    "# Steps of training of the networks of src/represent",
    `${machine.processor} (${machine.vectors.join(", ")}), ${machine.cores} cores, ${machine.memoryGibibytes} GiB, ${machine.system}; ${versions.join(", PyTorch ")}; load ${machine.load.toFixed(1)} before the run, ${loadAfter.toFixed(1)} after it.`,
    `Medians of ${rounds} blocks; processor time of all threads together. Where the load is above the number of cores, the wall's time is mostly that of other work, and with more than one thread waiting for one another counts as processor time. “The fastest peer takes”: its processor time on as many threads, eager or compiled, over ours; below 1 a row is lost. It is compiled on one thread and for batches of 64 alone, and not for the larger Tetris network, where its compiler takes minutes.`,
    ...names.map((name) => section(name, rows)),
    "## Loss and derivatives at the first weights",
    "Relative differences from PyTorch in float64, for the first batch, of ours and of PyTorch's own in float32: |loss / loss₆₄ − 1|; ‖g − g₆₄‖ / ‖g₆₄‖ over all weights together; and the same of the worst weight, with a thousandth of ‖g₆₄‖ as the least that it is compared with. An activation whose input is 0 to rounding, or a place between two pixels, may fall on the other side: one such flip among the 400,000 of a batch of sets changes the derivative of one sample and shows as 1e-4 to 5e-3, up to 3e-2 in a weight whose derivative is small, in either program; without one the distance is that of rounding, 1e-7 to 1e-5.",
    agreementTable(rows),
    "",
  ].join("\n\n");
}
