/** Sizes, places and constants of all dispatches of a plan, in one buffer. */
import type { Batch } from "./schedule.js";

/** The words of all batches, each beginning where a binding may. */
export function parameterWords(
  batches: readonly Batch[],
  limits: Readonly<Record<string, number>>,
): { words: Uint32Array; starts: number[] } {
  const alignment = (limits.minStorageBufferOffsetAlignment ?? 256) / 4;
  const starts: number[] = [];
  let end = 0;
  for (const { instances } of batches) {
    starts.push(end);
    const length = Math.max(1, instances.length * instances[0].parameters.length);
    end += Math.ceil(length / alignment) * alignment;
  }
  const words = new Uint32Array(Math.max(end, alignment));
  batches.forEach(({ instances }, k) => {
    instances.forEach(({ parameters }, n) => {
      words.set(parameters, starts[k] + n * parameters.length);
    });
  });
  return { words, starts };
}
