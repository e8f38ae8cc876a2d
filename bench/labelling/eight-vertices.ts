/** GRAPH8c, the connected graphs on 8 vertices, as a whole: text in, canonical text out. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  allGraphs,
  canonicalLabelling,
  eachGraph6,
  type Graph,
  readGraph6,
  writeGraph6,
} from "../../src/index.js";
import { medianMilliseconds } from "./stopwatch.js";

export interface EightVertices {
  readonly graphs: number;
  /** Reading, labelling and writing all of them. */
  readonly milliseconds: number;
  /** Labelling alone. */
  readonly labelling: number;
  readonly nauty: number;
}

/** Copies of the file in one call of the peer, so that starting it does not count. */
const COPIES = 40;

export function timeEightVertices(program: string): EightVertices {
  const text = writeGraph6(allGraphs(8, { connected: true }));
  const graphs = readGraph6(text);
  const milliseconds = medianMilliseconds(() => {
    writeGraph6(forms(text));
  }, 3);
  const labelling = medianMilliseconds(() => {
    for (const graph of graphs) canonicalLabelling(graph).form;
  }, 3);
  return { graphs: graphs.length, milliseconds, labelling, nauty: timeLabelg(program, text) };
}

/** One at a time, as the peer does. */
function* forms(text: string): Generator<Graph> {
  for (const graph of eachGraph6(text)) yield canonicalLabelling(graph).form;
}

function timeLabelg(program: string, text: string): number {
  const folder = mkdtempSync(join(tmpdir(), "labelling-"));
  try {
    const [from, to] = ["in.g6", "out.g6"].map((name) => join(folder, name));
    writeFileSync(from, text.repeat(COPIES));
    const times = [1, 2, 3].map(() => {
      const { stderr } = spawnSync(program, [from, to], { encoding: "latin1" });
      return Number(/in ([0-9.]+) sec/.exec(stderr ?? "")?.[1]);
    });
    const distinct = new Set(readFileSync(to, "latin1").trim().split("\n")).size;
    if (distinct !== text.trim().split("\n").length)
      throw new Error(`${program}: ${distinct} forms`);
    return (1000 * times.sort((a, b) => a - b)[1]) / COPIES;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
