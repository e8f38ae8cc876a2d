/**
 * Where the time of a replay goes, by lines of the user's program. Operations that were joined share
 * their time in proportion to the scalar operations that each was; a line says how many of its
 * operations it has with others.
 */
import { lineTimesBundle } from "./line-times-bundle.js";
import type { RecordedKernel, ReplayedOperation } from "./report.js";

export interface LineTime {
  /** Such as "train.ts:12"; "variables" for the writing of variables. Steps backward count for the line that asked for gradients. */
  readonly line: string;
  readonly seconds: number;
  /** Of the time of all operations. */
  readonly share: number;
  /** Replayed operations that it has a part in, and how many of them other lines have a part in too. */
  readonly operations: number;
  readonly joined: number;
  /** Kernels of TensorFlow.js that it was recorded as, those that take longest first. */
  readonly kernels: readonly string[];
}

export interface LineTimes {
  readonly inputs: string;
  readonly repeats: number;
  /** Median seconds of a whole replay. */
  readonly step: number;
  /** Sum of the medians of its operations, timed one by one. */
  readonly operations: number;
  /** Longest first. */
  readonly lines: readonly LineTime[];
}

export interface TimedOperations {
  readonly inputs: string;
  readonly repeats: number;
  readonly step: number;
  /** Of each operation. */
  readonly seconds: ArrayLike<number>;
  readonly recorded: readonly RecordedKernel[];
  readonly operations: readonly ReplayedOperation[];
}

/** A notebook shows it as a table. */
export function lineTimes({ inputs, repeats, step, ...timed }: TimedOperations): LineTimes {
  const { seconds, recorded, operations } = timed;
  const lines = new Map<string, Gathered>();
  for (const { line } of recorded) lines.set(line ?? "variables", new Gathered());
  operations.forEach(({ parts }, k) => {
    const all = parts.reduce((sum, { work }) => sum + work, 0);
    const names = new Set(parts.map(({ line }) => line ?? "variables"));
    for (const name of names) lines.get(name)!.count(names.size > 1);
    for (const { line, kernel, work } of parts) {
      const share = all > 0 ? work / all : 1 / parts.length;
      lines.get(line ?? "variables")!.add(kernel, seconds[k] * share);
    }
  });
  const total = [...lines.values()].reduce((sum, { seconds: own }) => sum + own, 0);
  const found: LineTimes = {
    ...{ inputs, repeats, step, operations: total },
    lines: [...lines]
      .filter(([, { operations: count }]) => count > 0)
      .map(([line, gathered]) => gathered.lineTime(line, total))
      .sort((a, b) => b.seconds - a.seconds),
  };
  Object.defineProperty(found, Symbol.for("Jupyter.display"), {
    value: () => lineTimesBundle(found),
  });
  return found;
}

class Gathered {
  seconds = 0;
  operations = 0;
  joined = 0;
  readonly #kernels = new Map<string, number>();

  count(isJoined: boolean): void {
    this.operations++;
    if (isJoined) this.joined++;
  }

  add(kernel: string, seconds: number): void {
    this.seconds += seconds;
    this.#kernels.set(kernel, (this.#kernels.get(kernel) ?? 0) + seconds);
  }

  lineTime(line: string, total: number): LineTime {
    const { seconds, operations, joined } = this;
    const kernels = [...this.#kernels].sort((a, b) => b[1] - a[1]).map(([kernel]) => kernel);
    return { line, seconds, share: total > 0 ? seconds / total : 0, operations, joined, kernels };
  }
}
