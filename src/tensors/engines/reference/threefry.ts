/** Threefry-2×32-20 (Salmon, Moraes, Dror and Shaw 2011), as in the compiled kernels. */
const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/** Puts the two words of the block (c0, c1) under `key` into `words`, as int32. */
export function threefry(
  words: number[],
  c0: number,
  c1: number,
  key: readonly [number, number],
): void {
  const keys = [key[0] | 0, key[1] | 0, 0x1bd11bda ^ key[0] ^ key[1]];
  let a = (c0 + keys[0]) | 0;
  let b = (c1 + keys[1]) | 0;
  for (let round = 0; round < 5; round++) {
    for (const r of ROTATIONS[round % 2]) {
      a = (a + b) | 0;
      b = ((b << r) | (b >>> (32 - r))) ^ a;
    }
    a = (a + keys[(round + 1) % 3]) | 0;
    b = (b + keys[(round + 2) % 3] + round + 1) | 0;
  }
  words[0] = a;
  words[1] = b;
}
