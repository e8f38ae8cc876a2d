/**
 * The symmetries of a matrix of labels under separate permutations of its rows and columns.
 *
 * | symbol  | name here      | meaning                                                        |
 * | M       | labels         | \|X\| × \|Y\|, row-major                                         |
 * | (σ, τ)  | ChannelPair    | x goes to input[x], y to output[y]                             |
 * | G       |                | all (σ, τ) with M[σx, τy] = M[x, y]; for the levels of          |
 * |         |                | p(y|x) against p_X ⊗ unif_Y it is the group of the channel's   |
 * |         |                | equivariances, p(τy | σx) = p(y | x) (arXiv 2310.16555)         |
 * | m_r,m_c |                | how often a row (column) of M occurs                           |
 *
 * |G| = ∏ m_r! ∏ m_c! |Aut|, where Aut is the automorphism group of the bipartite graph of the
 * distinct rows and columns with the labels as colours of the arcs and the multiplicities as
 * colours of the vertices. Nothing is listed: the order is counted.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { canonicalLabelling, identityPermutation, inversePermutation } from "../../graphs/index.js";
import type { ChannelPair } from "../channel/channel.js";
import type { LevelSets } from "../channel/level-sets.js";
import { collapseDuplicates, type DuplicateClasses } from "./duplicates.js";
import { labelGraph } from "./label-graph.js";
import { pairOrbits } from "./pair-orbits.js";

/** What of the level sets the group depends on; labels may be any whole numbers ≥ 0. */
export type LabelMatrix = Pick<LevelSets, "inputs" | "outputs" | "labels">;

export interface EquivarianceGroupOptions {
  /** The search ends with an AbortedError when it fires; default that of the running cell. */
  readonly signal?: { readonly aborted: boolean };
}

export interface EquivarianceGroup {
  readonly inputs: number;
  readonly outputs: number;
  /** |G|, exactly. */
  readonly order: bigint;
  /** None for the trivial group. */
  readonly generators: readonly ChannelPair[];
  /** The least input of its orbit, for each input. */
  readonly inputOrbits: Int32Array;
  /** The least output of its orbit, for each output. */
  readonly outputOrbits: Int32Array;
  /** The least x |Y| + y of its orbit, for each pair, |X| × |Y| row-major; found when first asked for. */
  pairOrbits(): Int32Array;
  /** Whether M[σx, τy] = M[x, y] for all x, y. @throws ShapeError, DomainError for what is no pair of permutations */
  contains(pair: ChannelPair): boolean;
}

/**
 * All pairs of permutations of inputs and outputs that keep the labels: order, generators, orbits.
 * @throws ShapeError for another number of labels than |X| |Y|; DomainError for an empty alphabet
 *   or a negative label; AbortedError when the signal fires
 */
export function equivarianceGroup(
  levels: LabelMatrix,
  options: EquivarianceGroupOptions = {},
): EquivarianceGroup {
  const { inputs, outputs, labels } = levels;
  requireLabels(levels);
  const collapsed = collapseDuplicates(labels, outputs);
  const { rows, columns } = collapsed;
  const height = rows.members.length;
  const aut = canonicalLabelling(labelGraph(collapsed), options);
  const generators = [
    ...aut.generators.map((g) => ({
      input: lifted(rows, g, 0),
      output: lifted(columns, g, height),
    })),
    ...exchanges(rows, inputs).map((input) => ({ input, output: identityPermutation(outputs) })),
    ...exchanges(columns, outputs).map((output) => ({
      input: identityPermutation(inputs),
      output,
    })),
  ];
  let ofPairs: Int32Array | undefined;
  return {
    inputs,
    outputs,
    order: aut.groupOrder * factorials(rows) * factorials(columns),
    generators,
    inputOrbits: orbitsOf(rows, aut.orbits, 0),
    outputOrbits: orbitsOf(columns, aut.orbits, height),
    pairOrbits(): Int32Array {
      ofPairs ??= pairOrbits(collapsed, aut.generators);
      return ofPairs;
    },
    contains: (pair: ChannelPair): boolean => {
      requirePair("EquivarianceGroup.contains", pair, inputs, outputs);
      return keepsLabels(levels, pair);
    },
  };
}

/** Whether M[σx, τy] = M[x, y] for all x, y. */
function keepsLabels({ inputs, outputs, labels }: LabelMatrix, pair: ChannelPair): boolean {
  for (let x = 0; x < inputs; x++) {
    const [from, to] = [x * outputs, pair.input[x] * outputs];
    for (let y = 0; y < outputs; y++) {
      if (labels[from + y] !== labels[to + pair.output[y]]) return false;
    }
  }
  return true;
}

/** @throws ShapeError, DomainError */
export function requirePair(
  caller: string,
  { input, output }: ChannelPair,
  inputs: number,
  outputs: number,
): void {
  if (input.length !== inputs || output.length !== outputs) {
    throw new ShapeError(
      `${caller}: got permutations of ${input.length} inputs and ${output.length} outputs; expected ${inputs} and ${outputs}.`,
    );
  }
  inversePermutation(input);
  inversePermutation(output);
}

function requireLabels({ inputs, outputs, labels }: LabelMatrix): void {
  if (!(inputs > 0 && outputs > 0)) {
    throw new DomainError(
      `equivarianceGroup: got ${inputs} inputs and ${outputs} outputs; expected at least one of each.`,
    );
  }
  if (labels.length !== inputs * outputs) {
    throw new ShapeError(
      `equivarianceGroup: got ${labels.length} labels for ${inputs} × ${outputs} pairs; expected ${inputs * outputs}, row by row.`,
    );
  }
  const wrong = labels.findIndex((label) => !(label >= 0 && label < 2 ** 31 - 1));
  if (wrong >= 0) {
    throw new DomainError(
      `equivarianceGroup: labels[${wrong}], of input ${Math.floor(wrong / outputs)} and output ${wrong % outputs}, is ${labels[wrong]}; expected a whole number ≥ 0.`,
    );
  }
}

/** A permutation of classes (those of one side begin at vertex `first`) made one of their members. */
function lifted({ of, members }: DuplicateClasses, g: Int32Array, first: number): Int32Array {
  const image = new Int32Array(of.length);
  members.forEach((from, k) => {
    const to = members[g[first + k] - first];
    for (let m = 0; m < from.length; m++) image[from[m]] = to[m];
  });
  return image;
}

/** Generators of all permutations within the classes: for each an exchange and, from three on, a cycle. */
function exchanges({ members }: DuplicateClasses, size: number): Int32Array[] {
  return members.flatMap((set) => {
    if (set.length < 2) return [];
    const exchange = identityPermutation(size);
    [exchange[set[0]], exchange[set[1]]] = [set[1], set[0]];
    if (set.length === 2) return [exchange];
    const cycle = identityPermutation(size);
    set.forEach((member, k) => {
      cycle[member] = set[(k + 1) % set.length];
    });
    return [exchange, cycle];
  });
}

function orbitsOf(
  { of, members }: DuplicateClasses,
  orbits: Int32Array,
  first: number,
): Int32Array {
  return of.map((k) => members[orbits[first + k] - first][0]);
}

function factorials({ members }: DuplicateClasses): bigint {
  return members.reduce((product, { length }) => product * productOf(2, length), 1n);
}

/** from · (from + 1) ⋯ to; halves first, as large products are dear. */
function productOf(from: number, to: number): bigint {
  if (to - from < 8) {
    let product = 1n;
    for (let k = from; k <= to; k++) product *= BigInt(k);
    return product;
  }
  const middle = (from + to) >> 1;
  return productOf(from, middle) * productOf(middle + 1, to);
}
