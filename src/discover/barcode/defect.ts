/**
 * How far a code is from being invariant to a pair of permutations (arXiv 2310.16555).
 *
 * Δ(σ, τ) = ½ Σ_a p(a) ‖κ(·|σx, τy) − κ(·|x, y)‖₁ ∈ [0, 1], a = (x, y): the mean over the channel's
 * law of the total variation between a pair's code and its image's; and the largest over the
 * possible pairs. An impossible pair has a symbol of its own: nothing else is ever coded by it.
 */
import { ShapeError } from "../../errors.js";
import type { Matrix } from "../../numerics/index.js";
import type { IntertwiningSolution } from "../bottleneck/intertwining-types.js";
import type { ChannelPair } from "../channel/channel.js";
import type { LevelSets } from "../channel/level-sets.js";
import { requirePair } from "../equivariance/equivariance-group.js";
import { requireEncoder } from "./hard-partition.js";

export interface EquivarianceDefect {
  /** Σ_a p(a) TV_a. */
  readonly mean: number;
  /** The largest TV_a over pairs with p(a) > 0. */
  readonly max: number;
}

export interface DefectOptions {
  /**
   * p(a), |X| × |Y|; that of the levels unless given. Where they have none the weight of each level is spread
   * evenly over its pairs, which is p(a) when the input law is uniform.
   */
  readonly joint?: Matrix;
}

/**
 * The defect of (σ, τ) under the code that `solution` is.
 * @throws ShapeError when the solution or `joint` has another shape; DomainError when the pair is no pair
 *   of permutations of the inputs and the outputs
 */
export function equivarianceDefect(
  levels: LevelSets,
  solution: Pick<IntertwiningSolution, "encoder">,
  pair: ChannelPair,
  options: DefectOptions = {},
): EquivarianceDefect {
  requireEncoder("equivarianceDefect", levels, solution);
  const { inputs, outputs, labels, levels: possible } = levels;
  requirePair("equivarianceDefect", pair, inputs, outputs);
  const law = pairLaw(levels, options.joint ?? levels.joint);
  let mean = 0;
  let max = 0;
  for (let x = 0; x < inputs; x++) {
    const row = pair.input[x] * outputs;
    for (let y = 0; y < outputs; y++) {
      const a = x * outputs + y;
      const image = labels[row + pair.output[y]];
      if (labels[a] === image || labels[a] >= possible) continue;
      const distance = image >= possible ? 1 : rowDistance(solution.encoder, labels[a], image);
      mean += law(a) * distance;
      max = Math.max(max, distance);
    }
  }
  return { mean: Math.min(1, mean), max };
}

/** Total variation between two rows. */
function rowDistance({ data, columns }: Matrix, i: number, j: number): number {
  let sum = 0;
  for (let t = 0; t < columns; t++) sum += Math.abs(data[i * columns + t] - data[j * columns + t]);
  return Math.min(1, sum / 2);
}

function pairLaw(levels: LevelSets, joint: Matrix | undefined): (a: number) => number {
  const { inputs, outputs, labels, P } = levels;
  if (joint !== undefined) {
    if (joint.rows !== inputs || joint.columns !== outputs) {
      throw new ShapeError(
        `equivarianceDefect: joint is ${joint.rows} × ${joint.columns}; expected ${inputs} × ${outputs}, a probability for each pair.`,
      );
    }
    return (a) => joint.data[a];
  }
  const sizes = new Int32Array(levels.levels + 1);
  for (const l of labels) sizes[l]++;
  return (a) => P[labels[a]] / sizes[labels[a]];
}
