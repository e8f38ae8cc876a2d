/** Optimal codes at chosen β, each with its hard partition and that partition's group. */
import type { Bottleneck } from "../../bottleneck/bottleneck.js";
import type { IntertwiningSolution } from "../../bottleneck/intertwining-types.js";
import type { LevelSets } from "../../channel/level-sets.js";
import type { GroupRegistry } from "../groups/group-registry.js";
import { hardPartition } from "../hard-partition.js";
import { requireNotAborted } from "../options.js";
import { type BarcodePoint, barcodePoint } from "./barcode-point.js";

export interface PathSample {
  readonly beta: number;
  /** Of the hard partition. */
  readonly key: string;
  readonly levelParts: Int32Array;
  /** Number in the registry of groups. */
  readonly group: number;
  readonly point: BarcodePoint;
}

export interface PathControl {
  readonly signal?: AbortSignal;
  /** `total` is an estimate until the end: bisections are planned as they are needed. */
  onProgress?(progress: { done: number; total: number }): void;
}

export class PathSampler {
  readonly levels: LevelSets;
  readonly bottleneck: Bottleneck<IntertwiningSolution>;
  readonly registry: GroupRegistry;
  readonly #control: PathControl;
  readonly #samples = new Map<number, PathSample>();

  constructor(
    levels: LevelSets,
    bottleneck: Bottleneck<IntertwiningSolution>,
    registry: GroupRegistry,
    control: PathControl,
  ) {
    this.levels = levels;
    this.bottleneck = bottleneck;
    this.registry = registry;
    this.#control = control;
  }

  /** All that were taken, β ascending. */
  get samples(): PathSample[] {
    return [...this.#samples.values()].sort((a, b) => a.beta - b.beta);
  }

  /**
   * @param pending how many more are foreseen after this one, for the report
   * @throws AbortedError when the signal has fired
   */
  at(beta: number, pending = 0): PathSample {
    const known = this.#samples.get(beta);
    if (known !== undefined) return known;
    const sample = this.#take(beta);
    this.#samples.set(beta, sample);
    const done = this.#samples.size;
    this.#control.onProgress?.({ done, total: done + pending });
    return sample;
  }

  solve(beta: number): IntertwiningSolution {
    requireNotAborted(
      "symmetryBarcode",
      this.#control.signal,
      `after ${this.#samples.size} values of β`,
    );
    return this.bottleneck.solve(beta, { signal: this.#control.signal });
  }

  #take(beta: number): PathSample {
    const solution = this.solve(beta);
    const partition = hardPartition(this.levels, solution);
    const { key, levelParts, parts } = partition;
    const group = this.registry.groupOf(partition);
    return { beta, key, levelParts, group, point: barcodePoint(solution, parts) };
  }
}
