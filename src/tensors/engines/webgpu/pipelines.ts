/** Compiled programs of a device, each compiled once, whatever plans ask for it. */
import { EnvironmentError } from "../../../errors.js";
import type { GpuBindGroupLayout, GpuComputePipeline, GpuDevice } from "../../devices/gpu-types.js";

const COMPUTE = 4;

export class Pipelines {
  readonly #device: GpuDevice;
  readonly #compiled = new Map<string, Promise<GpuComputePipeline>>();
  readonly #layouts = new Map<number, GpuBindGroupLayout>();

  constructor(device: GpuDevice) {
    this.#device = device;
  }

  /** How many programs were compiled. */
  get count(): number {
    return this.#compiled.size;
  }

  /** Of the words at binding 0 and `pages` pages of memory behind it. */
  layout(pages: number): GpuBindGroupLayout {
    let layout = this.#layouts.get(pages);
    if (layout === undefined) {
      const entries = Array.from({ length: pages + 1 }, (_, binding) => ({
        binding,
        visibility: COMPUTE,
        buffer: { type: binding === 0 ? ("read-only-storage" as const) : ("storage" as const) },
      }));
      layout = this.#device.createBindGroupLayout({ entries });
      this.#layouts.set(pages, layout);
    }
    return layout;
  }

  compile(code: string, pages: number, kernel: string): Promise<GpuComputePipeline> {
    let compiled = this.#compiled.get(code);
    if (compiled === undefined) {
      compiled = this.#compile(code, pages, kernel);
      this.#compiled.set(code, compiled);
    }
    return compiled;
  }

  async #compile(code: string, pages: number, kernel: string): Promise<GpuComputePipeline> {
    const device = this.#device;
    const layout = device.createPipelineLayout({ bindGroupLayouts: [this.layout(pages)] });
    device.pushErrorScope("validation");
    const module = device.createShaderModule({ code });
    const refused = device.popErrorScope();
    const pipeline = device.createComputePipelineAsync({
      layout,
      compute: { module, entryPoint: "main" },
    });
    try {
      const [compiled, error] = await Promise.all([pipeline, refused]);
      if (error !== null) throw new Error(error.message);
      return compiled;
    } catch (cause) {
      this.#compiled.delete(code);
      const why =
        (await refused)?.message ?? (cause instanceof Error ? cause.message : String(cause));
      throw new EnvironmentError(
        `webgpu: the program of kernel ${kernel} was refused by this device: ${why.trim()}`,
        { cause },
      );
    }
  }
}

const all = new WeakMap<GpuDevice, Pipelines>();

export function pipelinesOf(device: GpuDevice): Pipelines {
  let pipelines = all.get(device);
  if (pipelines === undefined) {
    pipelines = new Pipelines(device);
    all.set(device, pipelines);
  }
  return pipelines;
}
