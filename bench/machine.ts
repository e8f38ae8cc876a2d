import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

/** Where a benchmark ran. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGibibytes: number;
  system: string;
  node: string;
  /** Vector extensions that the processor names, of those that matter for Float64. */
  vectors: string[];
  /** Mean number of running processes of the last minute, before the benchmark. */
  load: number;
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGibibytes: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release().split("-")[0]}`,
    node: process.version,
    vectors: vectorExtensions(),
    load: loadavg()[0],
  };
}

function vectorExtensions(): string[] {
  let flags: string;
  try {
    flags = readFileSync("/proc/cpuinfo", "utf8");
  } catch {
    return [];
  }
  return ["sse4_2", "avx", "avx2", "fma", "avx512f"].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(flags),
  );
}
