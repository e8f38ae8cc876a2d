/**
 * A seeded stream of random numbers that splits: `stream.split("noise")` is a
 * stream of its own, which depends on the seed and on the labels of the path to
 * it alone. What is drawn from one stream never shifts another.
 *
 * Uniforms carry 53 random bits, one Threefry block each. Normals are
 * Box–Muller pairs, two to a block, with |x| ≤ 6.77.
 */
import { DomainError } from "../../errors.js";
import { type Key, threefryNormals, threefryWords } from "./threefry.js";

/** Words that are drawn ahead for single uniforms. */
const AHEAD = 256;
/** Keeps the keys of children apart from the words that a stream draws. */
const CHILD = 0x6a09e667;

export class RandomStream {
  /** What identifies the stream: hand it to a kernel that draws by counter. */
  readonly key: Key;
  /** Blocks drawn so far. */
  #position = 0;
  #words: Uint32Array = new Uint32Array(0);
  #wordsStart = 0;
  #spareNormal: number | undefined;

  private constructor(key: Key) {
    this.key = key;
  }

  /**
   * @param seed a whole number from 0 to 2^53 − 1
   * @throws DomainError for any other seed
   */
  static fromSeed(seed: number): RandomStream {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new DomainError(
        `RandomStream.fromSeed: got ${seed}; expected a whole number from 0 to 2^53 − 1.`,
      );
    }
    return new RandomStream([seed >>> 0, Math.floor(seed / 2 ** 32)]);
  }

  /** The stream with this label below this one: the same label gives the same stream. */
  split(label: string | number): RandomStream {
    const [h0, h1] = hashLabel(`${typeof label} ${label}`);
    const words = threefryWords([this.key[0], (this.key[1] ^ CHILD) >>> 0], h0, h1, 1);
    return new RandomStream([words[0], words[1]]);
  }

  /** A uniform number in [0, 1) with 53 random bits. */
  uniform(): number {
    const [high, low] = this.#block();
    return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
  }

  /** A standard normal number. */
  normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    const pair = this.normals(2);
    this.#spareNormal = pair[1];
    return pair[0];
  }

  /** `count` standard normal numbers. */
  normals(count: number): Float64Array {
    requireCount("normals", count);
    const out = new Float64Array(count);
    // A call never lets the low counter word run over: it starts the next 2^32 instead.
    const blocks = Math.ceil(count / 2);
    if ((this.#position % 2 ** 32) + blocks > 2 ** 32) {
      this.#position = (Math.floor(this.#position / 2 ** 32) + 1) * 2 ** 32;
    }
    threefryNormals(this.key, this.#position >>> 0, Math.floor(this.#position / 2 ** 32), out);
    this.#position += blocks;
    return out;
  }

  /** A whole number from 0 to bound − 1, each equally likely. @throws DomainError for a bound outside 1 … 2^53 − 1 */
  integer(bound: number): number {
    if (!Number.isSafeInteger(bound) || bound < 1) {
      throw new DomainError(
        `RandomStream.integer: got the bound ${bound}; expected a whole number from 1 to 2^53 − 1.`,
      );
    }
    // Draws beyond the last whole multiple of the bound would favour small results.
    const limit = 2 ** 53 - (2 ** 53 % bound);
    for (;;) {
      const draw = this.uniform() * 2 ** 53;
      if (draw < limit) return draw % bound;
    }
  }

  /** A uniformly random order of 0 … count − 1. */
  permutation(count: number): number[] {
    requireCount("permutation", count);
    const order = Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  #block(): [number, number] {
    const index = this.#position++;
    if (index < this.#wordsStart || 2 * (index - this.#wordsStart) >= this.#words.length) {
      const ahead = Math.min(AHEAD, 2 ** 32 - (index % 2 ** 32));
      this.#words = threefryWords(this.key, index >>> 0, Math.floor(index / 2 ** 32), ahead);
      this.#wordsStart = index;
    }
    const offset = 2 * (index - this.#wordsStart);
    return [this.#words[offset], this.#words[offset + 1]];
  }
}

function requireCount(method: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new DomainError(
      `RandomStream.${method}: got the count ${count}; expected a whole number that is not negative.`,
    );
  }
}

/** 64-bit FNV-1a of the label's UTF-16 code units, as two 32-bit words. */
function hashLabel(label: string): [number, number] {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < label.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(label.charCodeAt(i))) * 0x100000001b3n);
  }
  return [Number(hash & 0xffffffffn), Number(hash >> 32n)];
}
