/**
 * The compiled kernels: sources/ in C and C++, binaries/ in WebAssembly, and a manifest
 * with the SHA-256 of both, so that an altered binary is refused here and a stale one is
 * caught by the tests. Users need no compiler.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DataError } from "../errors.js";
import { sha256 } from "../files.js";

export type NativeName =
  | "random"
  | "assignment"
  | "ensemble"
  | "eigen"
  | "frames"
  | "perceptron"
  | "promote"
  | "program"
  | "tensors"
  | "tensors-team";

/** Hashes of one kernel: the binary, and each source that it was built from. */
export interface NativeEntry {
  sha256: string;
  sources: Record<string, string>;
}

/** What every kernel exports beside its functions: its memory, and the first free address in it. */
export interface NativeExports {
  memory: NativeMemory;
  __heap_base: { readonly value: number };
}

/** A kernel with a memory of its own. */
export interface NativeInstance<Exports extends NativeExports> {
  exports: Exports;
}

/** A memory of pages of 64 KiB. */
export interface NativeMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Functions, or a memory, that a kernel wants from its host, by module and name. */
export type NativeImports = Record<
  string,
  Record<string, ((...values: number[]) => unknown) | NativeMemory>
>;

/** The part of the host's WebAssembly that is used here; ES2022's library does not declare it. */
interface WebAssemblyHost {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: NativeImports) => NativeInstance<NativeExports>;
  Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => NativeMemory;
}
const host = (globalThis as unknown as { WebAssembly: WebAssemblyHost }).WebAssembly;

const instances = new Map<NativeName, NativeInstance<NativeExports>>();
const modules = new Map<NativeName, object>();

export function nativeManifest(): Record<NativeName, NativeEntry> {
  return JSON.parse(readFileSync(new URL("./binaries/manifest.json", import.meta.url), "utf8"));
}

/** The kernel's instance for this thread, made once. @throws DataError when the binary is missing or altered */
export function loadNative<Exports extends NativeExports>(
  name: NativeName,
  imports: NativeImports = {},
): NativeInstance<Exports> {
  let instance = instances.get(name);
  if (!instance) {
    instance = instantiateNative(name, imports);
    instances.set(name, instance);
  }
  return instance as NativeInstance<Exports>;
}

/** Forgets the thread's instance and with it the memory that it grew to; the next call makes another. */
export function releaseNative(name: NativeName): void {
  instances.delete(name);
}

/** A fresh instance with a memory of its own. @throws DataError when the binary is missing or altered */
export function instantiateNative<Exports extends NativeExports>(
  name: NativeName,
  imports: NativeImports = {},
): NativeInstance<Exports> {
  return instanceOf(nativeModule(name), imports);
}

/** What other threads may make instances of. @throws as `instantiateNative` */
export function nativeModule(name: NativeName): object {
  let module = modules.get(name);
  if (!module) {
    module = new host.Module(readVerified(name));
    modules.set(name, module);
  }
  return module;
}

export function instanceOf<Exports extends NativeExports>(
  module: object,
  imports: NativeImports,
): NativeInstance<Exports> {
  return new host.Instance(module, imports) as NativeInstance<Exports>;
}

/** One that several threads may have, of 4 GiB less a page at most. */
export function sharedMemory(pages: number): NativeMemory {
  return new host.Memory({ initial: pages, maximum: 65535, shared: true });
}

function readVerified(name: NativeName): Uint8Array {
  const file = fileURLToPath(new URL(`./binaries/${name}.wasm`, import.meta.url));
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new DataError(
      `loadNative: ${file} is not there; run "npm run build" to put the kernels in place.`,
      { cause },
    );
  }
  const expected = nativeManifest()[name]?.sha256;
  const found = sha256(bytes);
  if (found !== expected) {
    throw new DataError(
      `loadNative: ${file} has SHA-256 ${found}, the manifest says ${expected}; the file was altered or half copied. Run "npm run build", or build it anew with the scripts in src/native/build.`,
    );
  }
  return bytes;
}
