/**
 * The optional builds of ensemble.c, program.c and tensors.c for this very machine (`npm run native`):
 * shared libraries beside the compiled loader, with a record of what each was built from. They
 * give the bits of the WebAssembly builds in less time. One is opened only when its record fits
 * the sources, the processor and the library's own hash.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { EnvironmentError } from "../errors.js";
import { sha256 } from "../files.js";
import type { EnsembleBuild, EnsembleFunctions, NetworkArray } from "./ensemble-kernel.js";
import { nativeManifest } from "./load.js";

/** The kernels that are built so. */
export type LibraryName = "ensemble" | "program" | "tensors";

/** What `npm run native` writes beside the library. */
export interface NativeRecord {
  /** Of the library. */
  sha256: string;
  /** Hash of each source that it was built from. */
  sources: Record<string, string>;
  compiler: string;
  flags: string[];
  /** The processor whose instructions it uses, as `processorName` gives it. */
  processor: string;
}

type KoffiFunction = (...values: unknown[]) => number;

interface Koffi {
  load(file: string): { func(name: string, result: string, parameters: string[]): KoffiFunction };
}

/** Where the library of this platform stands; its record has `.json` after that name. */
export function libraryFile(
  folder: URL = new URL("./", import.meta.url),
  name: LibraryName = "ensemble",
): URL {
  const { platform, arch } = process;
  const extension = { darwin: "dylib", win32: "dll" }[platform as string] ?? "so";
  return new URL(`${name}-${platform}-${arch}.${extension}`, folder);
}

/** The model and, where the system tells them, a hash of the instructions that it knows. */
export function processorName(): string {
  const model = cpus()[0]?.model.trim() || process.arch;
  try {
    const lines = readFileSync("/proc/cpuinfo", "utf8").split("\n");
    const flags = lines.find((line) => /^(flags|Features)\s*:/.test(line));
    return flags === undefined ? model : `${model} ${sha256(flags).slice(0, 8)}`;
  } catch {
    return model;
  }
}

/** The record of a library that may be opened. @throws EnvironmentError that says why not */
export function readNativeRecord(library: URL, name: LibraryName = "ensemble"): NativeRecord {
  const refuse = (why: string, cause?: unknown): EnvironmentError =>
    new EnvironmentError(`${why}; run "npm run native"`, { cause });
  let bytes: Uint8Array;
  let record: NativeRecord;
  try {
    bytes = readFileSync(library);
    record = JSON.parse(readFileSync(new URL(`${library.href}.json`), "utf8"));
  } catch (cause) {
    throw refuse("not built", cause);
  }
  const wanted = Object.entries(nativeManifest()[name].sources);
  if (wanted.some(([source, hash]) => record.sources[source] !== hash)) {
    throw refuse("built from other sources than WebAssembly's");
  }
  if (record.processor !== processorName()) {
    throw refuse(`built for another processor, ${record.processor}`);
  }
  const found = sha256(bytes);
  if (record.sha256 !== found) {
    throw refuse(`altered or half copied: SHA-256 ${found}, its record says ${record.sha256}`);
  }
  return record;
}

const NUMBERS = "void *";
const ARRAYS: readonly NetworkArray[] = [
  "theta",
  "teacher",
  "pool_inputs",
  "pool_targets",
  "sample_weights",
  "input_mean",
  "input_factor",
  "rho_in",
  "rho_out",
  "node_weights",
  "projector",
  "noise_projector",
];
const times = (count: number, type: string): string[] => Array.from({ length: count }, () => type);

/** Result and parameters of each exported function. */
const PROTOTYPES: Prototypes<EnsembleFunctions> = {
  measure: ["double", times(10, "int")],
  configure: ["void", [NUMBERS, ...times(10, "int")]],
  shape: ["void", [NUMBERS, ...times(6, "int"), "double"]],
  rates: ["void", [NUMBERS, ...times(3, "double"), "int"]],
  keys: ["void", [NUMBERS, ...times(6, "uint32_t")]],
  steps: ["double", [NUMBERS, "uint32_t", "uint32_t", "double"]],
  row_length: ["int", [NUMBERS]],
  teacher_row_length: ["int", [NUMBERS]],
  ...(Object.fromEntries(ARRAYS.map((name) => [`at_${name}`, ["double", [NUMBERS]]])) as Record<
    `at_${NetworkArray}`,
    [string, string[]]
  >),
};

/** Result and parameters of functions by name. */
export type Prototypes<Functions> = Record<keyof Functions, [string, string[]]>;

/** Opens a library that `readNativeRecord` accepted. @throws EnvironmentError when it does not open */
export function openFunctions<Functions>(
  file: string,
  prototypes: Prototypes<Functions>,
): { functions: Functions; addressOf(numbers: Float64Array | Float32Array): bigint } {
  try {
    const koffi = createRequire(import.meta.url)("koffi") as Koffi & {
      address(numbers: Float64Array | Float32Array): bigint;
    };
    const library = koffi.load(file);
    const functions = Object.fromEntries(
      Object.entries<[string, string[]]>(prototypes).map(([name, [result, parameters]]) => [
        name,
        library.func(name, result, parameters),
      ]),
    ) as Functions;
    return { functions, addressOf: koffi.address };
  } catch (cause) {
    throw new EnvironmentError(`does not open: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

/** The ensemble's. @throws EnvironmentError when it does not open */
export function openNativeLibrary(file: string): EnsembleBuild {
  const { functions, addressOf } = openFunctions<EnsembleFunctions>(file, PROTOTYPES);
  return {
    functions,
    allocate(numbers) {
      const memory = new Float64Array(numbers + 7);
      const start = Number((-addressOf(memory) / 8n) & 7n);
      const aligned = memory.subarray(start, start + numbers);
      return { place: aligned, memory: aligned };
    },
  };
}
