import { cpus, totalmem } from "node:os";

/** What this process runs on. */
export interface Device {
  processor: string;
  cores: number;
  memoryGiB: number;
}

export function device(): Device {
  const all = cpus();
  return {
    processor: all[0]?.model.trim() || "unknown processor",
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}
