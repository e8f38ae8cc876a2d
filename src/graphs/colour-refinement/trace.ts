/**
 * What refinement met on the way from the root to a node, as a row of whole numbers that no
 * relabelling of the graph changes (McKay & Piperno, Practical graph isomorphism II, 2014,
 * section 3: node invariants). Two rows are compared while the second is made, so that a
 * refinement ends as soon as its node can neither give an automorphism with the first leaf nor
 * a leaf at least as good as the best.
 */

/** A hash of two whole numbers, −2³¹ … 2³¹ − 1. */
export function scramble(a: number, b: number): number {
  let h = Math.imul(a ^ 0x3c6ef372, 0x85ebca6b) ^ Math.imul(b + 0x61c88647, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return h ^ (h >>> 15);
}

export class Trace {
  /** Entries written on the present path. */
  length = 0;
  /** Whether the present path agrees with that of the first leaf so far. */
  likeFirst = true;
  /** Present path against that of the best leaf: −1 behind, 0 equal, 1 ahead. */
  againstBest = 0;
  #current: Int32Array = new Int32Array(64);
  #first: Int32Array = new Int32Array(0);
  #best: Int32Array = new Int32Array(0);
  #firstLength = 0;
  #bestLength = 0;
  /** Before the first leaf there is nothing to compare with. */
  #comparing = false;

  reset(): void {
    this.length = 0;
    this.likeFirst = true;
    this.againstBest = 0;
    this.#comparing = false;
  }

  /** False when the present node can be left. */
  push(entry: number): boolean {
    const k = this.length++;
    if (k === this.#current.length) {
      const longer = new Int32Array(2 * k);
      longer.set(this.#current);
      this.#current = longer;
    }
    this.#current[k] = entry;
    if (!this.#comparing) return true;
    if (this.likeFirst && (k >= this.#firstLength || this.#first[k] !== entry)) {
      this.likeFirst = false;
    }
    if (this.againstBest === 0) {
      if (k >= this.#bestLength) this.againstBest = 1;
      else if (this.#best[k] !== entry) this.againstBest = entry > this.#best[k] ? 1 : -1;
    }
    return this.likeFirst || this.againstBest >= 0;
  }

  /** Goes back to what was written when `length`, `likeFirst` and `againstBest` were these. */
  rewind(length: number, likeFirst: boolean, againstBest: number): void {
    this.length = length;
    this.likeFirst = likeFirst;
    this.againstBest = againstBest;
  }

  keepFirst(): void {
    this.#first = this.#copied(this.#first);
    this.#firstLength = this.length;
    this.keepBest();
    this.#comparing = true;
  }

  keepBest(): void {
    this.#best = this.#copied(this.#best);
    this.#bestLength = this.length;
    this.againstBest = 0;
  }

  #copied(into: Int32Array): Int32Array {
    const target = into.length < this.length ? new Int32Array(this.#current.length) : into;
    for (let k = 0; k < this.length; k++) target[k] = this.#current[k];
    return target;
  }
}
