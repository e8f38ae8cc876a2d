/**
 * Do two builds of tensors.c give the same bits? Every function of a map, and every instruction
 * in all its kinds, on numbers in buffers of their own, with tiles and panels that are full and
 * that are not.
 */
import type { TensorsMemory } from "./tensors-build.js";

/** Buffers of numbers, of whole numbers below 7, of what is written, and room to work in. */
const BUFFER = 5120;
const RESULTS = 2;
const WORK = 32768;

/** Functions of steps.h, and which of them read integers. */
const STEPS = 94;
const FIRST_WHOLE = 61;
const LAST_WHOLE = 86;

interface Places {
  a: number;
  b: number;
  c: number;
  index: number;
  counter: number;
  table: number;
  out: number;
  work: number;
}

/** Whether every bit of what is written is the same. A NaN is one whatever its bits. */
export function tensorsAgree(one: TensorsMemory, two: TensorsMemory): boolean {
  const runs = [replayer(one), replayer(two)] as const;
  return runs[0].programs.every((_, k) => {
    const [first, second] = runs.map(({ programs, replay }) => replay(programs[k]));
    if (Buffer.compare(bytesOf(first), bytesOf(second)) === 0) return true;
    return first.every((bits, k) => bits === second[k] || (isNaNOf(bits) && isNaNOf(second[k])));
  });
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
const isNaNOf = (bits: number): boolean => (bits & 0x7fffffff) > 0x7f800000;

function replayer(memory: TensorsMemory): {
  programs: number[][];
  replay(words: readonly number[]): Int32Array;
} {
  const start = memory.first;
  const buffer = (k: number): number => start + k * BUFFER;
  const work = buffer(5 + RESULTS);
  const at = work + WORK;
  memory.grow(at + 4096);
  const places: Places = {
    ...{ a: buffer(0), b: buffer(1), c: buffer(2), index: buffer(3), counter: buffer(3) + 5 },
    ...{ table: buffer(4), out: buffer(5), work },
  };
  memory.wholes.set(startingWords(), start);
  return {
    programs: programs(places),
    replay(words) {
      memory.wholes.fill(0, buffer(5), work);
      memory.wholes.set(words, at);
      memory.replay(at, at + words.length, 1);
      return memory.wholes.subarray(buffer(5), work);
    },
  };
}

/** Multiples of 2⁻⁶ in [−2, 2), steeper in b; whole numbers from −1 to 5; anything in the table. */
function startingWords(): Int32Array {
  const words = new Int32Array(5 * BUFFER);
  const numbers = new Float32Array(words.buffer);
  for (let i = 0; i < BUFFER; i++) {
    numbers[i] = ((37 * i + 5) % 256) / 64 - 2;
    numbers[BUFFER + i] = ((53 * i) % 509) / 16 - 15;
    numbers[2 * BUFFER + i] = ((29 * i + 90) % 128) / 32;
    words[3 * BUFFER + i] = ((7 * i) % 7) - 1;
    words[4 * BUFFER + i] = Math.imul(i + 1, 0x9e3779b1) >> 4;
  }
  return words;
}

const withLength = (words: number[]): number[] => {
  words[1] = words.length;
  return words;
};

/** Modes of a slot in map.h. */
const [DIRECT, OUTPUT, PATTERN, RUNS, SPLAT] = [1, 2, 3, 4, 5];

/** One function on two blocks and a bit; operands broadcast in different ways. */
function mapOf(step: number, count: number, { a, b, c, index, out, work }: Places): number[] {
  const whole = step >= FIRST_WHOLE && step <= LAST_WHOLE;
  const room = (k: number): number => work + 1024 * k;
  const inputs = whole ? [index, index + 1, index + 2] : [a, b, c];
  const ways = [
    [DIRECT, DIRECT, DIRECT],
    [DIRECT, PATTERN, SPLAT],
    [RUNS, DIRECT, PATTERN],
  ][step % 3];
  const axesAt = 4 + 4 * 4 + 5;
  const slots = inputs.flatMap((source, k) => [
    ...[ways[k], room(k), source, ways[k] === PATTERN ? 19 : axesAt],
  ]);
  const runs = [2, Math.ceil(count / 9), 1, 9, 0];
  const chain = [256, 4, 1, 0, ...slots, OUTPUT, room(3), out, 0, step, 3, 0, 1, 2, ...runs];
  return withLength([0, 0, count, 0, ...chain]);
}

function programs(places: Places): number[][] {
  const { a, b, c, index, counter, table, out, work } = places;
  const all: number[][] = [];
  const add = (...words: number[]): void => {
    all.push(withLength(words));
  };
  for (let step = 0; step < STEPS; step++) {
    all.push(mapOf(step, 544, places), mapOf(step, 77, places));
  }
  for (const extent of [
    [1, 999, 1],
    [3, 140, 7],
    [2, 5, 64],
  ]) {
    for (let kind = 0; kind < 9; kind++) {
      if (kind !== 5 && kind !== 6) add(1, 0, kind, 1, ...extent, b, out, -1);
      if (kind !== 1) add(1, 0, kind, 0, ...extent, index, out, -1);
    }
    for (const [product, exclusive, reverse] of [
      [0, 0, 0],
      [1, 1, 1],
    ]) {
      add(8, 0, ...extent, c, out, product, exclusive, reverse, 1);
      add(8, 0, ...extent, index, out, product, exclusive, reverse, 0);
    }
  }
  for (const mean of [0, 1]) add(1, 0, mean, 1, 2, 300, 8, b, out, work);
  for (const [rows, inner, columns] of [
    [32, 32, 64],
    [33, 17, 9],
    [7, 100, 1],
    [1, 64, 20],
    [5, 4, 300],
  ]) {
    for (const [row, step] of [
      [inner, 1],
      [1, rows],
    ]) {
      for (const transposed of [0, 1]) {
        const sizes = [2, rows, inner, columns, row, step, rows * inner];
        add(2, 0, ...sizes, transposed, inner * columns, a, b, out, work, 0);
      }
    }
  }
  add(3, 0, 3, a, out, 5000, out, 9, 1, 400, 20, 9, 20, 11, 180, 1);
  add(3, 0, 2, a, out, 0, out, 30, 41, 1, 41, 1, 30);
  add(4, 0, 77, out, 1234567);
  add(5, 0, 3, 7, 5, out, 1);
  add(6, 0, 2, 3, 5, 6, 9, a, index, out);
  add(7, 0, 5, 60, 9, a, index, out, 1);
  add(7, 0, 5, 60, 9, a, index, out, 0);
  for (const columns of [3, 16, 50]) {
    add(9, 0, 8, columns, 0, b, out);
    add(9, 0, 8, columns, 1, b, out);
  }
  const windows = [
    [2, 7, 6, 3, 7, 6, 9, 3, 3, 1, 1, 1, 1, 1, 1, 0],
    [2, 9, 8, 4, 4, 4, 20, 3, 2, 2, 2, 1, 1, 0, 0, 0],
    [1, 9, 8, 6, 9, 8, 6, 3, 3, 1, 1, 2, 2, 2, 2, 1],
  ];
  for (const window of windows) {
    for (let kind = 0; kind < 3; kind++) {
      for (const lines of kind === 1 ? [0, 2] : [2]) {
        if (lines === 0 || kind !== 1 || window[9] === 1) {
          const apart =
            kind === 2
              ? [work + 8192, work + 12288, 24, lines, 3, work]
              : [work, work + 8192, 24, lines, 0, 0];
          add(10, 0, kind, ...window, a, b, out, ...apart);
        }
      }
    }
    const pooled = window.map((value, k) => (k === 6 ? window[3] : value));
    for (const back of [0, 1]) {
      for (const means of [0, 1]) add(11, 0, back, means, ...pooled, b, a, out);
    }
  }
  for (const law of [0, 1]) {
    add(12, 0, law, 501, 1234567, -89, -1, out, table);
    add(12, 0, law, 64, 1234567, -89, counter, out, table);
  }
  return all;
}
