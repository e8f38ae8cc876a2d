/** Processes of a kernel: whether they live, and what they cost (Linux, by /proc). */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Clock ticks a second: USER_HZ, 100 on every Linux of today. */
const TICKS = 100;

export interface Cost {
  processorSeconds: number;
  /** Proportional set size: pages that processes share count once. */
  mebibytes: number;
}

/** The cost of a kernel, with every process that it has started. */
export function costOf(pid: number): Cost {
  let processorSeconds = 0;
  let kibibytes = 0;
  for (const process of treeOf(pid)) {
    const stat = read(`/proc/${process}/stat`);
    // Field 2 is the name in brackets, which may hold spaces; utime and stime are 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    processorSeconds += (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
    const pss = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${process}/smaps_rollup`));
    kibibytes += Number(pss?.[1] ?? 0);
  }
  return { processorSeconds, mebibytes: kibibytes / 1024 };
}

function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const stat = read(`/proc/${name}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const process of tree) {
    tree.push(...(children.get(process) ?? []));
  }
  return tree;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It ended in between.
    return "";
  }
}

/** Whether the process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until `test` is true. */
export async function until(test: () => boolean, milliseconds = 5000): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!test()) {
    if (performance.now() > deadline) {
      throw new Error(`not true within ${milliseconds} ms: ${test}`);
    }
    await sleep(20);
  }
}
