/**
 * The partition of a channel's pairs by their likeliest symbol (arXiv 2310.16555).
 *
 * | symbol  | name here  | shape                                                       |
 * | κ(t|l)  |            | levels × symbols, the encoder of a solution                  |
 * |         | levelParts | L: the part of each level, numbered as r ascends             |
 * |         | labels     | \|X\| \|Y\|, row-major: the part of each pair; impossible pairs have the label `parts` |
 *
 * At a finite β the rows of κ for two different r are never equal, and on a plateau they agree to
 * 10⁻⁴⁰: neither equality nor a tolerance tells which pairs the code treats alike. argmax_t κ(t|a)
 * does. log κ(t|l) is linear in 1/r_l but for what all t share, so that parts are intervals of r.
 */
import { ShapeError } from "../../errors.js";
import type { IntertwiningSolution } from "../bottleneck/intertwining-types.js";
import type { LevelSets } from "../channel/level-sets.js";

/** Of two symbols whose probabilities are closer than this the first one is taken. */
const TIE = 1e-9;

export interface HardPartition {
  readonly inputs: number;
  readonly outputs: number;
  readonly labels: Int32Array;
  readonly levelParts: Int32Array;
  /** Parts of the possible pairs; symbols that are nobody's likeliest have none. */
  readonly parts: number;
  /** Equal for equal partitions of the levels, and different for different ones. */
  readonly key: string;
}

/**
 * Each pair with the symbol that the code most likely gives it.
 * @throws ShapeError when the solution was made for another number of levels
 */
export function hardPartition(
  levels: Pick<LevelSets, "inputs" | "outputs" | "labels" | "levels">,
  solution: Pick<IntertwiningSolution, "encoder">,
): HardPartition {
  requireEncoder("hardPartition", levels, solution);
  const { inputs, outputs } = levels;
  const levelParts = new Int32Array(levels.levels);
  const partOfSymbol = new Map<number, number>();
  const starts: string[] = [];
  for (let l = 0; l < levels.levels; l++) {
    const symbol = likeliest(solution.encoder.row(l));
    let part = partOfSymbol.get(symbol);
    if (part === undefined) {
      part = partOfSymbol.size;
      partOfSymbol.set(symbol, part);
    }
    levelParts[l] = part;
    if (l === 0 || part !== levelParts[l - 1]) starts.push(`${l}:${part}`);
  }
  const parts = partOfSymbol.size;
  const labels = levels.labels.map((l) => (l < levels.levels ? levelParts[l] : parts));
  return { inputs, outputs, labels, levelParts, parts, key: starts.join(" ") };
}

/** @throws ShapeError unless the encoder has a row for each level */
export function requireEncoder(
  caller: string,
  levels: Pick<LevelSets, "levels">,
  { encoder }: Pick<IntertwiningSolution, "encoder">,
): void {
  if (encoder.rows < levels.levels || encoder.columns === 0) {
    throw new ShapeError(
      `${caller}: the encoder is ${encoder.rows} × ${encoder.columns} and there are ${levels.levels} levels; give a solution of these levels.`,
    );
  }
}

function likeliest(probabilities: Float64Array): number {
  let largest = 0;
  for (const probability of probabilities) largest = Math.max(largest, probability);
  return probabilities.findIndex((probability) => probability >= largest - TIE);
}
