/** The results of bench/tensors.ts as tables. */
import type { Machine } from "../machine.js";
import { type Line, type Spread, spread } from "./line.js";

export interface Results {
  machine: Machine;
  /** After the run. */
  loadAfter: number;
  rows: Line[];
}

const TITLES: Readonly<Record<string, string>> = {
  mlp: "MLP 32-64-64-1, tanh",
  cnn: "CNN on 28 × 28: 3 × 3 convolutions to 8 and 16 channels with pooling, dense 784-64-10",
  messages: "Message passing on 5 bodies: 4 layers, hidden 64",
  ensemble: "256 MLPs 32-64-64-1 at once, each with its own batch",
};
const OURS = "intertwine native";

const keyOf = ({ program, version, threads, form, case: name, batch }: Line): string =>
  [name, batch, threads, program, version, form].join("|");

/** Of several rounds of the same: the median of the medians, and all that came before. */
export function joined(lines: readonly Line[]): Line[] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = keyOf(line);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].map((group) => {
    const of = (which: "processor" | "wall"): Spread | undefined => {
      const spreads = group.flatMap((line) => line[which] ?? []);
      if (spreads.length === 0) return undefined;
      const { median } = spread(spreads.map((found) => found.median));
      return { median, range: spread(spreads.flatMap(({ range }) => range)).range };
    };
    return { ...group[0], processor: of("processor"), wall: of("wall") };
  });
}

/** The largest relative difference of two courses of losses. */
function difference(a?: readonly number[], b?: readonly number[]): string {
  if (a === undefined || b === undefined) return "";
  return Math.max(...a.map((loss, k) => Math.abs(loss / b[k] - 1))).toExponential(0);
}

/** What a step costs: the processor's time on one thread, the wall's on more. */
const cost = (line: Line | undefined): Spread | undefined =>
  line && line.threads > 1 ? line.wall : line?.processor;

const time = (microseconds: number): string =>
  microseconds < 1000
    ? `${microseconds.toPrecision(3)} µs`
    : `${(microseconds / 1000).toPrecision(3)} ms`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

export function markdown({ machine, loadAfter, rows }: Results): string {
  const own = `Node ${machine.node.slice(1)}`;
  const parts = [...new Set(rows.map(({ case: name, batch }) => `${name} ${batch}`))].map(
    (part) => {
      const here = rows.filter(({ case: name, batch }) => `${name} ${batch}` === part);
      const first = here.find(
        ({ program, version, threads, form }) =>
          program === OURS && version === own && threads === 1 && form === "a call a step",
      );
      const lines = here.map((line) => {
        if (line.failure !== undefined) {
          return [line.program, "", "", "", "", line.failure.slice(0, 120), "", ""];
        }
        const found = cost(line)!;
        const ratio = found.median / (cost(first)?.median ?? Number.NaN);
        return [
          ...[line.program, line.version, String(line.threads), line.form, time(found.median)],
          ...[found.range.map(time).join(" – "), ratio.toPrecision(3)],
          difference(line.losses, first?.losses),
        ];
      });
      const [name, batch] = part.split(" ");
      const operations = first?.operations ? ` Operations of a step: ${first.operations}.` : "";
      const head = ["program", "version", "threads", "form", "a step", "fastest – slowest"];
      return [
        `## ${TITLES[name]}; batch ${batch}`,
        `Adam.${operations}`,
        table([...head, `of ${OURS}`, "losses differ by"], lines),
      ].join("\n\n");
    },
  );
  return [
    "# Steps of training",
    `${machine.processor} (${machine.vectors.join(", ")}), ${machine.cores} cores, ${machine.memoryGibibytes} GiB, ${machine.system}; load ${machine.load.toFixed(1)} before the run, ${loadAfter.toFixed(1)} after it.`,
    `Processor time of a step on one thread, the wall's on two. A ratio above 1 says that ${OURS}, called once a step, is faster. Losses are those of the first 20 steps, the largest relative difference.`,
    ...parts,
    "",
  ].join("\n\n");
}
