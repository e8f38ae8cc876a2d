/**
 * One large problem in a process of its own, so that its memory can be told.
 *
 *   node dist/bench/bottleneck/large.js group "circulant"
 *   node dist/bench/bottleneck/large.js solver 10000 1e4
 *
 * Prints one JSON line.
 */
import {
  channel,
  circulantChannel,
  equivarianceGroup,
  iibSolve,
  levelSets,
  type Matrix,
  plantedChannel,
  RandomStream,
  randomChannel,
  randomLaw,
  symmetricChannel,
} from "../../src/index.js";
import type { GroupLine, SolverLine } from "./results.js";
import { mebibytes, spent } from "./spent.js";

const SIZE = 1000;
const random = RandomStream.fromSeed(1);
/** Ten blocks of a hundred letters are exchanged as wholes. */
const swap = Int32Array.from({ length: SIZE }, (_, x) => (x < 200 ? (x + 100) % 200 : x));
const turn = Int32Array.from({ length: SIZE }, (_, x) => (x + 100) % SIZE);

const channels: Record<string, () => Matrix> = {
  "random, all pairs different": () => randomChannel(SIZE, SIZE, random),
  circulant: () => circulantChannel(randomLaw(SIZE, random)),
  "circulant of 4 values": () => {
    const values = Float64Array.from({ length: SIZE }, () => 1 + Math.floor(4 * random.uniform()));
    const total = values.reduce((sum, value) => sum + value, 0);
    return circulantChannel(values.map((value) => value / total));
  },
  "symmetric (2 levels)": () => symmetricChannel(SIZE, 0.7),
  "ten blocks exchanged, S10 planted": () =>
    plantedChannel({
      inputs: SIZE,
      outputs: SIZE,
      generators: [swap, turn].map((g) => ({ input: g, output: g })),
      random,
    }).kernel,
};

function group(name: string): GroupLine {
  const given = channel(channels[name]());
  const before = mebibytes();
  const levels = spent(() => levelSets(given));
  const found = spent(() => equivarianceGroup(levels.result));
  const order = found.result.order.toString();
  return {
    name,
    levels: levels.result.levels,
    order: order.length > 16 ? `${order[0]}.${order.slice(1, 3)}e${order.length - 1}` : order,
    levelSets: levels.time,
    group: found.time,
    before,
    peak: mebibytes(),
  };
}

function solver(size: number, beta: number): SolverLine {
  const rows = size >= 10_000 ? 100 : 25;
  const levels = levelSets(channel(randomChannel(rows, size / rows, random)));
  const before = mebibytes();
  const { result, time } = spent(() => iibSolve(levels, beta));
  const peak = mebibytes();
  return {
    ...{ levels: levels.levels, beta, symbols: result.weights.length, gap: result.gap },
    ...{ time, before, peak },
  };
}

const [kind, first, second] = process.argv.slice(2);
const line = kind === "group" ? group(first) : solver(Number(first), Number(second));
console.log(JSON.stringify(line));
