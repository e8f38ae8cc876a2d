/** A prepared plan: its pages, its bind groups, and the commands of a step. */
import { DomainError, EnvironmentError, ShapeError } from "../../../errors.js";
import type {
  GpuBindGroup,
  GpuBuffer,
  GpuCommandEncoder,
  GpuComputePipeline,
} from "../../devices/gpu-types.js";
import type { BufferDescription, PreparedPlan } from "../../plan/index.js";
import { isFloat } from "../../plan/index.js";
import type { Memory, Span } from "./memory/memory.js";
import { parameterWords } from "./memory/parameter-words.js";
import type { Batch } from "./memory/schedule.js";
import type { Pipelines } from "./pipelines.js";
import type { OpenGpu } from "./web-gpu-engine.js";

/** Bits of GPUBufferUsage and GPUMapMode. */
const MAP_READ = 0x01;
const COPY_SRC = 0x04;
const COPY_DST = 0x08;
const STORAGE = 0x80;
const READ = 1;
/** Dispatches in a command buffer; more steps go into several. */
const MOST_COMMANDS = 4096;

interface Command {
  readonly pipeline: GpuComputePipeline;
  readonly group: GpuBindGroup;
  readonly extent: readonly [number, number, number];
}

/** What a step costs, counted. */
export interface WebGpuCounts {
  readonly operations: number;
  /** Dispatches before those of one program were joined, and after. */
  readonly programs: number;
  readonly dispatches: number;
  readonly pipelines: number;
  /** Command buffers handed over so far. */
  readonly submissions: number;
}

export class WebGpuPlan implements PreparedPlan {
  readonly bytes: number;
  readonly #gpu: OpenGpu;
  readonly #memory: Memory;
  readonly #commands: readonly Command[];
  readonly #programs: number;
  readonly #pipelines: number;
  readonly #pages: readonly GpuBuffer[];
  readonly #parameters: GpuBuffer;
  readonly #idle: GpuBuffer[] = [];
  #submissions = 0;
  #disposed = false;

  /** Makes what lies on the device, and waits for its word that there was room. */
  static async open(
    gpu: OpenGpu,
    memory: Memory,
    batches: readonly Batch[],
    compiled: readonly GpuComputePipeline[],
    pipelines: Pipelines,
  ): Promise<WebGpuPlan> {
    const { device } = gpu;
    device.pushErrorScope("out-of-memory");
    device.pushErrorScope("validation");
    const plan = new WebGpuPlan(gpu, memory, batches, compiled, pipelines);
    const [invalid, full] = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
    if (full !== null) {
      plan.dispose();
      throw new DomainError(
        `webgpu: a plan of ${(plan.bytes / 2 ** 20).toFixed(0)} MiB has no room on ${gpu.name ?? "the device"} (${full.message.trim()}). Take smaller batches, or another device.`,
      );
    }
    if (invalid !== null) {
      plan.dispose();
      throw new EnvironmentError(`webgpu: the device refused a plan: ${invalid.message.trim()}`);
    }
    return plan;
  }

