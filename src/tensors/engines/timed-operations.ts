/** Times of a list of instructions, whole and one by one. */

/**
 * Median seconds of a run, and of each operation less what a call costs.
 * @param starts where each operation begins; the last one ends at `end`
 * @param replay runs what lies between
 */
export function timedOperations(
  starts: readonly number[],
  end: number,
  repeats: number,
  replay: (from: number, to: number) => void,
): { step: number; operations: Float64Array } {
  const seconds = (from: number, to: number): number => {
    const start = performance.now();
    replay(from, to);
    return (performance.now() - start) / 1e3;
  };
  const first = starts[0] ?? end;
  const steps: number[] = [];
  const calls: number[] = [];
  const each = starts.map((): number[] => []);
  for (let k = 0; k < repeats; k++) {
    steps.push(seconds(first, end));
    calls.push(seconds(end, end));
    starts.forEach((start, operation) => {
      each[operation].push(seconds(start, starts[operation + 1] ?? end));
    });
  }
  const call = median(calls);
  return {
    step: median(steps),
    operations: Float64Array.from(each, (own) => Math.max(0, median(own) - call)),
  };
}

function median(numbers: number[]): number {
  numbers.sort((a, b) => a - b);
  return numbers[numbers.length >> 1];
}
