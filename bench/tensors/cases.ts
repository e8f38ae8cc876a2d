/**
 * The networks that are trained, with their first weights and their data: written to a file, from
 * which every program takes them.
 */
import { RandomStream } from "../../src/numerics/index.js";

export interface Numbers {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

export interface Case {
  readonly name: string;
  /** Samples in a step. */
  readonly batch: number;
  readonly parameters: Readonly<Record<string, Numbers>>;
  /** What is the same in each step. */
  readonly fixed: Readonly<Record<string, Numbers>>;
  /** Steps take them in turn. */
  readonly batches: readonly Readonly<Record<"x" | "y", Numbers>>[];
}

export const CASES = ["mlp", "cnn", "messages", "ensemble"] as const;
export type CaseName = (typeof CASES)[number];

const BATCHES = 8;
export const BODIES = 5;
export const LAYERS = 4;
export const HIDDEN = 64;
export const MEMBERS = 256;
const NODE = 7;

export function makeCase(name: CaseName, batch: number): Case {
  const random = RandomStream.fromSeed(20261122);
  const { parameters, fixed = {}, data } = MAKERS[name](random.split("weights"), batch);
  const batches = Array.from({ length: BATCHES }, (_, k) => data(random.split(`batch ${k}`)));
  return { name, batch, parameters, fixed, batches };
}

interface Made {
  parameters: Record<string, Numbers>;
  fixed?: Record<string, Numbers>;
  data(random: RandomStream): Record<"x" | "y", Numbers>;
}
type Maker = (random: RandomStream, batch: number) => Made;

const sizeOf = (shape: readonly number[]): number => shape.reduce((n, length) => n * length, 1);

function normal(random: RandomStream, shape: number[], deviation = 1): Numbers {
  const values = Float32Array.from(random.normals(sizeOf(shape)), (x) => deviation * x);
  return { shape, values };
}

const zeros = (...shape: number[]): Numbers => ({
  shape,
  values: new Float32Array(sizeOf(shape)),
});

const MAKERS: Readonly<Record<CaseName, Maker>> = {
  mlp: (random, batch) => perceptrons(random, [], batch),
  ensemble: (random, batch) => perceptrons(random, [MEMBERS], batch),
  cnn: images,
  messages: bodies,
};

/** 32-64-64-1, one or many side by side. */
function perceptrons(random: RandomStream, members: number[], batch: number): Made {
  const parameters: Record<string, Numbers> = {};
  const widths = [32, 64, 64, 1];
  for (let k = 0; k < 3; k++) {
    const [rows, columns] = [widths[k], widths[k + 1]];
    parameters[`w${k}`] = normal(random, [...members, rows, columns], rows ** -0.5);
    parameters[`b${k}`] = zeros(...members, ...(members.length > 0 ? [1] : []), columns);
  }
  const data = (stream: RandomStream) => {
    const x = normal(stream, [...members, batch, 32]);
    const y = zeros(...members, batch, 1);
    for (let row = 0; row < y.values.length; row++) {
      let sum = 0;
      for (let k = 0; k < 32; k++) sum += x.values[32 * row + k];
      y.values[row] = Math.sin(sum / 4);
    }
    return { x, y };
  };
  return { parameters, data };
}

/** 28 × 28 pictures of ten kinds: a template each, and noise. */
function images(random: RandomStream, batch: number): Made {
  const parameters = {
    w0: normal(random, [3, 3, 1, 8], (2 / 9) ** 0.5),
    b0: zeros(8),
    w1: normal(random, [3, 3, 8, 16], (2 / 72) ** 0.5),
    b1: zeros(16),
    w2: normal(random, [7 * 7 * 16, 64], (2 / 784) ** 0.5),
    b2: zeros(64),
    w3: normal(random, [64, 10], 0.125),
    b3: zeros(10),
  };
  const templates = normal(random, [10, 784]).values;
  const data = (stream: RandomStream) => {
    const x = normal(stream, [batch, 28, 28, 1]);
    const y = zeros(batch, 10);
    for (let n = 0; n < batch; n++) {
      const kind = stream.integer(10);
      y.values[10 * n + kind] = 1;
      for (let k = 0; k < 784; k++) x.values[784 * n + k] += templates[784 * kind + k];
    }
    return { x, y };
  };
  return { parameters, data };
}

/** Graphs of five bodies that all see each other; x has places, velocities and charges. */
function bodies(random: RandomStream, batch: number): Made {
  const parameters: Record<string, Numbers> = {};
  const layer = (name: string, rows: number, columns: number) => {
    parameters[`${name}w`] = normal(random, [rows, columns], rows ** -0.5);
    parameters[`${name}b`] = zeros(columns);
  };
  layer("in", NODE, HIDDEN);
  for (let k = 0; k < LAYERS; k++) {
    layer(`edge${k}a`, 2 * HIDDEN, HIDDEN);
    layer(`edge${k}b`, HIDDEN, HIDDEN);
    layer(`node${k}a`, 2 * HIDDEN, HIDDEN);
    layer(`node${k}b`, HIDDEN, HIDDEN);
  }
  layer("out", HIDDEN, 3);
  const receivers: number[] = [];
  const senders: number[] = [];
  for (let g = 0; g < batch; g++) {
    for (let i = 0; i < BODIES; i++) {
      for (let j = 0; j < BODIES; j++) {
        if (i === j) continue;
        receivers.push(BODIES * g + i);
        senders.push(BODIES * g + j);
      }
    }
  }
  const indices = (values: number[]): Numbers => ({
    shape: [values.length],
    values: Int32Array.from(values),
  });
  const nodes = BODIES * batch;
  const data = (stream: RandomStream) => {
    const x = normal(stream, [nodes, NODE]);
    const y = zeros(nodes, 3);
    for (let n = 0; n < nodes; n++) {
      for (let k = 0; k < 3; k++) {
        y.values[3 * n + k] = Math.tanh(x.values[NODE * n + k] + x.values[NODE * n + 3 + k]);
      }
    }
    return { x, y };
  };
  return { parameters, data, fixed: { receivers: indices(receivers), senders: indices(senders) } };
}
