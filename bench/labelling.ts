/**
 * Canonical labelling with the automorphism group, against nauty and Traces: the same graphs,
 * one run.
 *
 *   node dist/bench/labelling.js
 *
 * Needs dreadnaut and nauty-labelg (Debian: nauty). Writes bench/results/labelling.json and
 * labelling.md.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeWhole } from "../src/files.js";
import { canonicalLabelling } from "../src/index.js";
import { type Peer, runDreadnaut } from "./labelling/dreadnaut.js";
import { timeEightVertices } from "./labelling/eight-vertices.js";
import { instances } from "./labelling/instances.js";
import { markdown, type Results, type Row } from "./labelling/results.js";
import { medianMilliseconds } from "./labelling/stopwatch.js";
import { describeMachine } from "./machine.js";

const { values } = parseArgs({
  options: {
    dreadnaut: { type: "string", default: "dreadnaut" },
    labelg: { type: "string", default: "nauty-labelg" },
    seconds: { type: "string", default: "0.5" },
    limit: { type: "string", default: "20" },
  },
});
const machine = describeMachine();
const peers: readonly Peer[] = ["nauty, dense", "nauty, sparse", "Traces"];

const eight = timeEightVertices(values.labelg);
const rows: Row[] = [];
for (const { family, name, graph } of instances()) {
  const { groupOrder, statistics } = canonicalLabelling(graph);
  const milliseconds = medianMilliseconds(() => {
    canonicalLabelling(graph).form;
  }, Number(values.seconds));
  const repetitions = Math.ceil((3000 * Number(values.seconds)) / milliseconds);
  const lines = peers.map((peer) =>
    runDreadnaut(values.dreadnaut, graph, peer, { repetitions, limit: Number(values.limit) }),
  );
  for (const line of lines) {
    if (line.milliseconds !== undefined && !sameOrder(groupOrder, line.groupOrder)) {
      throw new Error(
        `${family}, ${name}: |Aut| = ${groupOrder}; ${line.peer}: ${line.groupOrder}`,
      );
    }
  }
  rows.push({
    family,
    name,
    vertices: graph.vertices,
    edges: graph.edges,
    groupOrder: String(groupOrder),
    nodes: statistics.nodes,
    milliseconds,
    peers: lines.map(({ peer, milliseconds }) => ({ peer, milliseconds })),
  });
  console.error(`${family}, ${name}: ${milliseconds.toPrecision(3)} ms`);
}

const results: Results = { machine, loadAfter: describeMachine().load, eight, rows };
const folder = new URL("../../bench/results/", import.meta.url);
const text = markdown(results);
writeWhole(
  fileURLToPath(new URL("labelling.json", folder)),
  `${JSON.stringify(results, null, 2)}\n`,
);
writeWhole(fileURLToPath(new URL("labelling.md", folder)), text);
console.log(text);

/** dreadnaut prints orders beyond 2⁵³ with some digits and an exponent. */
function sameOrder(exact: bigint, printed: string): boolean {
  const [digits, exponent = "0"] = printed.split("e");
  const text = String(exact);
  const magnitude = Number(`0.${text.slice(0, 15)}`) * 10;
  const gap = text.length - 1 - Number(exponent);
  return Math.abs((magnitude * 10 ** gap) / Number(digits) - 1) < 1e-4;
}
