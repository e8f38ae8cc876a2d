/** Opens TensorFlow's C library as TensorFlow.js' backend "tensorflow". */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { DataError, EnvironmentError } from "../../../errors.js";
import { sha256 } from "../../../files.js";
import { processorName } from "../../../native/native-library.js";
import { MissingDeviceError } from "../missing-device.js";
import {
  ADDON_FILES,
  type AddonRecord,
  addonFolder,
  type Candidate,
  candidates,
} from "./candidates.js";

export interface NativeLibrary {
  /** Such as "TensorFlow 2.21.0 on the processor, own addon". */
  readonly detail: string;
  readonly gpu: boolean;
}

interface Binding {
  readonly TF_Version?: string;
  isUsingGpuDevice(): boolean;
}

type KernelBackendClass = new (binding: Binding, packageName: string) => tf.KernelBackend;

const INSTALL_NATIVE =
  "`pip install tensorflow` (with a GPU: `pip install tensorflow[and-cuda]`), then `npx intertwine doctor --install-native`";

let opened: NativeLibrary | undefined;

/** @throws MissingDeviceError when none is here, or none loads, with each reason */
export function openNative(folder: string = addonFolder): NativeLibrary {
  if (opened !== undefined) return opened;
  const all = candidates(folder);
  const reasons: string[] = [];
  quiet();
  restoreNullCheck();
  for (const candidate of all) {
    try {
      opened = open(candidate);
      return opened;
    } catch (error) {
      const why = error instanceof Error ? error.message.trim().split("\n")[0] : String(error);
      reasons.push(`${candidate.name}: ${why}`);
    }
  }
  throw new MissingDeviceError(
    "native",
    reasons.length === 0 ? "no addon of TensorFlow's C library is installed" : reasons.join("; "),
    INSTALL_NATIVE,
  );
}

function open({ name, folder, require }: Candidate): NativeLibrary {
  const binding = folder === undefined ? openPackage(name, require) : openOwn(folder);
  const gpu = binding.isUsingGpuDevice();
  const where = gpu ? "on a GPU" : "on the processor";
  const hint = gpu || folder === undefined ? "" : cudaHint(readRecord(folder).library);
  return { detail: `TensorFlow ${binding.TF_Version ?? "2.9.1"} ${where}, ${name}${hint}`, gpu };
}

/** What to try where pip brought CUDA along and TensorFlow opened no GPU. */
export function cudaHint(library: string): string {
  const nvidia = join(dirname(dirname(library)), "nvidia");
  if (!existsSync(nvidia)) return "";
  const folders = readdirSync(nvidia)
    .map((part) => join(nvidia, part, "lib"))
    .filter((folder) => existsSync(folder));
  return `; CUDA lies beside it, but no GPU was opened: see nvidia-smi, or start Node with LD_LIBRARY_PATH=${folders.join(":")}`;
}

/** A package registers its backend when it is loaded, and makes it the one in use. */
function openPackage(name: string, require: NodeJS.Require): Binding {
  require(name);
  const { binding } = tf.engine().findBackend("tensorflow") as unknown as { binding: Binding };
  return binding;
}

function openOwn(folder: string): Binding {
  readRecord(folder);
  const file = join(folder, ADDON_FILES.binding);
  const require = createRequire(join(folder, ADDON_FILES.scripts, "package.json"));
  const binding = require(file) as Binding;
  require("./dist/register_all_kernels.js");
  const { NodeJSKernelBackend } = require("./dist/nodejs_kernel_backend.js") as {
    NodeJSKernelBackend: KernelBackendClass;
  };
  const packageName = binding.isUsingGpuDevice()
    ? "@tensorflow/tfjs-node-gpu"
    : "@tensorflow/tfjs-node";
  if (tf.engine().registryFactory.tensorflow !== undefined) tf.removeBackend("tensorflow");
  tf.registerBackend("tensorflow", () => new NodeJSKernelBackend(binding, packageName), 0);
  return binding;
}

/** The record of an addon that may be loaded. @throws EnvironmentError, DataError that say why not */
export function readRecord(folder: string): AddonRecord {
  let record: AddonRecord;
  let found: string;
  try {
    record = JSON.parse(readFileSync(join(folder, ADDON_FILES.record), "utf8"));
    found = sha256(readFileSync(join(folder, ADDON_FILES.binding)));
  } catch (cause) {
    throw new DataError(`half installed in ${folder}`, { cause });
  }
  if (found !== record.sha256) {
    throw new DataError(`altered: SHA-256 ${found}, its record says ${record.sha256}`);
  }
  if (record.processor !== processorName()) refuse(`built on another machine, ${record.processor}`);
  const length = statSync(record.library, { throwIfNoEntry: false })?.size;
  if (length === undefined) refuse(`TensorFlow's library is no longer in ${record.library}`);
  if (length !== record.libraryBytes) refuse(`another TensorFlow is now in ${record.library}`);
  return record;
}

function refuse(why: string): never {
  throw new EnvironmentError(`${why}; build it anew`);
}

/** TensorFlow writes which instructions it was compiled for, unless told to keep it to errors. */
function quiet(): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
}

/** Node 23 took from `util` a function that the kernels call. */
function restoreNullCheck(): void {
  const util = createRequire(import.meta.url)("node:util") as {
    isNullOrUndefined?: (value: unknown) => boolean;
  };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
}
