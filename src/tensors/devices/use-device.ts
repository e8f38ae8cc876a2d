/** Which device tensors run on: asked for by name, and never another one instead. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError, EnvironmentError } from "../../errors.js";
import { repairGradients } from "../gradients/index.js";
import { liftVariables } from "./carry-variables.js";
import { BACKENDS, DEVICE_NAMES, type DeviceName, type DeviceUse } from "./device-names.js";
import { deviceInUse, setDeviceInUse } from "./in-use.js";
import { look } from "./look.js";
import { openNative } from "./native/open.js";
import { openWebAssembly } from "./webassembly.js";
import { openWebGpu } from "./webgpu/backend.js";
import type { GpuOptions } from "./webgpu/request-gpu.js";

/**
 * Runs tensors on this device from now on; variables go along with their values.
 *
 * "best" takes a GPU by WebGPU, where there is one in hardware; else TensorFlow's library, where it
 * has a GPU; else WebAssembly. What it took and why is in the answer, and in run records.
 *
 * Derivatives that TensorFlow.js lacks are mended by the way (`repairGradients`), on every backend.
 *
 * @param options for "webgpu": whether a driver in software will do, to test with
 * @throws EnvironmentError when the device is not here, with the remedy; the one in use stays
 */
export async function useDevice(
  name: DeviceName | "best",
  options: GpuOptions = {},
): Promise<DeviceUse> {
  if (name === "best") return useBest();
  if (!DEVICE_NAMES.includes(name)) {
    const names = [...DEVICE_NAMES, "best"].join('", "');
    throw new DomainError(`useDevice: got "${name}"; expected "${names}".`);
  }
  return take(name, options);
}

async function useBest(): Promise<DeviceUse> {
  const reasons: string[] = [];
  const sight = await look("gpu");
  if (sight.found) {
    try {
      return await take("webgpu", {}, "a GPU is here");
    } catch (error) {
      reasons.push((error as Error).message);
    }
  } else {
    reasons.push("no GPU by WebGPU");
  }
  try {
    if (openNative().gpu) return await take("native", {}, `TensorFlow has a GPU; ${reasons[0]}`);
    reasons.push("TensorFlow's library has no GPU");
  } catch {
    reasons.push("no TensorFlow library");
  }
  return take("webassembly", {}, reasons.join("; "));
}

async function take(device: DeviceName, options: GpuOptions, why?: string): Promise<DeviceUse> {
  const from = deviceInUse()?.backend;
  const putDown = from === undefined ? undefined : await liftVariables();
  const detail = await open(device, options);
  const backend = BACKENDS[device];
  if (!(await tf.setBackend(backend))) {
    if (from !== undefined) await tf.setBackend(from);
    throw new EnvironmentError(
      `useDevice: "${device}" was found, but TensorFlow.js could not begin with it; its warning above says why.`,
    );
  }
  putDown?.();
  repairGradients();
  const use = { device, backend, detail, ...(why === undefined ? {} : { why }) };
  setDeviceInUse(use);
  return use;
}

/** Registers the device's backend; answers what it is. @throws EnvironmentError */
async function open(device: DeviceName, options: GpuOptions): Promise<string> {
  switch (device) {
    case "webgpu":
      return (await openWebGpu(options)).name;
    case "native":
      return openNative().detail;
    case "cpu":
      await import("@tensorflow/tfjs-backend-cpu");
      return "plain JavaScript";
    case "webassembly":
      return openWebAssembly();
  }
}
