/** What one program reports of one case: a JSON line, the same from every program. */
export interface Line {
  program: string;
  version: string;
  name: string;
  /** The first call in a fresh process, compilation included, imports not. */
  firstSeconds: number;
  /** Median of later calls with caches of results cleared; null when the time was up before. */
  warmSeconds: number | null;
  dimension: number;
  /** Of a random map W: largest ‖σ(ξ) W − W ρ(ξ)‖ / ‖ξ‖ ‖W‖ and ‖σ(h) W − W ρ(h)‖ / ‖W‖. */
  residual: number;
  /** Whether the dimension is proved. */
  exact?: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
