/**
 * Steps by our plan, as the driver asks for them: a command in JSON a line, an answer a line.
 *
 *   {"open": "sets-64"}                    losses of the first steps
 *   {"case": "sets-64", "seconds": 0.3}    microseconds of a step in a block of about that time
 */
import { createInterface } from "node:readline";
import * as tf from "@tensorflow/tfjs";
import { plan, useDevice } from "../../src/tensors/index.js";
import { caseName, makeCase } from "./cases.js";
import type { Block, Command, Opening } from "./line.js";

const LOSSES = 8;

interface Work {
  next(): tf.Tensor;
  /** Microseconds that a step took when it was measured last. */
  cost: number;
}

const open = new Map<string, Work>();

function begin(name: string): Opening {
  const { model, batches } = makeCase(caseName(name));
  const weights = Object.values(model.weights);
  const optimiser = tf.train.adam(1e-3, 0.9, 0.999, 1e-7);
  const step = plan((x: tf.Tensor) =>
    tf.tidy(() => optimiser.minimize(() => model.loss(x) as tf.Scalar, true, weights)!),
  );
  const tensors = batches.map(({ values, shape }) => tf.tensor(values, [...shape], "float32"));
  let turn = 0;
  const work = { next: () => step(tensors[turn++ % tensors.length]), cost: 1e5 };
  open.set(name, work);
  const losses = Array.from({ length: LOSSES }, () => {
    const result = work.next();
    const [value] = result.dataSync();
    result.dispose();
    return value;
  });
  measure(work, 0.1);
  const { engine, shapes } = step.report();
  const [{ recordedOperations, replayedOperations }] = shapes;
  const operations = `${recordedOperations} → ${replayedOperations}`;
  const count = weights.reduce((sum, { size }) => sum + size, 0);
  return { losses, operations, engine, weights: count, version: `Node ${process.versions.node}` };
}

function measure(work: Work, seconds: number): Block {
  const count = Math.max(2, Math.round((1e6 * seconds) / work.cost));
  work.next().dispose();
  const before = process.cpuUsage();
  const start = performance.now();
  for (let k = 1; k < count; k++) work.next().dispose();
  work.next().dispose();
  const wall = (1000 * (performance.now() - start)) / count;
  const { user, system } = process.cpuUsage(before);
  work.cost = (user + system) / count;
  return { processor: work.cost, wall, steps: count };
}

await useDevice("webassembly");
for await (const text of createInterface({ input: process.stdin })) {
  const command = JSON.parse(text) as Command;
  const answer =
    "open" in command ? begin(command.open) : measure(open.get(command.case)!, command.seconds);
  console.log(JSON.stringify(answer));
}
