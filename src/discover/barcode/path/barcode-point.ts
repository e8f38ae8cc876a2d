/**
 * A point of the path of optimal codes: β against λ = D(κp ‖ κq) and I(A;T), all in nats.
 */
import type { IntertwiningSolution } from "../../bottleneck/intertwining-types.js";

export interface BarcodePoint {
  readonly beta: number;
  /** Symbols of the soft code; the hard partition may have fewer parts. */
  readonly symbols: number;
  readonly parts: number;
  /** I(A;T). */
  readonly rate: number;
  /** λ = D(κp ‖ κq). */
  readonly relevance: number;
  /** D(p‖q) − λ. */
  readonly loss: number;
  /** How far the objective may be from the global minimum. */
  readonly gap: number;
}

export function barcodePoint(solution: IntertwiningSolution, parts: number): BarcodePoint {
  const { beta, rate, relevance, loss, gap } = solution;
  return { beta, symbols: solution.weights.length, parts, rate, relevance, loss, gap };
}
