/** The results of bench/frames.ts as a table. */
import type { Machine } from "../machine.js";
import type { Line } from "./line.js";

/** How many times as fast as the reference each frame should be. */
const GOAL = 10;
/** How much of 2^d the ratio of FA over MFA should be. */
const SHARE = 0.8;

export interface Results {
  machine: Machine;
  peer: string;
  lines: Line[];
}

const time = (seconds?: number): string =>
  seconds === undefined
    ? ""
    : seconds < 1e-3
      ? `${(1e6 * seconds).toPrecision(3)} µs`
      : `${(1e3 * seconds).toPrecision(3)} ms`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

export function markdown({ machine, peer, lines }: Results): string {
  const ours = lines.filter(({ program }) => program === "intertwine");
  const peers = [...new Set(lines.map(({ program }) => program))].filter((p) => p !== "intertwine");
  const of = (program: string, name: string): Line | undefined =>
    lines.find((line) => line.program === program && line.name === name);
  const having = (what: (line: Line) => boolean): string[] =>
    peers.filter((name) => lines.some((line) => line.program === name && what(line)));
  const framing = having(({ name }) => !/^forward|^100,000/.test(name));
  const forwarding = having(({ name }) => name.startsWith("forward"));
  const frames = ours.filter(({ error }) => error !== undefined);
  const batches = ours.filter(({ count }) => count !== undefined);
  return [
    "# Frames: intertwine against divelab/MFA",
    `${machine.processor} (${machine.vectors.join(", ")}), ${machine.cores} cores, ${machine.memoryGibibytes} GiB, ${machine.system}, Node ${machine.node}; load before the run ${machine.load.toFixed(2)}. ${peer}.`,
    `A ratio is the peer's time over ours: below 1 it is faster, and the row is marked; the goal is ${GOAL}. Processor time on one thread, the wall's on two; intertwine runs on one. An error is ‖g f(x) − f(g x)‖ / ‖g f(x)‖ of an averaged network, the median and the largest over eight random elements.`,
    "## One cloud or graph: the frame and its two products, around the identity",
    table(
      ["case", "intertwine", "error", ...framing.flatMap((name) => [name, "ratio", "error"])],
      frames.map((line) => [
        line.name,
        time(line.seconds),
        errors(line),
        ...framing.flatMap((name) => compared(line, of(name, line.name))),
      ]),
    ),
    "## Batches: frames of all clouds, in three dimensions about the centroid, with the forms where nothing else is said",
    table(
      ["case", "intertwine", "a cloud", ...peers.flatMap((name) => [name, "ratio"])],
      batches.map((line) => [
        line.name,
        time(line.seconds),
        time(line.seconds! / line.count!),
        ...peers.flatMap((name) => compared(line, of(name, line.name)).slice(0, 2)),
      ]),
    ),
    "The reference frames one cloud at a time. PyTorch in batches is the form of its n-body branch: the QR of the first three centred points of each cloud, which takes no other rows where those are dependent.",
    "## Whole forward passes: the per-row network d → 64 → 64 → 64 → 16 → d on 128 points, O(d)",
    table(
      ["program", "d", "calls", "plain", "MFA", "FA", "FA / MFA", "of 2^d"],
      ["intertwine", ...forwarding].flatMap((program) =>
        [3, 4, 5, 6].flatMap((d) => forwardRow(program, d, of)),
      ),
    ),
    notes(lines),
    "",
  ].join("\n\n");
}

function errors({ error, worst }: Line): string {
  return error === undefined ? "" : `${error.toExponential(1)}, ${worst!.toExponential(1)}`;
}

function compared(ours: Line, theirs: Line | undefined): string[] {
  if (theirs?.seconds === undefined) return [theirs?.failure ?? "", "", ""];
  const ratio = theirs.seconds / ours.seconds!;
  const mark = ratio < 1 ? " (loses)" : ratio < GOAL ? " (below the goal)" : "";
  const star = theirs.note ? " *" : "";
  return [`${time(theirs.seconds)}${star}`, `${ratio.toPrecision(3)}${mark}`, errors(theirs)];
}

function forwardRow(
  program: string,
  d: number,
  of: (program: string, name: string) => Line | undefined,
): string[][] {
  const [plain, once, all] = ["plain", "MFA", "FA"].map((kind) =>
    of(program, `forward ${kind}, d = ${d}`),
  );
  if (!once?.seconds || !all?.seconds) return [];
  const ratio = all.seconds / once.seconds;
  const share = ratio / 2 ** d;
  return [
    [
      ...[program, String(d), `1, ${2 ** d}`, time(plain?.seconds), time(once.seconds)],
      ...[time(all.seconds), ratio.toPrecision(3)],
      `${share.toPrecision(2)}${share < SHARE ? " (below the goal)" : ""}`,
    ],
  ];
}

function notes(lines: readonly Line[]): string {
  const found = lines.filter(({ note }) => note !== undefined);
  if (found.length === 0) return "Every case of the reference ran in float64.";
  return found.map(({ program, name, note }) => `\\* ${program}, ${name}: ${note}.`).join("\n");
}
