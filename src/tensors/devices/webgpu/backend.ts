/**
 * TensorFlow.js' backend "webgpu" on a GPU of Dawn's. Its own factory looks for a browser, takes
 * whatever adapter comes, and never asks whether the device still lives; this one is told the GPU,
 * and throws by name where the other would give zeros.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";
import { MissingDeviceError } from "../missing-device.js";
import {
  type Gpu,
  type GpuOptions,
  globalsOfWebGpu,
  INSTALL_WEBGPU,
  requestGpu,
} from "./request-gpu.js";

/** What we use of TensorFlow.js' class. */
interface WebGpuBackend {
  /** Whether it has said that waiting for the GPU is slow; here it fails, and says so itself. */
  hasReadSyncWarned: boolean;
  readonly bufferManager: { acquireBuffer(size: number, ...rest: unknown[]): unknown };
  runWebGPUProgram(...call: unknown[]): unknown;
  read(dataId: object): Promise<unknown>;
  readSync(dataId: object): unknown;
  dispose(): void;
}
type WebGpuBackendClass = new (device: unknown, info: unknown) => WebGpuBackend;

interface Opened {
  readonly gpu: Gpu;
  readonly options: GpuOptions;
}
let opened: Opened | undefined;

/** The GPU that the device "webgpu" works on, for engines that share it. */
export function gpuInUse(): Gpu | undefined {
  return opened?.gpu.watch.lost ? undefined : opened?.gpu;
}

/** Registers the backend on a GPU, the one that is open already if it will do. @throws MissingDeviceError */
export async function openWebGpu(options: GpuOptions = {}): Promise<Gpu> {
  const before = gpuInUse();
  if (before !== undefined && isHealthy(before) && (options.software || !before.software)) {
    return before;
  }
  const gpu = await requestGpu(options);
  try {
    await register(gpu);
  } catch (error) {
    gpu.watch.end();
    throw error;
  }
  before?.watch.end();
  opened = { gpu, options };
  return gpu;
}

function isHealthy(gpu: Gpu): boolean {
  try {
    gpu.watch.check();
    return true;
  } catch {
    return false;
  }
}

async function register(gpu: Gpu): Promise<void> {
  showNavigator();
  await globalsOfWebGpu();
  const Guarded = guarded(await backendClass(), gpu);
  if (tf.engine().registryFactory.webgpu !== undefined) tf.removeBackend("webgpu");
  tf.registerBackend(
    "webgpu",
    () => new Guarded(gpu.device, gpu.info) as unknown as tf.KernelBackend,
    0,
  );
}

/** TensorFlow.js takes WebGPU to be there where `navigator.gpu` is. */
function showNavigator(): void {
  const place = globalThis as { navigator?: { gpu?: unknown } };
  if (place.navigator === undefined) {
    Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  }
  const navigator = place.navigator as object;
  if (!("gpu" in navigator)) {
    Object.defineProperty(navigator, "gpu", { value: true, configurable: true });
  }
}

async function backendClass(): Promise<WebGpuBackendClass> {
  try {
    const name = "@tensorflow/tfjs-backend-webgpu";
    const { WebGPUBackend } = (await import(name)) as { WebGPUBackend: WebGpuBackendClass };
    return WebGPUBackend;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new MissingDeviceError(
      "webgpu",
      `the kernels of TensorFlow.js for it cannot be loaded (${why})`,
      INSTALL_WEBGPU,
      { cause },
    );
  }
}

function guarded(Base: WebGpuBackendClass, { watch }: Gpu): WebGpuBackendClass {
  return class extends Base {
    constructor(device: unknown, info: unknown) {
      super(device, info);
      this.hasReadSyncWarned = true;
      const acquire = this.bufferManager.acquireBuffer.bind(this.bufferManager);
      this.bufferManager.acquireBuffer = (size, ...rest) => {
        watch.checkSize(size);
        return acquire(size, ...rest);
      };
    }

    override runWebGPUProgram(...call: unknown[]): unknown {
      watch.check();
      return super.runWebGPUProgram(...call);
    }

    override async read(dataId: object): Promise<unknown> {
      try {
        const values = await super.read(dataId);
        watch.check();
        return values;
      } catch (error) {
        watch.check();
        throw error;
      }
    }

    override readSync(dataId: object): unknown {
      watch.check();
      try {
        return super.readSync(dataId);
      } catch (cause) {
        if (!(cause instanceof ReferenceError)) throw cause;
        throw new DomainError(
          "webgpu: a tensor on the GPU cannot be read at once; use `await tensor.data()` or `await tensor.array()` instead of dataSync() and arraySync().",
          { cause },
        );
      }
    }
  };
}
