/**
 * The intertwining bottleneck: a certified curve of the nested 6 × 6 channel at 60 values of β,
 * against Blahut–Arimoto sweeps in NumPy; its barcode; 1000 × 1000 alphabets; 10,000 levels.
 *
 *   node dist/bench/bottleneck.js --python /path/to/venv/bin/python
 *
 * Writes bench/results/bottleneck.json and bottleneck.md.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeWhole } from "../src/files.js";
import {
  channel,
  iibSolve,
  intertwiningPath,
  levelSets,
  nestedChannel,
  symmetryBarcode,
} from "../src/index.js";
import { freeEnergy } from "./bottleneck/judge.js";
import {
  byOwnRule,
  type Contestant,
  type PeerLine,
  runPeer,
  toOurs,
  UNTIL,
} from "./bottleneck/peer.js";
import {
  type GroupLine,
  LIMIT,
  markdown,
  type PeerRow,
  type Results,
  type SolverLine,
} from "./bottleneck/results.js";
import { spent, type Time } from "./bottleneck/spent.js";
import { describeMachine } from "./machine.js";
import { median } from "./mean-field/line.js";

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    rounds: { type: "string", default: "3" },
  },
});
const rounds = Number(values.rounds);
const PASSES = 10;
const machine = describeMachine();

const levels = levelSets(channel(nestedChannel()));
const betas = Array.from({ length: 60 }, (_, i) => 0.1 * 1e8 ** (i / 59));
const cold = (chosen: readonly number[] = betas) => chosen.map((beta) => iibSolve(levels, beta));
const first = spent(() => cold());
const certified = first.result;
const optimum = certified.map((solution) => freeEnergy(levels, solution.beta, solution));

const coldTimes: Time[] = [];
const warmTimes: Time[] = [];
const barcodeTimes: Time[] = [];
const contestants = [...byOwnRule, ...toOurs];
const lines: PeerLine[][] = contestants.map(() => []);
const folder = mkdtempSync(join(tmpdir(), "intertwine-bench-"));
try {
  const problem = join(folder, "problem.json");
  const given = { p: Array.from(levels.P), q: Array.from(levels.Q), betas, optimum };
  writeFileSync(problem, JSON.stringify(given));
  for (let pass = 0; pass < 3; pass++) cold();
  intertwiningPath(levels, betas);
  for (let round = 0; round < rounds; round++) {
    for (let pass = 0; pass < PASSES; pass++) {
      coldTimes.push(spent(() => cold()).time);
      warmTimes.push(spent(() => intertwiningPath(levels, betas)).time);
    }
    for (let pass = 0; pass < 3; pass++) {
      barcodeTimes.push(spent(() => symmetryBarcode(levels)).time);
    }
    contestants.forEach((contestant, k) => {
      lines[k].push(runPeer(values.python, problem, contestant, round));
    });
    console.error(`round ${round + 1} of ${rounds}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const middle = (times: readonly Time[]): Time => ({
  processor: median(times.map(({ processor }) => processor)),
  wall: median(times.map(({ wall }) => wall)),
});
const ours = middle(coldTimes);

/** Wrong codes of a run, and which of the curve's β are right. */
function judged({ codes }: PeerLine, { cap }: Contestant) {
  const excess = codes.map((code, i) => freeEnergy(levels, betas[i], code) - optimum[i]);
  // One that is told the optimum may believe its own sum, which is rounded to some 1e-9 at β = 1e7.
  const isRight = excess.map((value, i) => codes[i].met || value <= UNTIL);
  return {
    isRight,
    wrong: isRight.filter((right) => !right).length,
    capped: codes.filter(({ sweeps }, i) => !isRight[i] && sweeps >= cap).length,
    worst: Math.max(...excess),
    least: Math.min(...excess),
    sweeps: codes.reduce((sum, code) => sum + code.sweeps, 0),
  };
}

function rowOf(contestant: Contestant, runs: readonly PeerLine[]): PeerRow {
  const verdicts = runs.map((line) => judged(line, contestant));
  const time = middle(runs);
  const { isRight } = verdicts[0];
  const right = betas.filter((_, i) => isRight[i]);
  const theirs = median(
    runs.map(({ codes }) =>
      codes.reduce((sum, { seconds }, i) => sum + (isRight[i] ? seconds : 0), 0),
    ),
  );
  const passes = Array.from({ length: PASSES }, () => spent(() => cold(right)).time);
  return {
    name: contestant.name,
    time,
    ratio: time.processor / ours.processor,
    sweeps: verdicts.map(({ sweeps }) => sweeps),
    wrong: verdicts.map(({ wrong }) => wrong),
    capped: verdicts.map(({ capped }) => capped),
    wrongBetas: betas.filter((_, i) => !isRight[i]),
    worst: Math.max(...verdicts.map(({ worst }) => worst)),
    least: Math.min(...verdicts.map(({ least }) => least)),
    rightSeconds: theirs,
    rightRatio: theirs / middle(passes).processor,
  };
}

const rows = contestants.map((contestant, k) => rowOf(contestant, lines[k]));
const barcode = symmetryBarcode(levels);

/** A large problem in a process of its own; undefined where it did not end in time. */
function large<Line>(...options: string[]): Line | undefined {
  const script = fileURLToPath(new URL("bottleneck/large.js", import.meta.url));
  const child = spawnSync(process.execPath, [script, ...options], {
    encoding: "utf8",
    timeout: 1000 * LIMIT,
  });
  console.error(options.join(" "));
  if (child.signal !== null) return undefined;
  if (child.status !== 0) throw new Error(`large.js ended with ${child.status}:\n${child.stderr}`);
  return JSON.parse(child.stdout) as Line;
}

const groups = [
  "random, all pairs different",
  "circulant",
  "circulant of 4 values",
  "symmetric (2 levels)",
  "ten blocks exchanged, S10 planted",
].flatMap((name) => large<GroupLine>("group", name) ?? []);
const solver = [1000, 10_000].flatMap((size) =>
  [1, 100, 1e4, 1e6, 1e8].map(
    (beta) =>
      large<SolverLine>("solver", String(size), String(beta)) ?? { levels: size, beta, time: null },
  ),
);

const results: Results = {
  machine,
  loadAfter: loadavg()[0],
  version: lines[0][0].version,
  rounds,
  first: first.time,
  cold: ours,
  warm: middle(warmTimes),
  gap: Math.max(...certified.map(({ gap }) => gap)),
  byOwnRule: rows.slice(0, byOwnRule.length),
  toOurs: rows.slice(byOwnRule.length),
  barcode: {
    time: middle(barcodeTimes),
    orders: barcode.bars.map(({ order }) => order.toString()),
    solved: barcode.points.length,
  },
  groups,
  solver,
};
const text = markdown(results);
const place = new URL("../../bench/results/", import.meta.url);
writeWhole(
  fileURLToPath(new URL("bottleneck.json", place)),
  `${JSON.stringify(results, null, 2)}\n`,
);
writeWhole(fileURLToPath(new URL("bottleneck.md", place)), text);
console.log(text);
