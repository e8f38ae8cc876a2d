/**
 * Plans on a GPU: all buffers in few large ones, bind groups made beforehand, many steps in one
 * command buffer. A GPU works beside us: `run` returns when the commands are handed over.
 */
import { EnvironmentError } from "../../../errors.js";
import type { GpuDevice } from "../../devices/gpu-types.js";
import type { PlanEngine, PlanGraph } from "../../plan/index.js";
import { lower } from "./kernels/lower.js";
import { Memory } from "./memory/memory.js";
import { schedule } from "./memory/schedule.js";
import { pipelinesOf } from "./pipelines.js";
import { type Dispatch, THREADS } from "./shader/shader.js";
import { WebGpuPlan } from "./web-gpu-plan.js";

/** A GPU that was opened, as by requestGpu of the devices. */
export interface OpenGpu {
  readonly device: GpuDevice;
  /** Such as "NVIDIA H200". */
  readonly name?: string;
  /** Throws when the GPU was lost or its memory is full. */
  readonly watch?: { check(): void };
}

export interface WebGpuEngineOptions {
  /** The most bytes of a page, the device's own limit without it; a plan takes as many pages as it wants. */
  readonly pageBytes?: number;
}

export interface WebGpuEngine extends PlanEngine {
  prepare(graph: PlanGraph): Promise<WebGpuPlan>;
}

const SHARED_BYTES = 16384;

/** @throws EnvironmentError for a device that is too small for the kernels */
export function webGpuEngine(gpu: OpenGpu, options: WebGpuEngineOptions = {}): WebGpuEngine {
  const { limits } = gpu.device;
  const wanted = {
    maxComputeInvocationsPerWorkgroup: THREADS,
    maxComputeWorkgroupSizeX: THREADS,
    maxComputeWorkgroupStorageSize: SHARED_BYTES,
    maxStorageBuffersPerShaderStage: 2,
  };
  for (const [limit, least] of Object.entries(wanted)) {
    if (limits[limit] >= least) continue;
    throw new EnvironmentError(
      `webGpuEngine: got a device with ${limit} ${limits[limit]}; ${least} are wanted: ask for it in requiredLimits.`,
    );
  }
  return { name: "webgpu", prepare: (graph) => prepare(gpu, graph, options) };
}

async function prepare(
  gpu: OpenGpu,
  graph: PlanGraph,
  { pageBytes = Number.POSITIVE_INFINITY }: WebGpuEngineOptions,
): Promise<WebGpuPlan> {
  const { device, watch } = gpu;
  watch?.check();
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  const memory = new Memory(graph, Math.min(pageBytes, maxBufferSize, maxStorageBufferBindingSize));
  const dispatches = graph.operations.flatMap((operation) => lower(memory, operation));
  return openPlan(gpu, memory, dispatches);
}

/** Compiles dispatches that were written for `memory`, and lays everything on the device. */
export async function openPlan(
  gpu: OpenGpu,
  memory: Memory,
  dispatches: readonly Dispatch[],
): Promise<WebGpuPlan> {
  const batches = schedule(dispatches);
  const pipelines = pipelinesOf(gpu.device);
  const compiled = await Promise.all(
    batches.map(({ code, pages, instances }) =>
      pipelines.compile(code, pages.length, instances[0].kernel),
    ),
  );
  return WebGpuPlan.open(gpu, memory, batches, compiled, pipelines);
}
