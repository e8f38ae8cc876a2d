/** Opens a GPU through Dawn (the optional package `webgpu`). */
import type { GpuAdapter, GpuAdapterInfo, GpuDevice, GpuEntry } from "../gpu-types.js";
import { MissingDeviceError } from "../missing-device.js";
import { Entries } from "./entries.js";
import { type GpuWatch, watchGpu } from "./faults.js";
import { openLoaderBeside, softwareDriver, withDriver } from "./vulkan.js";

export interface GpuOptions {
  /**
   * Whether a driver in software will do: SwiftShader, which computes on the processor and is
   * there to test with. Without it a GPU must be there.
   */
  readonly software?: boolean;
  /** Features to open it with where the adapter has them; subgroups and timestamp-query without this. */
  readonly features?: readonly string[];
}

export interface Gpu {
  readonly device: GpuDevice;
  readonly info: GpuAdapterInfo;
  /** Such as "NVIDIA H200 (nvidia hopper)". */
  readonly name: string;
  readonly software: boolean;
  readonly watch: GpuWatch;
}

interface Dawn {
  create(options: readonly string[]): GpuEntry;
  readonly globals: Readonly<Record<string, unknown>>;
}

const LIMITS = [
  ...["maxBufferSize", "maxStorageBufferBindingSize", "maxStorageBuffersPerShaderStage"],
  ...["maxComputeWorkgroupStorageSize", "maxComputeInvocationsPerWorkgroup"],
  ...["maxComputeWorkgroupSizeX", "maxComputeWorkgroupSizeY", "maxComputeWorkgroupSizeZ"],
  ...["maxComputeWorkgroupsPerDimension"],
];

export const INSTALL_WEBGPU = "`npm install webgpu@0.6.2 @tensorflow/tfjs-backend-webgpu@4.22.0`";
const DRIVER_REMEDY =
  "install the Vulkan loader (Debian: `apt install libvulkan1`) and the GPU's Vulkan driver; a container of NVIDIA's needs NVIDIA_DRIVER_CAPABILITIES=graphics,compute,utility";

const SOFTWARE_REMEDY =
  "install Chromium, which brings SwiftShader (Debian: `apt install chromium`), or set VK_DRIVER_FILES to the description of a Vulkan driver";

let entries: Entries | undefined;

/** @throws MissingDeviceError that says what is missing, and the remedy */
export async function requestGpu(options: GpuOptions = {}): Promise<Gpu> {
  const { adapter, name, software } = await findAdapter(options);
  const wanted = options.features ?? ["subgroups", "timestamp-query"];
  const device = await adapter.requestDevice({
    requiredFeatures: wanted.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  });
  return { device, info: adapter.info, name, software, watch: watchGpu(device, name) };
}

/** The names that WebGPU's standard gives to a browser's global scope. @throws MissingDeviceError without Dawn */
export async function globalsOfWebGpu(): Promise<Readonly<Record<string, unknown>>> {
  return (await loadDawn()).globals;
}

export interface FoundAdapter {
  readonly adapter: GpuAdapter;
  readonly name: string;
  readonly software: boolean;
}

/** @throws MissingDeviceError as `requestGpu` */
export async function findAdapter({ software = false }: GpuOptions): Promise<FoundAdapter> {
  const { create, globals } = await loadDawn();
  for (const [name, value] of Object.entries(globals)) {
    if (!(name in globalThis))
      Object.defineProperty(globalThis, name, { value, configurable: true });
  }
  const driver = software ? softwareDriver() : undefined;
  if (driver !== undefined) openLoaderBeside(driver);
  entries ??= new Entries(() => create([]));
  const entry = entries.of(driver);
  const forceFallbackAdapter = software && process.platform === "win32";
  const adapter = await withDriver(driver, () =>
    entry.requestAdapter({ powerPreference: "high-performance", forceFallbackAdapter }),
  );
  if (adapter === null) {
    entries.giveUp(driver);
    throw software
      ? new MissingDeviceError("webgpu", "no adapter, not even one in software", SOFTWARE_REMEDY)
      : new MissingDeviceError("webgpu", "no GPU was found", DRIVER_REMEDY);
  }
  const found = { adapter, name: nameOf(adapter.info), software: isSoftware(adapter.info) };
  if (found.software && !software) {
    throw new MissingDeviceError(
      "webgpu",
      `no GPU was found, only ${found.name}, which computes on the processor and more slowly than "webassembly"`,
      `${DRIVER_REMEDY}; to test with it, useDevice("webgpu", { software: true })`,
    );
  }
  return found;
}

async function loadDawn(): Promise<Dawn> {
  try {
    const name = "webgpu";
    return (await import(name)) as Dawn;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new MissingDeviceError("webgpu", `Dawn cannot be loaded (${why})`, INSTALL_WEBGPU, {
      cause,
    });
  }
}

function nameOf({ vendor, architecture, device, description }: GpuAdapterInfo): string {
  const family = [vendor, architecture].filter((part) => part !== "").join(" ");
  const name = description || device || family || "an unnamed adapter";
  return family === "" || family === name ? name : `${name} (${family})`;
}

const isSoftware = ({ isFallbackAdapter, ...info }: GpuAdapterInfo): boolean =>
  isFallbackAdapter === true ||
  /swiftshader|llvmpipe|lavapipe|basic render/i.test(
    `${info.architecture} ${info.device} ${info.description}`,
  );
