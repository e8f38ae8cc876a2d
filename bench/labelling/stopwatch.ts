/** Median processor time of one call, in ms: at least three calls and `seconds` in all, after one that warms up. */
export function medianMilliseconds(work: () => void, seconds: number): number {
  work();
  const times: number[] = [];
  let total = 0;
  while (times.length < 3 || total < 1000 * seconds) {
    // Short calls are taken together until the clock of the processor time can tell.
    const batch = Math.max(1, Math.round(5 / Math.max(1e-3, times.at(-1) ?? 5)));
    const before = process.cpuUsage();
    for (let k = 0; k < batch; k++) work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000 / batch);
    total += (user + system) / 1000;
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}
