/**
 * Do two builds of program.c give the same bits? Every instruction, in all its kinds, on numbers
 * in buffers of its own, with tiles and panels that are full and that are not.
 */
import type { ProgramBuild } from "./program-build.js";

/** Of an instruction of program.c: `op, kind, rows, columns, inner, mode`, twelve addresses, and so on. */
const LENGTH = 32;
const BUFFER = 8192;
const ADDRESSES = 12;
const NUMBERS = LENGTH + (ADDRESSES + 2) * BUFFER;

/** The enumeration of program.c; what is not listed has one kind. */
const OPERATIONS = 26;
const KINDS: Readonly<Record<number, number>> = { 5: 7, 6: 3, 7: 3, 24: 5, 25: 5 };
/** Which want other addresses than the rest, or a kind that is not 0. */
const BATCH_NORM = 12;
const TURN = 20;
const LOSSES = [24, 25];
const BROADCASTING = [6, 7];
const CROSS_ENTROPY = 3;

/** Rows, columns and inner, with whole vectors of any width: what fills them up is not compared. */
const SIZES = [
  [19, 96, 3],
  [160, 6, 3],
  [16, 300, 5],
] as const;

const bufferAt = (k: number): number => LENGTH + k * BUFFER;

/** Whether every bit of every buffer is the same. */
export function programsAgree(build: ProgramBuild, other: ProgramBuild): boolean {
  const [one, two] = [replayer(build), replayer(other)];
  const same = (instruction: Int32Array | undefined, rows: number): boolean =>
    Buffer.compare(one(instruction, rows), two(instruction, rows)) === 0;
  for (const size of SIZES) {
    for (let op = 0; op < OPERATIONS; op++) {
      for (let kind = 0; kind < (KINDS[op] ?? 1); kind++) {
        for (const variant of BROADCASTING.includes(op) ? [0, 1, 2, 3] : [0, 3]) {
          if (!same(instructionOf(op, kind, size, variant), size[0])) return false;
        }
      }
    }
  }
  return same(undefined, 1) && build.functions.cosine(2) === other.functions.cosine(2);
}

/** `variant` is how y is broadcast, what is added to, and so on. */
function instructionOf(
  op: number,
  kind: number,
  size: (typeof SIZES)[number],
  variant: number,
): Int32Array {
  const words = new Int32Array(LENGTH);
  words.set([op, op === TURN ? 1 + variant : kind, ...size, variant]);
  for (let k = 0; k < ADDRESSES; k++) words[6 + k] = bufferAt(k);
  // What is packed there depends on the width of vectors, and is not compared.
  words[15] = bufferAt(ADDRESSES);
  if (op === BATCH_NORM) words[17] = bufferAt(9);
  if (LOSSES.includes(op) && kind === CROSS_ENTROPY) words[7] = bufferAt(10);
  words.set([variant, 1, 2], 18);
  new Float32Array(words.buffer).set([0.875, 0.125], 21);
  return words;
}

/** Does one instruction, or the optimisers without one, and gives the bytes of all buffers. */
function replayer({
  functions,
  allocate,
}: ProgramBuild): (instruction: Int32Array | undefined, rows: number) => Uint8Array {
  const { place, memory } = allocate(NUMBERS);
  const words = new Int32Array(memory.buffer, memory.byteOffset, NUMBERS);
  const start = startingWords();
  return (instruction, rows) => {
    words.set(start);
    if (instruction) {
      words.set(instruction);
      functions.replay(place, 0, 1, 5, instruction[5] % 2, rows - 2, rows, 0.5);
    } else {
      const places = [64, bufferAt(0), bufferAt(1), bufferAt(2), bufferAt(9)];
      functions.adam(place, ...places, 0.01, 0.9, 0.999, 1e-8, 0.1, 0.001, 0.01, 0.001);
      functions.descend(place, ...places.slice(0, 4), 0.01, 0.9, 0.01);
    }
    return new Uint8Array(memory.buffer, memory.byteOffset, 4 * bufferAt(ADDRESSES));
  };
}

/**
 * Multiples of 2⁻⁶ in [−1, 1), positive in the tenth buffer; in the last two, those of `from` and
 * `to`, whole numbers from −1 to 5.
 */
function startingWords(): Int32Array {
  const numbers = new Float32Array(NUMBERS);
  const words = new Int32Array(numbers.buffer);
  for (let k = 0; k < ADDRESSES; k++) {
    for (let i = 0; i < BUFFER; i++) {
      const value = ((37 * i + 11 * k) % 128) / 64 - 1;
      if (k >= 10) words[bufferAt(k) + i] = ((7 * i + k) % 7) - 1;
      else numbers[bufferAt(k) + i] = k === 9 ? Math.abs(value) + 0.25 : value;
    }
  }
  return words;
}
