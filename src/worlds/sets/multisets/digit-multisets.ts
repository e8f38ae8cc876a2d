/**
 * Sets of digits (R. Winter and others, NeurIPS 2022): sequences of letters are drawn, each letter
 * equally likely, and of those with the same letters in another order one is kept. What is left is
 * split, so that no multiset of the test is one of the training in another order.
 *
 * Fact: a multiset comes with its probability N! / Π n_c! C^(−N) per draw, so few draws give those that
 * are mixed well; with more draws rarer ones come in.
 */
import { DomainError } from "../../../errors.js";
import type { RandomStream } from "../../../numerics/index.js";
import { mixedRadixDraws } from "./mixed-radix-draws.js";
import { MultisetRanks } from "./multiset-rank.js";

export interface Multisets {
  /** N, letters of each. */
  readonly members: number;
  /** C: letters are 0 … C − 1. */
  readonly kinds: number;
  readonly count: number;
  /** count × members, each multiset in an order of its own. */
  readonly letters: Uint8Array;
}

export interface DigitMultisetOptions {
  readonly stream: RandomStream;
  /** N; default 20. */
  readonly members?: number;
  /** C; default 10. */
  readonly kinds?: number;
  /** Sequences that are drawn, repetitions counted; default 200 000 (published: 10⁷). */
  readonly draws?: number;
  /** How many multisets are kept for the test; default 10 000. */
  readonly test?: number;
  /** How many for training; default all others. */
  readonly train?: number;
}

export interface MultisetSplit {
  readonly train: Multisets;
  readonly test: Multisets;
  /** Different multisets among the draws. */
  readonly found: number;
}

/** @throws DomainError for sizes that are none, or when fewer different multisets were found than are wanted */
export function digitMultisets(options: DigitMultisetOptions): MultisetSplit {
  const { stream, members = 20, kinds = 10, draws = 200_000, test = 10_000 } = options;
  const ranks = new MultisetRanks(members, kinds);
  for (const [name, size] of Object.entries({ draws, test, train: options.train ?? 0 })) {
    if (Number.isSafeInteger(size) && size >= 0) continue;
    throw new DomainError(
      `digitMultisets: ${name} is ${size}; expected a whole number that is not negative.`,
    );
  }
  const found = distinct(ranks, draws, stream.split("letters"));
  const train = options.train ?? Math.max(0, found.length - test);
  if (test + train > found.length) {
    throw new DomainError(
      `digitMultisets: ${draws} draws gave ${found.length} different multisets of the ${ranks.count} that there are; expected ${test + train} for test and training. Draw more, or ask for fewer.`,
    );
  }
  const order = stream.split("split").permutation(found.length);
  const of = (from: number, count: number, label: string): Multisets =>
    arranged(
      ranks,
      order.slice(from, from + count).map((k) => found[k]),
      stream.split(label),
    );
  return { test: of(0, test, "test"), train: of(test, train, "train"), found: found.length };
}

/** The same multisets, each in a fresh order. */
export function permutedCopies(sets: Multisets, stream: RandomStream): Multisets {
  const letters = sets.letters.slice();
  shuffleRows(letters, sets.members, stream);
  return { ...sets, letters };
}

/** Ranks of what was drawn, each once, in the order of their first draw. */
function distinct(ranks: MultisetRanks, draws: number, stream: RandomStream): number[] {
  const { members, kinds } = ranks;
  const seen = new Set<number>();
  const counts = new Uint16Array(kinds);
  const letters = new Uint16Array(members);
  const draw = mixedRadixDraws(stream, new Array<number>(members).fill(kinds));
  for (let k = 0; k < draws; k++) {
    draw(letters);
    counts.fill(0);
    for (const letter of letters) counts[letter]++;
    seen.add(ranks.rankOf(counts));
  }
  return [...seen];
}

function arranged(
  ranks: MultisetRanks,
  chosen: readonly number[],
  stream: RandomStream,
): Multisets {
  const { members, kinds } = ranks;
  const letters = new Uint8Array(chosen.length * members);
  chosen.forEach((rank, k) => {
    ranks.write(rank, letters, k * members);
  });
  shuffleRows(letters, members, stream);
  return { members, kinds, count: chosen.length, letters };
}

/** Each row in a uniformly random order (Fisher and Yates). */
function shuffleRows(letters: Uint8Array, members: number, stream: RandomStream): void {
  const draw = mixedRadixDraws(
    stream,
    Array.from({ length: members }, (_, i) => i + 1),
  );
  const chosen = new Uint16Array(members);
  for (let begin = 0; begin < letters.length; begin += members) {
    draw(chosen);
    for (let i = members - 1; i > 0; i--) {
      const kept = letters[begin + i];
      letters[begin + i] = letters[begin + chosen[i]];
      letters[begin + chosen[i]] = kept;
    }
  }
}