  private constructor(
    gpu: OpenGpu,
    memory: Memory,
    batches: readonly Batch[],
    compiled: readonly GpuComputePipeline[],
    pipelines: Pipelines,
  ) {
    this.#gpu = gpu;
    this.#memory = memory;
    const { device } = gpu;
    const usage = STORAGE | COPY_SRC | COPY_DST;
    this.#pages = memory.pages.map((words) => device.createBuffer({ size: 4 * words, usage }));
    const { words, starts } = parameterWords(batches, device.limits);
    this.#parameters = device.createBuffer({ size: 4 * words.length, usage });
    device.queue.writeBuffer(this.#parameters, 0, words);
    this.bytes = [this.#parameters, ...this.#pages].reduce((sum, { size }) => sum + size, 0);
    const most = device.limits.maxComputeWorkgroupsPerDimension;
    this.#commands = batches.map(({ pages, instances, workgroups }, k) => {
      const size = 4 * Math.max(1, instances.length * instances[0].parameters.length);
      const entries = [
        { binding: 0, resource: { buffer: this.#parameters, offset: 4 * starts[k], size } },
        ...pages.map((page, slot) => ({
          ...{ binding: slot + 1, resource: { buffer: this.#pages[page] } },
        })),
      ];
      const group = device.createBindGroup({ layout: pipelines.layout(pages.length), entries });
      const across = Math.min(workgroups, most);
      const extent = [across, Math.ceil(workgroups / across), instances.length] as const;
      return { pipeline: compiled[k], group, extent };
    });
    this.#programs = batches.reduce((sum, { instances }) => sum + instances.length, 0);
    this.#pipelines = new Set(batches.map(({ code }) => code)).size;
    for (const { span, words: constants } of memory.contents) this.#put(span, constants);
    memory.graph.buffers.forEach(({ values }, buffer) => {
      if (values !== undefined) this.write(buffer, values);
    });
  }

  get counts(): WebGpuCounts {
    return {
      operations: this.#memory.graph.operations.length,
      programs: this.#programs,
      dispatches: this.#commands.length,
      pipelines: this.#pipelines,
      submissions: this.#submissions,
    };
  }

  write(buffer: number, values: Float32Array | Int32Array): void {
    const { length } = this.#description(buffer);
    if (values.length !== length) {
      throw new ShapeError(
        `PreparedPlan.write: got ${values.length} numbers for buffer ${buffer}, which holds ${length}.`,
      );
    }
    const float = isFloat(this.#description(buffer).type);
    const typed = float === values instanceof Float32Array;
    const own = typed ? values : float ? Float32Array.from(values) : Int32Array.from(values);
    this.#put(this.#memory.spanOf(buffer), own);
  }

  run(times = 1): void {
    this.#check();
    const { device } = this.#gpu;
    const { length } = this.#commands;
    if (length === 0) return;
    const steps = Math.max(1, Math.floor(MOST_COMMANDS / length));
    for (let done = 0; done < times; done += steps) {
      const encoder = device.createCommandEncoder();
      this.#encode(encoder, Math.min(steps, times - done));
      device.queue.submit([encoder.finish()]);
      this.#submissions++;
    }
  }

  async read(buffer: number): Promise<Float32Array | Int32Array> {
    const { length, type } = this.#description(buffer);
    if (length === 0) return isFloat(type) ? new Float32Array(0) : new Int32Array(0);
    const { device, watch } = this.#gpu;
    const { page, from } = this.#memory.spanOf(buffer);
    const staging = this.#staging(4 * length);
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.#pages[page], 4 * from, staging, 0, 4 * length);
    device.queue.submit([encoder.finish()]);
    try {
      await staging.mapAsync(READ, 0, 4 * length);
    } catch (cause) {
      watch?.check();
      throw new EnvironmentError(
        `webgpu: a buffer could not be read, because the plan was disposed of or the GPU was lost (${cause instanceof Error ? cause.message.trim() : cause}).`,
        { cause },
      );
    }
    const bytes = staging.getMappedRange(0, 4 * length).slice(0);
    staging.unmap();
    if (this.#disposed) staging.destroy();
    else this.#idle.push(staging);
    watch?.check();
    return isFloat(type) ? new Float32Array(bytes) : new Int32Array(bytes);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const buffer of [...this.#pages, this.#parameters, ...this.#idle]) buffer.destroy();
    this.#idle.length = 0;
  }

  #encode(encoder: GpuCommandEncoder, steps: number): void {
    const pass = encoder.beginComputePass();
    let current: GpuComputePipeline | undefined;
    for (let step = 0; step < steps; step++) {
      for (const { pipeline, group, extent } of this.#commands) {
        if (pipeline !== current) pass.setPipeline(pipeline);
        current = pipeline;
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(extent[0], extent[1], extent[2]);
      }
    }
    pass.end();
  }

  #put({ page, from }: Span, values: Float32Array | Int32Array): void {
    this.#check();
    if (values.length > 0) this.#gpu.device.queue.writeBuffer(this.#pages[page], 4 * from, values);
  }

  /** A buffer to read through, of at least so many bytes. */
  #staging(bytes: number): GpuBuffer {
    const found = this.#idle.findIndex(({ size }) => size >= bytes);
    if (found >= 0) return this.#idle.splice(found, 1)[0];
    return this.#gpu.device.createBuffer({ size: bytes, usage: MAP_READ | COPY_DST });
  }

  #description(buffer: number): BufferDescription {
    this.#check();
    const found = this.#memory.graph.buffers[buffer];
    if (found === undefined) {
      throw new DomainError(
        `PreparedPlan: got buffer ${buffer}; the plan has ${this.#memory.graph.buffers.length}.`,
      );
    }
    return found;
  }

  #check(): void {
    this.#gpu.watch?.check();
    if (this.#disposed) {
      throw new DomainError("PreparedPlan: got a call after dispose(); prepare the graph again.");
    }
  }
}
