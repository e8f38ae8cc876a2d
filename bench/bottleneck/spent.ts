/** What a call costs. */

/** Seconds. */
export interface Time {
  processor: number;
  wall: number;
}

export function spent<Result>(work: () => Result): { result: Result; time: Time } {
  const wall = performance.now();
  const begin = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(begin);
  const time = { processor: (user + system) / 1e6, wall: (performance.now() - wall) / 1e3 };
  return { result, time };
}

/** The largest resident size of this process until now. */
export function mebibytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}
