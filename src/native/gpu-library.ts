/**
 * The optional build of gpu/program.cu for an NVIDIA GPU (`npm run gpu`, with CUDA's compiler): a
 * shared library beside the compiled loader, with a record of what it was built from. It
 * replays the programs of networks/program; its numbers are those of WebAssembly to Float32
 * rounding, and the same ones at each run. Nothing uses it unless it is asked to.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { EnvironmentError } from "../errors.js";
import { sha256 } from "../files.js";

/** What `npm run gpu` writes beside the library. */
export interface GpuRecord {
  /** Of the library. */
  readonly sha256: string;
  /** Hash of each source that it was built from. */
  readonly sources: Record<string, string>;
  readonly compiler: string;
}

/** A block of memory on the device; an address. */
export type GpuBlock = unknown;

type Numbers = Float32Array | Int32Array;

/** The library's functions; what answers a number answers 0 when it failed. */
export interface GpuFunctions {
  gpu_open(numbers: number, message: Uint8Array): GpuBlock | null;
  gpu_close(block: GpuBlock): void;
  gpu_message(block: GpuBlock): string;
  gpu_name(name: Uint8Array): number;
  gpu_write(block: GpuBlock, at: number, from: Numbers, count: number): number;
  gpu_read(block: GpuBlock, at: number, to: Numbers, count: number): number;
  gpu_clear(block: GpuBlock, at: number, count: number): number;
  gpu_replay(block: GpuBlock, at: number, count: number, ...replay: number[]): number;
  gpu_adam(block: GpuBlock, count: number, ...places: number[]): number;
  gpu_descend(block: GpuBlock, count: number, ...places: number[]): number;
}

const times = (count: number, type: string): string[] => Array.from({ length: count }, () => type);
const BLOCK = "void *";

const PROTOTYPES: Record<keyof GpuFunctions, [string, string[]]> = {
  gpu_open: [BLOCK, ["int", "_Out_ uint8_t *"]],
  gpu_close: ["void", [BLOCK]],
  gpu_message: ["str", [BLOCK]],
  gpu_name: ["int", ["_Out_ uint8_t *"]],
  gpu_write: ["int", [BLOCK, "int", "const void *", "int"]],
  gpu_read: ["int", [BLOCK, "int", "void *", "int"]],
  gpu_clear: ["int", [BLOCK, "int", "int"]],
  gpu_replay: ["int", [BLOCK, "int", "int", "uint32_t", ...times(3, "int"), "float"]],
  gpu_adam: ["int", [BLOCK, ...times(5, "int"), ...times(8, "double")]],
  gpu_descend: ["int", [BLOCK, ...times(4, "int"), ...times(3, "double")]],
};

/** Characters that the library writes names and messages into. */
const TEXT = 200;

/** Where the library of this platform stands; its record has `.json` after that name. */
export function gpuLibraryFile(folder: URL = new URL("./", import.meta.url)): URL {
  return new URL(`program-cuda-${process.platform}-${process.arch}.so`, folder);
}

export interface GpuLibrary {
  readonly functions: GpuFunctions;
  /** The device, such as "NVIDIA H200". */
  readonly device: string;
  readonly compiler: string;
}

let opened: GpuLibrary | undefined;

/**
 * The library, opened once in each thread.
 * @throws EnvironmentError saying why there is none, and what to do
 */
export function gpuLibrary(file: URL = gpuLibraryFile()): GpuLibrary {
  opened ??= openLibrary(file);
  return opened;
}

/** Whether programs can run on a GPU here, which one, or why not. */
export function gpuDevice(): { readonly available: boolean; readonly detail: string } {
  try {
    return { available: true, detail: gpuLibrary().device };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return { available: false, detail: error.message };
  }
}

/** A block on the device, all 0. @throws EnvironmentError with the device's words */
export function openBlock({ functions }: GpuLibrary, numbers: number): GpuBlock {
  const message = new Uint8Array(TEXT);
  const block = functions.gpu_open(numbers, message);
  if (block === null) {
    throw new EnvironmentError(
      `ProgramKernel: the GPU could not give ${((4 * numbers) / 2 ** 30).toFixed(2)} GiB: ${text(message)}.`,
    );
  }
  return block;
}

function openLibrary(file: URL): GpuLibrary {
  const refuse = (why: string, cause?: unknown): EnvironmentError =>
    new EnvironmentError(`no GPU build: ${why}; run "npm run gpu" where CUDA is installed`, {
      cause,
    });
  let record: GpuRecord;
  let hash: string;
  try {
    hash = sha256(readFileSync(file));
    record = JSON.parse(readFileSync(new URL(`${file.href}.json`), "utf8"));
  } catch (cause) {
    throw refuse("not built", cause);
  }
  if (hash !== record.sha256) {
    throw refuse(`altered or half copied: SHA-256 ${hash}, its record says ${record.sha256}`);
  }
  for (const [source, expected] of Object.entries(record.sources)) {
    const place = new URL(`sources/${source}`, sourcesBeside());
    if (!existsSync(place) || sha256(readFileSync(place)) !== expected) {
      throw refuse(`built from another ${source}`);
    }
  }
  let functions: GpuFunctions;
  try {
    const koffi = createRequire(import.meta.url)("koffi") as {
      load(path: string): { func(name: string, result: string, parameters: string[]): unknown };
    };
    const library = koffi.load(fileURLToPath(file));
    functions = Object.fromEntries(
      Object.entries(PROTOTYPES).map(([name, [result, parameters]]) => [
        name,
        library.func(name, result, parameters),
      ]),
    ) as unknown as GpuFunctions;
  } catch (cause) {
    throw refuse(`does not open: ${cause instanceof Error ? cause.message : cause}`, cause);
  }
  const name = new Uint8Array(TEXT);
  if (functions.gpu_name(name) === 0) throw refuse("CUDA finds no device");
  return { functions, device: text(name), compiler: record.compiler };
}

/** src/native, from dist/src/native. */
function sourcesBeside(): URL {
  return new URL("../../../src/native/", import.meta.url);
}

function text(characters: Uint8Array): string {
  const end = characters.indexOf(0);
  return Buffer.from(characters.subarray(0, end < 0 ? TEXT : end)).toString("utf8");
}
