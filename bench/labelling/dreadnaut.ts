/** nauty and Traces through dreadnaut, which repeats a labelling within its own process. */
import { spawnSync } from "node:child_process";
import type { Graph } from "../../src/index.js";

export type Peer = "nauty, dense" | "nauty, sparse" | "Traces";
const MODES: Record<Peer, string> = { "nauty, dense": "An", "nauty, sparse": "As", Traces: "At" };

export interface PeerLine {
  readonly peer: Peer;
  /** Processor time of one labelling with its group; undefined when it took more than `limit`. */
  readonly milliseconds: number | undefined;
  /** As it is printed: exact, or some digits and an exponent. */
  readonly groupOrder: string;
}

/** Repeats up to so many times, or for a second; undefined after `limit` seconds. */
export function runDreadnaut(
  program: string,
  graph: Graph,
  peer: Peer,
  { repetitions, limit }: { repetitions: number; limit: number },
): PeerLine {
  const text = spawnSync(program, [], {
    input: `${MODES[peer]}\n${script(graph, repetitions)}`,
    encoding: "latin1",
    maxBuffer: 2 ** 28,
    timeout: 1000 * limit,
  });
  const seconds = /cpu time = ([0-9.e+-]+) seconds/.exec(text.stdout ?? "");
  const order = /grpsize=([0-9.e+-]+)/.exec(text.stdout ?? "");
  return {
    peer,
    milliseconds: seconds === null ? undefined : 1000 * Number(seconds[1]),
    groupOrder: order?.[1] ?? "?",
  };
}

/** With canonical labelling (c), automorphisms not printed (-a). */
function script(graph: Graph, repetitions: number): string {
  const lines: string[] = [];
  for (let v = 0; v < graph.vertices; v++) {
    const greater = Array.from(
      graph.neighbours.subarray(graph.offsets[v], graph.offsets[v + 1]),
    ).filter((w) => w > v);
    lines.push(`${v}:${greater.join(" ")}`);
  }
  return `n=${graph.vertices} $=0 -d g\n${lines.join(";\n")}.\n-a -m c M=${repetitions}/1 x\nq\n`;
}
