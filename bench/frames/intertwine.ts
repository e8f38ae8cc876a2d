/** The contestant of this repository, as a process with the command line and the report of the peer. */
import { parseArgs } from "node:util";
import {
  average,
  batchedFrames,
  batchedPrincipalAxes,
  carryBack,
  Matrix,
  minimalFrame,
  orthogonalGroup,
  Perceptron,
  principalFrame,
  product,
  RandomStream,
  vectorOutput,
} from "../../src/index.js";
import { type Case, type CloudMap, cases } from "./cases.js";
import { type Line, median } from "./line.js";

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, budget: { type: "string", default: "2" } },
});
const budget = Number(values.budget);

/** A network that is neither equivariant nor blind to the order of the rows, as the peer's. */
function network(rows: number, columns: number, random: RandomStream): CloudMap {
  const weights = new Matrix(columns, 8, random.normals(8 * columns));
  const back = new Matrix(8, columns, random.normals(8 * columns)).scale(1 / 8);
  const scales = random.normals(rows);
  return (x) => {
    const scaled = x.clone();
    for (let k = 0; k < scaled.data.length; k++) scaled.data[k] *= scales[Math.floor(k / columns)];
    const hidden = product(scaled, weights);
    for (let k = 0; k < hidden.data.length; k++) hidden.data[k] /= 1 + Math.abs(hidden.data[k]);
    return product(hidden, back);
  };
}

/** Processor time of one call, from blocks of some milliseconds, after some that are not counted. */
function timed(call: (k: number) => unknown, seconds = budget): number[] {
  const block = (count: number): number => {
    const before = process.cpuUsage();
    for (let k = 0; k < count; k++) call(k);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  let count = 1;
  for (let spent = 0; spent < 0.4; ) {
    const time = block(count);
    spent += time;
    if (time < 0.01) count *= 2;
  }
  const times: number[] = [];
  for (let spent = 0; spent < seconds || times.length < 3; ) {
    const time = block(count);
    times.push(time / count);
    spent += time;
  }
  return times;
}

function measured({ draw, averaged, element }: Case): Partial<Line> {
  const random = RandomStream.fromSeed(0);
  const inputs = Array.from({ length: 8 }, () => draw(random));
  const frame = averaged((x) => x);
  const seconds = median(timed((k) => frame(inputs[k % 8])));
  const model = averaged(network(inputs[0].rows, inputs[0].columns, random));
  const errors = Array.from({ length: 8 }, () => {
    const [x, move] = [draw(random), element(random)];
    const expected = move(model(x));
    return model(move(x)).subtract(expected).frobeniusNorm() / expected.frobeniusNorm();
  });
  return { seconds, error: median(errors), worst: Math.max(...errors) };
}

const COUNT = 100_000;

function batched(work: (coordinates: Float64Array) => unknown, dimension = 3): Partial<Line> {
  const coordinates = RandomStream.fromSeed(1).normals(COUNT * 32 * dimension);
  const times = Array.from({ length: 8 }, () => {
    const before = process.cpuUsage();
    work(coordinates);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return { seconds: Math.min(...times.slice(1)), count: COUNT };
}

/** The per-row network of the paper's first experiment, n = 128. */
function forward(d: number, kind: "plain" | "MFA" | "FA"): Partial<Line> {
  const random = RandomStream.fromSeed(2);
  const perceptron = Perceptron.initialise([d, 64, 64, 64, 16, d], { seed: 1, activation: "relu" });
  let calls = 0;
  const model: CloudMap = (x) => {
    calls++;
    return perceptron.values(x);
  };
  const input = new Matrix(128, d, random.normals(128 * d));
  const all = {
    plain: model,
    MFA: average(model, minimalFrame(orthogonalGroup(d)), vectorOutput),
    FA: average(model, principalFrame(d), vectorOutput),
  }[kind];
  all(input);
  const once = calls;
  return { seconds: median(timed(() => all(input), budget / 2)), calls: once };
}

const jobs = new Map<string, () => Partial<Line>>(
  cases.map((one) => [one.name, () => measured(one)]),
);
const clouds = (coordinates: Float64Array) => ({ coordinates, dimension: 3, size: 32 });
jobs.set("100,000 clouds of 32", () =>
  batched((coordinates) => batchedFrames("E", clouds(coordinates), { forms: "new" })),
);
jobs.set("100,000 clouds of 32: axes only", () =>
  batched((coordinates) => batchedFrames("E", clouds(coordinates))),
);
jobs.set("100,000 clouds of 32: principal axes", () =>
  batched((coordinates) => batchedPrincipalAxes("E", clouds(coordinates))),
);
jobs.set("100,000 jets of 32: O(1,3) axes", () =>
  batched((coordinates) => {
    for (let k = 0; k < coordinates.length; k += 4) coordinates[k] = 4 + Math.abs(coordinates[k]);
    batchedFrames("O(1,q)", { coordinates, dimension: 4, size: 32 });
  }, 4),
);
const room = new Float64Array(COUNT * 96);
jobs.set("100,000 clouds of 32, into an array", () =>
  batched((coordinates) => batchedFrames("E", clouds(coordinates), { forms: room })),
);
jobs.set("100,000 clouds of 32: values carried back", () => {
  const coordinates = RandomStream.fromSeed(1).normals(COUNT * 96);
  const frames = batchedFrames("E", clouds(coordinates));
  return batched((all) => carryBack(frames, all, "points", room));
});
for (const d of [3, 4, 5, 6]) {
  for (const kind of ["plain", "MFA", "FA"] as const) {
    jobs.set(`forward ${kind}, d = ${d}`, () => forward(d, kind));
  }
}

for (const [name, job] of jobs) {
  if (!name.includes(values.only!)) continue;
  const line: Line = { program: "intertwine", version: process.version, name, ...job() };
  console.log(JSON.stringify(line));
}
