/**
 * Steps of one case by TensorFlow.js: recorded by our plan, eagerly on our backend, or on a backend of
 * TensorFlow.js' own. Prints a line for each form.
 *
 *   node dist/bench/tensors/intertwine.js --case mlp --batch 32 --program plan
 */
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { plan, useDevice } from "../../src/tensors/index.js";
import { type Case, type CaseName, makeCase, type Numbers } from "./cases.js";
import { type Line, spread } from "./line.js";
import { LOSSES } from "./losses.js";

const { values: options } = parseArgs({
  options: {
    case: { type: "string", default: "mlp" },
    batch: { type: "string", default: "32" },
    program: { type: "string", default: "plan" },
    name: { type: "string" },
    losses: { type: "string", default: "20" },
    seconds: { type: "string", default: "1.5" },
    threads: { type: "string", default: "1" },
  },
});

const BLOCKS = 15;

function tensorOf({ shape, values }: Numbers): tf.Tensor {
  const type = values instanceof Float32Array ? "float32" : "int32";
  return tf.tensor(values, [...shape], type);
}

const tensorsOf = (numbers: Readonly<Record<string, Numbers>>): Record<string, tf.Tensor> =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, tensorOf(value)]));

async function open(program: string): Promise<void> {
  if (program === "plan" || program === "eager") {
    await useDevice("webassembly");
    return;
  }
  if (program === "tfjs wasm") {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    const folder = new URL(
      ".",
      import.meta.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm"),
    );
    setWasmPaths(`${folder.pathname}`);
    await tf.setBackend("wasm");
  } else {
    await import("@tensorflow/tfjs-backend-cpu");
    await tf.setBackend("cpu");
  }
  await tf.ready();
}

type Steps = (count: number) => tf.Tensor;

/** Microseconds of a step, of the processor and on the wall, after `steps` was warmed up. */
function measure(steps: Steps, seconds: number): Pick<Line, "processor" | "wall"> {
  const timed = (count: number): [number, number] => {
    const before = process.cpuUsage();
    const start = performance.now();
    steps(count).dispose();
    const wall = 1000 * (performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    return [(user + system) / count, wall / count];
  };
  let [cost] = timed(1);
  for (let count = 1, spent = 0; spent < 3e5 * seconds; count = Math.ceil(1.5 * count)) {
    [cost] = timed(count);
    spent += cost * count;
  }
  const count = Math.max(1, Math.round((1e6 * seconds) / BLOCKS / cost));
  const times = Array.from({ length: BLOCKS }, () => timed(count));
  return { processor: spread(times.map(([t]) => t)), wall: spread(times.map(([, t]) => t)) };
}

function contest(work: Case, program: string): Line[] {
  const variables = Object.fromEntries(
    Object.entries(work.parameters).map(([name, numbers]) => [
      name,
      tf.variable(tensorOf(numbers), true, name),
    ]),
  );
  const fixed = tensorsOf(work.fixed);
  const batches = work.batches.map(({ x, y }) => [tensorOf(x), tensorOf(y)] as const);
  const optimiser = tf.train.adam(1e-3, 0.9, 0.999, 1e-7);
  const loss = LOSSES[work.name as CaseName];
  const step = (x: tf.Tensor, y: tf.Tensor) =>
    tf.tidy(() => optimiser.minimize(() => loss(variables, fixed, x, y), true)!);
  const planned = program === "plan" ? plan(step) : undefined;
  const run = planned ?? step;
  let turn = 0;
  const next = (): tf.Tensor => run(...batches[turn++ % batches.length]);
  const losses = Array.from({ length: Number(options.losses) }, () => {
    const result = next();
    const [value] = result.dataSync();
    result.dispose();
    return value;
  });
  const seconds = Number(options.seconds);
  const name = options.name ?? program;
  const head = { program: name, version: `Node ${process.versions.node}`, case: work.name };
  const line = { ...head, batch: work.batch, threads: Number(options.threads) };
  const one = measure((count) => {
    for (let k = 1; k < count; k++) next().dispose();
    return next();
  }, seconds);
  if (planned === undefined) return [{ ...line, form: "a call a step", ...one, losses }];
  const [shape] = planned.report().shapes;
  const operations = `${shape.recordedOperations} → ${shape.replayedOperations}`;
  const many = measure((count) => planned.repeat(count, ...batches[0]), seconds);
  return [
    { ...line, form: "a call a step", ...one, losses, operations },
    { ...line, form: "many steps a call", ...many },
  ];
}

await open(options.program);
const work = makeCase(options.case as CaseName, Number(options.batch));
for (const line of contest(work, options.program)) console.log(JSON.stringify(line));
