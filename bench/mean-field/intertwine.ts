/**
 * The contestant of this repository, as a process with the command line and the report
 * of the peers (bench/peers/mean_field_work.py). With --fleet-seeds it trains all schemes
 * and seeds side by side on the given number of threads instead. INTERTWINE_NATIVE says
 * which build of the kernel takes part, --name what it is called in the report.
 */
import { parseArgs } from "node:util";
import {
  cyclicGroup,
  type EnsembleOptions,
  type EnsembleRun,
  EnsembleTrainer,
  evaluateRisk,
  jointSymmetry,
  matrixTeacher,
  matrixUnit,
  regularRepresentation,
  SCHEMES,
  type Scheme,
  teacherLaw,
  trainEnsembles,
} from "../../src/index.js";
import { type Line, median } from "./line.js";

const RISK_POINTS = 2000;

const { values } = parseArgs({
  options: {
    name: { type: "string", default: "intertwine" },
    particles: { type: "string", default: "1000" },
    threads: { type: "string", default: "1" },
    horizon: { type: "string", default: "1" },
    segments: { type: "string", default: "8" },
    seed: { type: "string", default: "0" },
    "fleet-seeds": { type: "string" },
  },
});
const particles = Number(values.particles);
const threads = Number(values.threads);
const horizon = Number(values.horizon);
const segments = Number(values.segments);

const unit = matrixUnit();
const swap = regularRepresentation(cyclicGroup(2));
const symmetry = jointSymmetry(unit, swap, swap);
const data = teacherLaw(unit, matrixTeacher("weakly-invariant"));

function options(scheme: Scheme, seed: number, steps: number): EnsembleOptions {
  const start = "weakly-invariant";
  // Half a step more, so that rounding never loses one.
  const runHorizon = (steps + 0.5) / particles;
  return {
    unit,
    symmetry,
    data,
    scheme,
    particles,
    start,
    seed,
    horizon: runHorizon,
    snapshots: 1,
  };
}

function report(
  run: EnsembleRun,
  steps: number,
  timed: Pick<Line, "microsecondsPerStep" | "wallSeconds" | "startRisk">,
): void {
  const line: Line = {
    peer: values.name,
    version: process.version,
    N: particles,
    scheme: run.settings.scheme,
    threads,
    steps,
    ...timed,
    finalRisk: evaluateRisk(run, { points: RISK_POINTS }).risk,
  };
  console.log(JSON.stringify(line));
}

function timeScheme(scheme: Scheme, seed: number): void {
  const part = Math.max(1, Math.round((particles * horizon) / segments));
  new EnsembleTrainer(options(scheme, seed + 1, part)).advance(part);
  const trainer = new EnsembleTrainer(options(scheme, seed, part * segments));
  const startRisk = evaluateRisk(trainer.result(0), { points: RISK_POINTS }).risk;
  const parts: number[] = [];
  let wallSeconds = 0;
  for (let k = 0; k < segments; k++) {
    const cpu = process.cpuUsage();
    const wall = performance.now();
    trainer.advance(part);
    const milliseconds = performance.now() - wall;
    const used = process.cpuUsage(cpu);
    wallSeconds += milliseconds / 1000;
    parts.push((threads === 1 ? used.user + used.system : 1000 * milliseconds) / part);
  }
  const timed = { microsecondsPerStep: median(parts), wallSeconds, startRisk };
  report(trainer.result(wallSeconds), part * segments, timed);
}

async function timeFleet(seeds: readonly number[]): Promise<void> {
  const steps = Math.round(particles * horizon);
  const runs = seeds.flatMap((seed) => SCHEMES.map((scheme) => options(scheme, seed, steps)));
  const wall = performance.now();
  const results = await trainEnsembles(runs, { workers: threads });
  const wallSeconds = (performance.now() - wall) / 1000;
  for (const run of results) {
    const microsecondsPerStep = (run.seconds * 1e6) / steps;
    report(run, steps, { microsecondsPerStep, wallSeconds, startRisk: Number.NaN });
  }
}

if (values["fleet-seeds"] === undefined) {
  for (const scheme of SCHEMES) timeScheme(scheme, Number(values.seed));
} else {
  await timeFleet(values["fleet-seeds"].split(",").map(Number));
}
