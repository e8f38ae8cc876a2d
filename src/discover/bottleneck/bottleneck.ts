/**
 * What all bottlenecks have in common: letters a with law p(a) are encoded into symbols t so that
 * a rate is small and a relevance large, min rate − β · relevance.
 *
 * | symbol  | name here | shape                                            |
 * | κ(t|a)  | encoder   | letters × symbols, rows sum to one               |
 * | p_t     | weights   | symbols, > 0, sum to one                         |
 * | β       | beta      | nats of rate that one nat of relevance may cost  |
 *
 * All informations in nats.
 */
import type { Matrix, Vector } from "../../numerics/index.js";

export interface BottleneckSolution {
  readonly beta: number;
  readonly encoder: Matrix;
  readonly weights: Vector;
  /** What is paid: I(A;T), or what the method has in its place. */
  readonly rate: number;
  /** What is bought; for distortions, minus the mean distortion. */
  readonly relevance: number;
  /** rate − β relevance. */
  readonly objective: number;
  /** An upper bound of the objective's distance from the global minimum; Infinity where none is known. */
  readonly gap: number;
  /** Sweeps, Newton steps, or what the method counts. */
  readonly iterations: number;
}

export interface BottleneckOptions {
  /** Where to begin; for going along β. */
  readonly from?: BottleneckSolution;
  readonly signal?: AbortSignal;
}

/** A method and a problem; `solve` for each β. */
export interface Bottleneck<Solution extends BottleneckSolution = BottleneckSolution> {
  readonly name: string;
  /** The law of the letters. */
  readonly letterLaw: Vector;
  /** The relevance of the letters themselves: no encoder has more. */
  readonly fullRelevance: number;
  /** @throws DomainError for β ≤ 0, NaN or Infinity; AbortedError */
  solve(beta: number, options?: BottleneckOptions): Solution;
}
