/** Random numbers of operation.ts, one by one: the bits that every engine gives. */
import type { NoiseOperation } from "../../plan/index.js";
import { normalOfWord } from "../normal-table.js";
import { threefry } from "./threefry.js";

export function fillWithNoise(
  out: Float32Array | Int32Array,
  { law, key }: Pick<NoiseOperation, "law" | "key">,
  counter: number,
): void {
  const words = [0, 0];
  for (let n = 0; n < out.length; n++) {
    if (n % 2 === 0) threefry(words, n >>> 1, counter, key);
    const word = words[n % 2];
    out[n] = law === "uniform" ? (word >>> 8) / 2 ** 24 : normalOfWord(word);
  }
}
