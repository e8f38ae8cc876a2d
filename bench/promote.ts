/**
 * Promoting by the nuclear norm, noiseless, against CVXPY with SCS on the same instances.
 *
 *   node dist/bench/promote.js --python /path/to/venv/bin/python
 *
 * Writes bench/results/promote.json and promote.md.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeWhole } from "../src/files.js";
import { exactData } from "../src/promote/solver/data/exact-data.js";
import { LieOperator } from "../src/promote/solver/lie-operator.js";
import { nuclearNorm } from "../src/promote/solver/matrix-norm.js";
import { finish, minimise, type Solution } from "../src/promote/solver/minimise.js";
import { optimality } from "../src/promote/solver/optimality.js";
import { describeMachine } from "./machine.js";
import { median } from "./mean-field/line.js";
import { type Instance, instances, portable } from "./promote/instances.js";
import { markdown, type Results, type Row } from "./promote/results.js";

interface PeerLine {
  name: string;
  version: string;
  seconds: number;
  iterations: number;
  status: string;
  w: number[] | null;
}

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    rounds: { type: "string", default: "3" },
  },
});
/** Comparable to SCS's 1e-4, and what promote does by default. */
const TOLERANCES = [1e-5, 1e-7] as const;
const rounds = Number(values.rounds);
const sources = new URL("../../bench/", import.meta.url);

/** From the operator's parts, so that nothing that a first call leaves behind is reused. */
function ours(
  { operator, design, values: y }: Instance,
  tolerance: number,
): {
  seconds: number;
  solution: Solution;
  gap: number;
} {
  const fresh = LieOperator.compressed(operator.blocks(), operator.parameters, operator.root);
  const begin = process.cpuUsage();
  const data = exactData(fresh, design, y);
  const solution = finish(minimise(data, { tolerance }));
  const used = process.cpuUsage(begin);
  const seconds = (used.user + used.system) / 1e6;
  return { seconds, solution, gap: optimality(data, solution).relativeGap };
}

function peer(folder: string): PeerLine[] {
  const script = fileURLToPath(new URL("peers/promote_cvxpy.py", sources));
  const child = spawnSync(values.python, [script, join(folder, "instances.json")], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const lines = child.stdout.split("\n").filter((line) => line.startsWith("{"));
  if (child.status !== 0) throw new Error(`CVXPY ended with ${child.status}:\n${child.stderr}`);
  return lines.map((line) => JSON.parse(line) as PeerLine);
}

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.hypot(...Array.from(a, (value, i) => value - b[i]));
const largest = (a: ArrayLike<number>): number => Math.max(...Array.from(a, Math.abs));

function judge({ operator, design, values: y, truth }: Instance, w: Float64Array) {
  return {
    objective: nuclearNorm.value(operator.apply(w), operator.rows, operator.generators),
    misfit: distance(design.apply(w), y) / Math.hypot(...y),
    error: largest(w.map((value, i) => value - truth[i])) / largest(truth),
  };
}

const machine = describeMachine();
const all = instances();
const folder = mkdtempSync(join(tmpdir(), "intertwine-bench-"));
const ourRuns: ReturnType<typeof ours>[][] = all.map(() => []);
const closeRuns: typeof ourRuns = all.map(() => []);
const peerRuns: PeerLine[][] = all.map(() => []);
try {
  writeFileSync(join(folder, "instances.json"), JSON.stringify(all.map(portable)));
  for (const instance of all) for (const tolerance of TOLERANCES) ours(instance, tolerance);
  for (let round = 0; round < rounds; round++) {
    for (const [k, instance] of all.entries()) {
      ourRuns[k].push(ours(instance, TOLERANCES[0]));
      closeRuns[k].push(ours(instance, TOLERANCES[1]));
    }
    for (const [k, line] of peer(folder).entries()) peerRuns[k].push(line);
    console.error(`round ${round + 1} of ${rounds}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const rows = all.map((instance, k): Row => {
  const seconds = median(ourRuns[k].map((run) => run.seconds));
  const peerSeconds = median(peerRuns[k].map((line) => line.seconds));
  const close = median(closeRuns[k].map((run) => run.seconds));
  const { solution, gap } = ourRuns[k][0];
  const line = peerRuns[k][0];
  const [mine, theirs] = [
    judge(instance, solution.w),
    judge(instance, Float64Array.from(line.w ?? instance.truth.map(() => Number.NaN))),
  ];
  return {
    ...{ instance: instance.name, ours: seconds, oursIterations: solution.iteration },
    ...{ close, closeIterations: closeRuns[k][0].solution.iteration },
    ...{ peer: peerSeconds, peerIterations: line.iterations, peerStatus: line.status },
    ...{ ratio: peerSeconds / seconds, closeRatio: peerSeconds / close },
    ...{ ourObjective: mine.objective, peerObjective: theirs.objective, ourGap: gap },
    ...{ ourMisfit: mine.misfit, peerMisfit: theirs.misfit },
    ...{ ourError: mine.error, peerError: theirs.error },
  };
});
const results: Results = { machine, versions: peerRuns[0][0].version, rounds, rows };
const text = markdown(results);
const place = new URL("results/", sources);
writeWhole(fileURLToPath(new URL("promote.json", place)), `${JSON.stringify(results, null, 2)}\n`);
writeWhole(fileURLToPath(new URL("promote.md", place)), text);
console.log(text);
