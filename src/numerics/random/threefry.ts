/**
 * Threefry-2x32-20 from the compiled kernel: a block of two 32-bit words is a
 * pure function of a key and a counter (Salmon et al. 2011).
 */
import { loadNative, type NativeExports } from "../../native/load.js";

/** Two unsigned 32-bit words. */
export type Key = readonly [number, number];

interface RandomKernel extends NativeExports {
  words(out: number, blocks: number, k0: number, k1: number, c0: number, c1: number): void;
  normals(out: number, blocks: number, k0: number, k1: number, c0: number, c1: number): void;
}

/** Blocks that one call of the kernel fills at the most (1 MiB of normals). */
const BLOCKS_PER_CALL = 65536;

let kernel: { exports: RandomKernel; start: number } | undefined;

function randomKernel(): { exports: RandomKernel; start: number } {
  if (!kernel) {
    const exports = loadNative<RandomKernel>("random").exports;
    const start = Math.ceil(exports.__heap_base.value / 16) * 16;
    const bytes = start + 16 * BLOCKS_PER_CALL;
    exports.memory.grow(Math.ceil((bytes - exports.memory.buffer.byteLength) / 65536));
    kernel = { exports, start };
  }
  return kernel;
}

/** The random words of `blocks` consecutive counters (c0, c1), (c0 + 1, c1), …: length 2 · blocks. */
export function threefryWords(key: Key, c0: number, c1: number, blocks: number): Uint32Array {
  const { exports, start } = randomKernel();
  const out = new Uint32Array(2 * blocks);
  for (let done = 0; done < blocks; done += BLOCKS_PER_CALL) {
    const count = Math.min(BLOCKS_PER_CALL, blocks - done);
    exports.words(start, (count + 3) & ~3, key[0], key[1], c0 + done, c1);
    out.set(new Uint32Array(exports.memory.buffer, start, 2 * count), 2 * done);
  }
  return out;
}

/** Standard normals of the blocks from counter (c0, c1) on, two to a block: fills `out`. */
export function threefryNormals(key: Key, c0: number, c1: number, out: Float64Array): void {
  const { exports, start } = randomKernel();
  for (let done = 0; done < out.length; done += 2 * BLOCKS_PER_CALL) {
    const count = Math.min(2 * BLOCKS_PER_CALL, out.length - done);
    exports.normals(start, ((count + 7) >> 3) * 4, key[0], key[1], c0 + done / 2, c1);
    out.set(new Float64Array(exports.memory.buffer, start, count), done);
  }
}
