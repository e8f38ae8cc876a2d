import { cpus, totalmem } from "node:os";
import { deviceInUse } from "../tensors/devices/in-use.js";

/** What this process runs on. */
export interface Device {
  processor: string;
  cores: number;
  memoryGiB: number;
  /** What tensors run on, where there are any, such as "webgpu: NVIDIA H200 (nvidia hopper)". */
  tensors?: string;
}

export function device(): Device {
  const all = cpus();
  const use = deviceInUse();
  return {
    processor: all[0]?.model.trim() || "unknown processor",
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    ...(use && { tensors: `${use.device ?? use.backend}: ${use.detail}` }),
  };
}
