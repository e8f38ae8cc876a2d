/** The tables of the labelling benchmark. */
import type { Machine } from "../machine.js";
import type { Peer } from "./dreadnaut.js";
import type { EightVertices } from "./eight-vertices.js";

export interface Row {
  readonly family: string;
  readonly name: string;
  readonly vertices: number;
  readonly edges: number;
  readonly groupOrder: string;
  /** Nodes of our search tree. */
  readonly nodes: number;
  readonly milliseconds: number;
  readonly peers: readonly { readonly peer: Peer; readonly milliseconds?: number }[];
}

export interface Results {
  readonly machine: Machine;
  readonly loadAfter: number;
  readonly eight: EightVertices;
  readonly rows: readonly Row[];
}

const GOAL = 5;

export function markdown({ machine, loadAfter, eight, rows }: Results): string {
  const ratios = rows.map((row) => row.milliseconds / nauty(row));
  const within = ratios.filter((ratio) => ratio <= GOAL).length;
  const ahead = ratios.filter((ratio) => ratio < 1).length;
  const lines = [
    "# Canonical labelling: intertwine against nauty and Traces",
    "",
    `${machine.processor} (${machine.vectors.join(", ")}), ${machine.cores} cores, ${machine.memoryGibibytes} GiB, ${machine.system}, Node ${machine.node}; load ${machine.load.toFixed(2)} before the run, ${loadAfter.toFixed(2)} after it. Processor time of one labelling with its group and its canonical form, in ms: median of ours, mean of dreadnaut's own repetitions.`,
    "",
    "A ratio is our time over that of the faster nauty, dense or sparse: below 1 we are faster; above 5, the goal, the row is lost and marked ✗. Orders of the groups agreed on all rows.",
    "",
    `Of ${rows.length} graphs ${ahead} are labelled faster than by nauty, ${within} within the goal.`,
    "",
    "## GRAPH8c as a whole",
    "",
    "| | ms | over nauty-labelg |",
    "| --- | --- | --- |",
    `| nauty-labelg: read, label, write ${eight.graphs} graphs | ${format(eight.nauty)} | 1 |`,
    `| intertwine: the same | ${format(eight.milliseconds)} | ${mark(eight.milliseconds / eight.nauty)} |`,
    `| intertwine: labelling alone | ${format(eight.labelling)} | ${mark(eight.labelling / eight.nauty)} |`,
    "",
    "## Single graphs",
    "",
    "| family | graph | vertices | edges | \\|Aut\\| | nodes | intertwine | nauty, dense | nauty, sparse | Traces | over nauty |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows.map((row, k) =>
      [
        "",
        row.family,
        row.name,
        row.vertices,
        row.edges,
        row.groupOrder.length > 12
          ? `${row.groupOrder[0]}.${row.groupOrder.slice(1, 3)}e${row.groupOrder.length - 1}`
          : row.groupOrder,
        row.nodes,
        format(row.milliseconds),
        ...row.peers.map(({ milliseconds }) =>
          milliseconds === undefined ? "over the limit" : format(milliseconds),
        ),
        mark(ratios[k]),
        "",
      ]
        .join(" | ")
        .trim(),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function nauty(row: Row): number {
  return Math.min(
    ...row.peers
      .filter(({ peer }) => peer !== "Traces")
      .map(({ milliseconds }) => milliseconds ?? Number.POSITIVE_INFINITY),
  );
}

function mark(ratio: number): string {
  return `${ratio.toPrecision(2)}${ratio > GOAL ? " ✗" : ""}`;
}

function format(milliseconds: number): string {
  return milliseconds >= 100
    ? milliseconds.toFixed(0)
    : String(Number(milliseconds.toPrecision(3)));
}
