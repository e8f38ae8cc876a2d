/**
 * OpenBLAS picks its kernels by the processor's model number when it is loaded. A version
 * older than the processor does not know the number and takes kernels for a processor of
 * 2004, at half the speed. OPENBLAS_CORETYPE tells it better; it reads that while loading.
 */
import { readFileSync } from "node:fs";

export interface KoffiLibrary {
  func(prototype: string): (...args: never[]) => unknown;
  unload(): void;
}

/** Kernels without AVX2, which a processor that has it never wants. */
const OLD_CORES = ["prescott", "core2", "penryn", "dunnington", "nehalem", "generic"];

/** The kernels to take instead, where OpenBLAS took old ones and nobody told it to; Linux on x86-64 only. */
export function misjudgedCore(library: KoffiLibrary): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  if (process.env.OPENBLAS_CORETYPE) return undefined;
  const core = coreOf(library);
  if (core === undefined || !OLD_CORES.includes(core.toLowerCase())) return undefined;
  return bestCore();
}

function coreOf(library: KoffiLibrary): string | undefined {
  try {
    return library.func("const char *openblas_get_corename(void)")() as string;
  } catch {
    return undefined; // Not OpenBLAS.
  }
}

function bestCore(): string | undefined {
  let flags: string[];
  try {
    flags = /^flags\s*:(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1].split(" ") ?? [];
  } catch {
    return undefined;
  }
  const has = (...names: string[]) => names.every((name) => flags.includes(name));
  if (has("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl")) return "SkylakeX";
  return has("avx2", "fma") ? "Haswell" : undefined;
}

/** Sets OPENBLAS_CORETYPE where C looks for it, in a worker thread too. */
export function takeCore(process: KoffiLibrary, core: string): void {
  const setenv = process.func("int setenv(const char *name, const char *value, int overwrite)");
  (setenv as (name: string, value: string, overwrite: number) => unknown)(
    "OPENBLAS_CORETYPE",
    core,
    1,
  );
}
