/**
 * Under what a notebook ran: versions, commit, seed, machine, wall time.
 * Its last cell shows it: `display(runRecord({ seed }))`.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { commitOf } from "./commit.js";
import { type Device, device } from "./device.js";

export interface RunRecord {
  versions: { node: string; intertwine: string };
  /** Commit of the library's sources, `+` behind it when they were changed since. */
  commit: string | null;
  seed: number | readonly number[];
  device: Device;
  /** Wall time since the kernel started. */
  seconds: number;
}

/** The record of this process, up to now. */
export function runRecord(options: { seed: number | readonly number[] }): RunRecord {
  const record: RunRecord = {
    versions: { node: process.versions.node, intertwine: libraryVersion() },
    commit: commitOf(folder),
    seed: options.seed,
    device: device(),
    seconds: Number(process.uptime().toPrecision(2)),
  };
  Object.defineProperty(record, Symbol.for("Jupyter.display"), { value: () => bundle(record) });
  return record;
}

/** The library's own folder, where package.json lies. */
const folder = fileURLToPath(new URL("../../../", import.meta.url));

export function libraryVersion(): string {
  return JSON.parse(readFileSync(`${folder}package.json`, "utf8")).version;
}

function bundle(record: RunRecord): Record<string, unknown> {
  const { versions, commit, seed, device, seconds } = record;
  const rows = {
    Intertwine: versions.intertwine + (commit === null ? "" : ` (${commit})`),
    Node: versions.node,
    seed: String(seed),
    device: `${device.processor}, ${device.cores} cores, ${device.memoryGiB} GiB`,
    ...(device.tensors && { tensors: device.tensors }),
    "wall time": `${seconds} s`,
  };
  const text = Object.entries(rows).map(([name, value]) => `${name}: ${value}`);
  return {
    "application/vnd.intertwine.run+json": record,
    "text/markdown": text.map((line) => `- ${line}\n`).join(""),
    "text/plain": text.join("\n"),
  };
}
