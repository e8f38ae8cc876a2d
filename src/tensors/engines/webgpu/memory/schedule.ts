/**
 * Which dispatches run together: those of one program none of which waits for what another
 * writes, such as the updates of all variables by an optimiser. A GPU works on one dispatch after
 * the other and is idle between them, so fewer and larger ones are the faster.
 */
import type { Dispatch } from "../shader/shader.js";
import type { Span } from "./memory.js";

/** One program over several instances, each with its own parameters. */
export interface Batch {
  readonly code: string;
  readonly pages: readonly number[];
  readonly instances: readonly Dispatch[];
  readonly workgroups: number;
}

/** How far back a dispatch looks for its like. */
const WINDOW = 64;
/** Instances whose sizes differ by more stay apart: workgroups without work cost too. */
const MOST_IDLE = 16384;
const MOST_INSTANCES = 1024;

interface OpenBatch extends Batch {
  readonly instances: Dispatch[];
  workgroups: number;
}

export function schedule(dispatches: readonly Dispatch[]): readonly Batch[] {
  const batches: OpenBatch[] = [];
  for (const dispatch of dispatches) {
    const batch = mergeable(batches, dispatch);
    if (batch === undefined) {
      const { code, pages, workgroups } = dispatch;
      batches.push({ code, pages, instances: [dispatch], workgroups });
    } else {
      batch.instances.push(dispatch);
      batch.workgroups = Math.max(batch.workgroups, dispatch.workgroups);
    }
  }
  return sunk(batches);
}

/** Batches that nothing waits for until another of their program comes go with that one. */
function sunk(batches: readonly OpenBatch[]): readonly Batch[] {
  const kept: OpenBatch[] = [];
  for (let k = batches.length - 1; k >= 0; k--) {
    const batch = batches[k];
    let into: OpenBatch | undefined;
    // What is kept lies behind `batch`, the next of it last.
    for (let j = kept.length - 1; j >= Math.max(0, kept.length - WINDOW); j--) {
      const other = kept[j];
      if (batch.instances.some((a) => other.instances.some((b) => conflict(a, b)))) break;
      if (fits(other, batch)) into = other;
    }
    if (into === undefined) kept.push(batch);
    else {
      into.instances.unshift(...batch.instances);
      into.workgroups = Math.max(into.workgroups, batch.workgroups);
    }
  }
  return kept.reverse();
}

/** The earliest batch of its program that it can be moved to, past batches that it has nothing to do with. */
function mergeable(batches: readonly OpenBatch[], dispatch: Dispatch): OpenBatch | undefined {
  let found: OpenBatch | undefined;
  for (let k = batches.length - 1; k >= Math.max(0, batches.length - WINDOW); k--) {
    const batch = batches[k];
    if (batch.instances.some((other) => conflict(other, dispatch))) break;
    const { code, pages, workgroups } = dispatch;
    if (fits(batch, { code, pages, workgroups, instances: [dispatch] })) found = batch;
  }
  return found;
}

const fits = (a: Batch, b: Batch): boolean =>
  a.code === b.code &&
  samePages(a.pages, b.pages) &&
  a.instances.length + b.instances.length <= MOST_INSTANCES &&
  !idle(a, b);

function idle(a: Batch, b: Batch): boolean {
  const all = [...a.instances, ...b.instances];
  const used = all.reduce((sum, { workgroups }) => sum + workgroups, 0);
  return Math.max(a.workgroups, b.workgroups) * all.length - used > MOST_IDLE;
}

const samePages = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((page, k) => page === b[k]);

const conflict = (a: Dispatch, b: Dispatch): boolean =>
  overlap(a.writes, b.reads) || overlap(a.writes, b.writes) || overlap(a.reads, b.writes);

const overlap = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.some((one) =>
    b.some((other) => one.page === other.page && one.from < other.to && other.from < one.to),
  );
