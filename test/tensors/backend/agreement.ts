/** Runs a function of tensors on TensorFlow.js' cpu backend and on each of ours, and compares. */
import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import {
  coverage,
  ReferenceDevice,
  registerIntertwine,
  WebAssemblyDevice,
} from "../../../src/tensors/backend/index.js";

registerIntertwine();
registerIntertwine("intertwine-reference", () => new ReferenceDevice());
registerIntertwine("intertwine-webassembly", () => new WebAssemblyDevice(false));
export const BACKENDS = ["intertwine-reference", "intertwine-webassembly", "intertwine"] as const;

/** A tensor to be: numbers are made from the shape where none are given. */
export interface Given {
  readonly shape: readonly number[];
  readonly type?: "float32" | "int32" | "bool";
  readonly values?: readonly number[];
  readonly low?: number;
  readonly high?: number;
}

/** Numbers between low and high, the same for the same seed. */
export function numbers(count: number, seed: number, low = -2, high = 2): number[] {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return low + ((high - low) * state) / 2 ** 32;
  });
}

function make({ shape, type = "float32", values, low, high }: Given, seed: number): tf.Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  const raw = values ?? numbers(count, seed + 1, low, high);
  const made = type === "float32" ? raw : raw.map(Math.floor);
  const data = type === "bool" ? raw.map((x) => (x > 0 ? 1 : 0)) : made;
  return tf.tensor(data as number[], [...shape], type);
}

type Result = tf.Tensor | readonly tf.Tensor[];
export type Work = (...tensors: tf.Tensor[]) => Result;

interface Outcome {
  readonly shape: readonly number[];
  readonly type: string;
  readonly values: readonly number[];
}

/** What `work` gives on a backend. */
export async function outcomes(
  backend: string,
  given: readonly Given[],
  work: Work,
): Promise<Outcome[]> {
  await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const results = tf.tidy(() => {
    const made = work(...given.map(make)) as tf.Tensor | tf.Tensor[];
    return Array.isArray(made) ? made : [made];
  });
  const told = results.map((tensor) => ({
    shape: tensor.shape,
    type: tensor.dtype,
    values: [...tensor.dataSync()],
  }));
  for (const tensor of results) tensor.dispose();
  expect(tf.memory().numTensors, `tensors left by ${backend}`).to.equal(before);
  return told;
}

export interface AgreementOptions {
  /** Relative to 1 + |value|. */
  readonly tolerance?: number;
  /** Whether the kernels may be those of the cpu backend. */
  readonly mayRunOnCpu?: boolean;
}

/** All backends of ours give the numbers, shapes and types of the cpu backend. */
export async function agree(
  given: readonly Given[],
  work: Work,
  { tolerance = 2e-6, mayRunOnCpu = false }: AgreementOptions = {},
): Promise<void> {
  const expected = await outcomes("cpu", given, work);
  const used = coverage().used.length;
  for (const backend of BACKENDS) {
    const got = await outcomes(backend, given, work);
    expect(got.length).to.equal(expected.length);
    expected.forEach((outcome, k) => {
      expect(got[k].shape, `shape on ${backend}`).to.deep.equal(outcome.shape);
      expect(got[k].type, `type on ${backend}`).to.equal(outcome.type);
      expectClose(got[k].values, outcome.values, tolerance, backend);
    });
  }
  if (!mayRunOnCpu) expect(coverage().used.slice(used), "kernels run on cpu").to.deep.equal([]);
  await tf.setBackend("cpu");
}

export function expectClose(
  got: readonly number[],
  expected: readonly number[],
  tolerance: number,
  where: string,
): void {
  expect(got.length, where).to.equal(expected.length);
  expected.forEach((value, k) => {
    const same = Object.is(got[k], value) || got[k] === value;
    if (same || (Number.isNaN(got[k]) && Number.isNaN(value))) return;
    const error = Math.abs(got[k] - value) / (1 + Math.abs(value));
    expect(error, `${where}: number ${k} is ${got[k]}, expected ${value}`).to.be.at.most(tolerance);
  });
}
