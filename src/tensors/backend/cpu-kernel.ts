/**
 * Kernels that we do not carry run in TensorFlow.js' own cpu backend, their data copied there and
 * back. The first time that one does, it is said aloud; `coverage()` lists them.
 */
import { createRequire } from "node:module";
import * as tf from "@tensorflow/tfjs-core";
import { EnvironmentError } from "../../errors.js";
import type { IntertwineBackend } from "./intertwine-backend.js";
import { sizeOf } from "./lowering/lowering.js";
import { userLine } from "./user-line.js";

/** The parts of the cpu backend that its types, or ours, keep to themselves. */
interface CpuBackend extends tf.KernelBackend {
  firstUse: boolean;
  makeTensorInfo(shape: number[], type: tf.DataType, values: unknown): tf.TensorInfo;
  disposeIntermediateTensorInfo(info: tf.TensorInfo): void;
}

type Given = tf.TensorInfo | null | undefined | readonly tf.TensorInfo[];

/** Kernels that were run like this, in the order of their first use. */
export const usedOnCpu = new Set<string>();

/** @throws EnvironmentError where the cpu backend has no such kernel */
export function runOnCpu(
  backend: IntertwineBackend,
  kernel: string,
  inputs: Readonly<Record<string, Given>>,
  attributes: Readonly<Record<string, unknown>>,
): tf.TensorInfo | tf.TensorInfo[] {
  backend.recorder?.uncarried(kernel, userLine());
  const cpu = cpuBackend();
  const run = cpuKernel(kernel);
  const copies: tf.TensorInfo[] = [];
  const copy = (info: tf.TensorInfo): tf.TensorInfo => {
    const made = copied(cpu, info, backend.valuesOf(info.dataId));
    copies.push(made);
    return made;
  };
  const given = Object.entries(inputs).map(([name, input]) => {
    if (input === null || input === undefined) return [name, input];
    return [name, Array.isArray(input) ? input.map(copy) : copy(input as tf.TensorInfo)];
  });
  const outputs = run({
    inputs: Object.fromEntries(given) as tf.NamedTensorInfoMap,
    attrs: attributes as tf.NamedAttrMap,
    backend: cpu,
  });
  const back = (info: tf.TensorInfo): tf.TensorInfo => {
    const dataId = backend.write(cpu.readSync(info.dataId), info.shape, info.dtype);
    cpu.disposeIntermediateTensorInfo(info);
    return { dataId, shape: info.shape, dtype: info.dtype };
  };
  const result = Array.isArray(outputs) ? outputs.map(back) : back(outputs);
  for (const info of copies) cpu.disposeIntermediateTensorInfo(info);
  return result;
}

/** Says once for each kernel that it is not ours. */
export function sayAloud(backend: string, kernel: string): void {
  if (usedOnCpu.has(kernel)) return;
  usedOnCpu.add(kernel);
  console.warn(
    `tensors: the backend "${backend}" does not carry the kernel ${kernel}; it runs on TensorFlow.js' cpu backend, its data copied there and back, and cannot be part of a plan.`,
  );
}

function cpuBackend(): CpuBackend {
  if (tf.findBackend("cpu") === null) {
    createRequire(import.meta.url)("@tensorflow/tfjs-backend-cpu");
  }
  const cpu = tf.findBackend("cpu") as CpuBackend | null;
  if (cpu === null) {
    throw new EnvironmentError(
      "tensors: TensorFlow.js' cpu backend could not be started; it runs the kernels that we do not carry.",
    );
  }
  // Else it greets the user of Node with advice on backends.
  cpu.firstUse = false;
  return cpu;
}

function cpuKernel(kernel: string): tf.KernelFunc {
  const found = tf.getKernel(kernel, "cpu");
  if (found === undefined || found === null) {
    throw new EnvironmentError(
      `tensors: TensorFlow.js' cpu backend has no kernel ${kernel} either.`,
    );
  }
  return found.kernelFunc;
}

function copied(
  cpu: CpuBackend,
  { shape, dtype }: tf.TensorInfo,
  values: tf.backend_util.BackendValues,
): tf.TensorInfo {
  if (dtype !== "complex64") return cpu.makeTensorInfo(shape, dtype, values);
  const pairs = values as Float32Array;
  const [real, imag] = [0, 1].map((part) => {
    const numbers = Float32Array.from({ length: sizeOf(shape) }, (_, k) => pairs[2 * k + part]);
    return cpu.makeTensorInfo(shape, "float32", numbers);
  });
  const made = cpuKernel("Complex")({ inputs: { real, imag }, attrs: {}, backend: cpu });
  cpu.disposeIntermediateTensorInfo(real);
  cpu.disposeIntermediateTensorInfo(imag);
  return made as tf.TensorInfo;
}
