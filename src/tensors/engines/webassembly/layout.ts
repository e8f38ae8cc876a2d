/**
 * Where the buffers of a plan lie: those that outlive an operation's turn one after the other,
 * temporaries over others whose last reader has run.
 */
import type { PlanGraph } from "../../plan/index.js";
import { aligned } from "./strides.js";

export interface Layout {
  readonly addresses: readonly number[];
  readonly end: number;
}

interface Gap {
  at: number;
  length: number;
}

export function layOut({ buffers, operations }: PlanGraph, first: number): Layout {
  const lastUse = new Map<number, number>();
  operations.forEach(({ inputs, outputs }, k) => {
    for (const { buffer } of [...inputs, ...outputs]) lastUse.set(buffer, k);
  });
  const addresses = buffers.map(() => first);
  let end = first;
  const append = (length: number): number => {
    const at = end;
    end += length;
    return at;
  };
  buffers.forEach(({ role, length }, buffer) => {
    if (role !== "temporary") addresses[buffer] = append(aligned(length));
  });
  const gaps: Gap[] = [];
  const placed = new Set<number>();
  operations.forEach(({ inputs, outputs }, k) => {
    const used = new Set([...outputs, ...inputs].map(({ buffer }) => buffer));
    const temporaries = [...used].filter((buffer) => buffers[buffer].role === "temporary");
    for (const buffer of temporaries) {
      if (placed.has(buffer)) continue;
      placed.add(buffer);
      const length = aligned(buffers[buffer].length);
      addresses[buffer] = takeGap(gaps, length) ?? append(length);
    }
    for (const buffer of temporaries) {
      if (lastUse.get(buffer) !== k) continue;
      giveGap(gaps, { at: addresses[buffer], length: aligned(buffers[buffer].length) });
    }
  });
  return { addresses, end };
}

/** The smallest gap that is long enough. */
function takeGap(gaps: Gap[], length: number): number | undefined {
  let best: Gap | undefined;
  for (const gap of gaps) {
    if (gap.length >= length && (best === undefined || gap.length < best.length)) best = gap;
  }
  if (best === undefined) return undefined;
  const { at } = best;
  best.at += length;
  best.length -= length;
  if (best.length === 0) gaps.splice(gaps.indexOf(best), 1);
  return at;
}

/** Joined with its neighbours. */
function giveGap(gaps: Gap[], gap: Gap): void {
  if (gap.length === 0) return;
  for (let k = gaps.length - 1; k >= 0; k--) {
    const other = gaps[k];
    if (other.at + other.length !== gap.at && gap.at + gap.length !== other.at) continue;
    gap.at = Math.min(gap.at, other.at);
    gap.length += other.length;
    gaps.splice(k, 1);
  }
  gaps.push(gap);
}
