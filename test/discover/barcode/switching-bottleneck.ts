import type { Bottleneck } from "../../../src/discover/bottleneck/bottleneck.js";
import type { IntertwiningSolution } from "../../../src/discover/bottleneck/intertwining-types.js";
import type { LevelSets } from "../../../src/discover/channel/level-sets.js";
import { Matrix } from "../../../src/index.js";

/** A code that gives level l surely the symbol symbols[l]. */
export function hardSolution(beta: number, symbols: readonly number[]): IntertwiningSolution {
  const count = Math.max(...symbols) + 1;
  const encoder = new Matrix(symbols.length, count);
  symbols.forEach((symbol, l) => {
    encoder.data[l * count + symbol] = 1;
  });
  const weights = new Float64Array(count).fill(1 / count);
  const nothing = { rate: 0, relevance: 0, objective: 0, gap: 0, iterations: 0, loss: 0 };
  return { beta, encoder, weights, ratios: weights, worstRatio: 1, ...nothing };
}

/** Codes that are chosen by β alone: the last of `codes` whose β is not larger. */
export function switchingBottleneck(
  levels: LevelSets,
  codes: readonly { from: number; symbols: readonly number[] }[],
): Bottleneck<IntertwiningSolution> {
  return {
    name: "switching",
    letterLaw: levels.P,
    fullRelevance: 0,
    solve(beta: number): IntertwiningSolution {
      const reached = codes.filter(({ from }) => from <= beta);
      return hardSolution(beta, reached[reached.length - 1].symbols);
    },
  };
}
