/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998) as NumPy's `RandomState` draws from it:
 * for data sets that were published as a seed of it. Nothing else draws from it: `RandomStream` does.
 *
 * Law: the numbers are those of `numpy.random.seed(seed)`, `random_sample` and `randn`, bit for bit up
 * to the rounding of log.
 */
import { DomainError } from "../../errors.js";

const LENGTH = 624;
const OFFSET = 397;

export class MersenneTwister {
  readonly #state = new Uint32Array(LENGTH);
  #next = LENGTH;
  #spare: number | undefined;

  /** @throws DomainError unless seed is a whole number from 0 to 2³² − 1 */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new DomainError(
        `MersenneTwister: seed is ${seed}; expected a whole number from 0 to 4294967295.`,
      );
    }
    const state = this.#state;
    state[0] = seed;
    for (let k = 1; k < LENGTH; k++) {
      const before = state[k - 1] ^ (state[k - 1] >>> 30);
      state[k] = Math.imul(1812433253, before) + k;
    }
  }

  /** A whole number below 2³². */
  word(): number {
    if (this.#next === LENGTH) this.#twist();
    let word = this.#state[this.#next++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** In [0, 1), of 53 bits. */
  uniform(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** By the polar method of Marsaglia, the second of a pair first kept. */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    let [x, y, square] = [0, 0, 0];
    do {
      x = 2 * this.uniform() - 1;
      y = 2 * this.uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    this.#spare = factor * x;
    return factor * y;
  }

  #twist(): void {
    const state = this.#state;
    for (let k = 0; k < LENGTH; k++) {
      const mixed = (state[k] & 0x80000000) | (state[(k + 1) % LENGTH] & 0x7fffffff);
      const odd = mixed & 1 ? 0x9908b0df : 0;
      state[k] = state[(k + OFFSET) % LENGTH] ^ (mixed >>> 1) ^ odd;
    }
    this.#next = 0;
  }
}
