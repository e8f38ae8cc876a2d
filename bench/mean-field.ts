/**
 * Steps of noisy SGD over a particle ensemble, against JAX, PyTorch and NumPy: the same
 * work, one run, contestants in turn.
 *
 *   node dist/bench/mean-field.js --python /path/to/venv/bin/python
 *
 * Writes bench/results/mean-field.json and mean-field.md.
 */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeWhole } from "../src/files.js";
import { nativeEnsemble } from "../src/native/native-ensemble.js";
import { peakOperationsPerSecond } from "./flop-probe.js";
import { describeMachine } from "./machine.js";
import {
  type Contestant,
  intertwine,
  intertwineNative,
  peers,
  run,
} from "./mean-field/contestants.js";
import { type Line, median } from "./mean-field/line.js";
import { type GridRow, gather, markdown, type Results } from "./mean-field/results.js";

/** Steps are N·T: T that keeps one scheme at some seconds. */
const HORIZONS: ReadonlyMap<number, number> = new Map([
  [1000, 1],
  [5000, 0.4],
]);
const GRID_PARTICLES = 1000;

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    rounds: { type: "string", default: "3" },
    particles: { type: "string", default: "1000,5000" },
    threads: { type: "string", default: `1,${Math.min(2, availableParallelism())}` },
    "grid-horizon": { type: "string", default: "20" },
  },
});
const list = (text: string): number[] => [...new Set(text.split(",").map(Number))];
const rounds = Number(values.rounds);
const native = nativeEnsemble();
if (!native.used) console.error(`without the native ensemble kernel: ${native.detail}`);
const ours = native.used ? [intertwine, intertwineNative] : [intertwine];
const contestants = [...ours, ...peers(values.python)];
const machine = describeMachine();
const peakBefore = peakOperationsPerSecond();

async function timeSteps(): Promise<Line[]> {
  const lines: Line[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const particles of list(values.particles)) {
      for (const threads of list(values.threads)) {
        const first = round % contestants.length;
        const turn = [...contestants.slice(first), ...contestants.slice(0, first)];
        for (const contestant of turn) {
          const horizon = HORIZONS.get(particles) ?? Math.min(1, 2000 / particles);
          lines.push(...(await run(contestant, { particles, threads, horizon, seed: round })));
          console.error(
            `round ${round + 1} of ${rounds}: ${contestant.name}, N = ${particles}, ${threads} threads`,
          );
        }
      }
    }
  }
  return lines;
}

/** Peers: a process of one thread on each core, each with its own seed; ours: one fleet for each build. */
async function timeGrid(threads: number, horizon: number): Promise<GridRow[]> {
  const particles = GRID_PARTICLES;
  const seeds = Array.from({ length: threads }, (_, seed) => seed);
  const rows: GridRow[] = [];
  for (const contestant of ours) {
    const flags = { particles, threads, horizon, "fleet-seeds": seeds.join() };
    const seconds = (await run(contestant, flags))[0].wallSeconds;
    const ratio = seconds / (rows[0]?.seconds ?? seconds);
    rows.push({ peer: contestant.name, how: `${threads} worker threads`, seconds, ratio });
  }
  const processSeconds = async (peer: Contestant, seed: number): Promise<number> => {
    const lines = await run(peer, { particles, threads: 1, horizon, seed, processor: seed });
    return lines.reduce((sum, line) => sum + line.wallSeconds, 0);
  };
  for (const peer of peers(values.python).filter(({ name }) => name !== "torch autograd")) {
    const seconds = Math.max(
      ...(await Promise.all(seeds.map((seed) => processSeconds(peer, seed)))),
    );
    const how = `${threads} processes of one thread`;
    rows.push({ peer: peer.name, how, seconds, ratio: seconds / rows[0].seconds });
    console.error(`grid: ${peer.name}`);
  }
  return rows;
}

const lines = await timeSteps();
const threads = Math.max(...list(values.threads));
const horizon = Number(values["grid-horizon"]);
const gridRows = horizon > 0 ? await timeGrid(threads, horizon) : [];
const peak = Math.max(peakBefore, peakOperationsPerSecond());
const results: Results = {
  machine,
  peak,
  rounds,
  rows: gather(lines, peak, median),
  grid: { N: GRID_PARTICLES, horizon, seeds: threads, threads, rows: gridRows },
};
const folder = new URL("../../bench/results/", import.meta.url);
const text = markdown(results);
writeWhole(
  fileURLToPath(new URL("mean-field.json", folder)),
  `${JSON.stringify(results, null, 2)}\n`,
);
writeWhole(fileURLToPath(new URL("mean-field.md", folder)), text);
console.log(text);
