/**
 * Random channels with a planted equivariance: one weight for each orbit of the group on the pairs
 * (x, y), rows divided by their sums, letters shuffled on both sides.
 *
 * | symbol | name here | meaning                                                            |
 * | (σ, τ) | LetterPair | p(τ y | σ x) = p(y | x)                                           |
 * |        |           | rows of one orbit of inputs have one sum, so that dividing keeps the law |
 *
 * The group of the channel contains the planted one, and is larger where two weights cannot tell
 * orbits apart that a larger group joins: C_5 on pairs has five orbits and stays C_5, the affine
 * group of the line over nine points has two, as the symmetric group has, and becomes that.
 */
import { Matrix, type RandomStream, type Vector } from "../../numerics/index.js";
import { requirePermutation, requireSize } from "./channel-arguments.js";
import { randomLaw } from "./random-channel.js";

/** Input x goes to input[x], output y to output[y]. */
export interface LetterPair {
  readonly input: ArrayLike<number>;
  readonly output: ArrayLike<number>;
}

export interface PlantedOptions {
  readonly inputs: number;
  readonly outputs: number;
  /** None for a channel without any symmetry. */
  readonly generators: readonly LetterPair[];
  readonly random: RandomStream;
  /** Rows and columns are put into a random order; default true. */
  readonly shuffled?: boolean;
  /** Of the Dirichlet law from which p(x) is drawn; uniform p(x) when left out. */
  readonly concentration?: number;
}

export interface PlantedChannel {
  readonly kernel: Matrix;
  readonly inputLaw: Vector;
  /** The planted pairs, in the letters of the kernel. */
  readonly generators: readonly { readonly input: Int32Array; readonly output: Int32Array }[];
}

/** @throws ShapeError, DomainError for generators that are no permutations of the letters, or empty alphabets */
export function plantedChannel(options: PlantedOptions): PlantedChannel {
  const { inputs, outputs, generators, random, shuffled = true } = options;
  requireSize("plantedChannel", "inputs", inputs);
  requireSize("plantedChannel", "outputs", outputs);
  generators.forEach(({ input, output }, k) => {
    requirePermutation("plantedChannel", `generators[${k}].input`, input, inputs);
    requirePermutation("plantedChannel", `generators[${k}].output`, output, outputs);
  });
  const orbits = pairOrbits(inputs, outputs, generators);
  const weights = new Map<number, number>();
  const drawn = random.split("weights");
  // Between 0.1 and 1.1: every pair is possible, and none so rare that sampling misses it.
  for (const orbit of orbits) {
    if (!weights.has(orbit)) weights.set(orbit, 0.1 + drawn.uniform());
  }
  const order = random.split("order");
  const place = (count: number): number[] =>
    shuffled ? order.permutation(count) : Array.from({ length: count }, (_, i) => i);
  const [rowAt, columnAt] = [place(inputs), place(outputs)];
  const kernel = new Matrix(inputs, outputs);
  for (let x = 0; x < inputs; x++) {
    const row = Array.from({ length: outputs }, (_, y) => weights.get(orbits[x * outputs + y])!);
    // Summed in one order for all rows of an orbit, so that their entries agree to the last bit.
    const total = [...row].sort((a, b) => a - b).reduce((sum, weight) => sum + weight, 0);
    row.forEach((weight, y) => {
      kernel.data[rowAt[x] * outputs + columnAt[y]] = weight / total;
    });
  }
  const { concentration } = options;
  return {
    kernel,
    inputLaw:
      concentration === undefined
        ? new Float64Array(inputs).fill(1 / inputs)
        : randomLaw(inputs, random.split("inputs"), concentration),
    generators: generators.map(({ input, output }) => ({
      input: conjugate(input, rowAt),
      output: conjugate(output, columnAt),
    })),
  };
}

/** For each pair, at x |Y| + y, the least pair of its orbit. */
function pairOrbits(
  inputs: number,
  outputs: number,
  generators: readonly LetterPair[],
): Int32Array {
  const orbit = new Int32Array(inputs * outputs).fill(-1);
  for (let start = 0; start < orbit.length; start++) {
    if (orbit[start] >= 0) continue;
    orbit[start] = start;
    const waiting = [start];
    for (const pair of waiting) {
      for (const { input, output } of generators) {
        const image = input[Math.floor(pair / outputs)] * outputs + output[pair % outputs];
        if (orbit[image] >= 0) continue;
        orbit[image] = start;
        waiting.push(image);
      }
    }
  }
  return orbit;
}

/** The permutation after letter i was renamed to place[i]. */
function conjugate(permutation: ArrayLike<number>, place: readonly number[]): Int32Array {
  const out = new Int32Array(place.length);
  place.forEach((renamed, i) => {
    out[renamed] = place[permutation[i]];
  });
  return out;
}
