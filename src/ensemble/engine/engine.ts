/**
 * What carries out the steps of a run. The compiled engine and the reference engine
 * draw the same numbers by the same counters and differ in rounding alone.
 */
import type { Matrix } from "../../numerics/index.js";
import type { EnsembleSettings } from "../options.js";
import { CompiledEngine } from "./compiled-engine.js";
import { ReferenceEngine } from "./reference-engine.js";

export interface Engine {
  /** Steps first, …, first + count − 1; returns `lossSum` with each batch loss added in turn. */
  advance(first: number, count: number, lossSum: number): number;
  /** θ, N × D, as a copy. */
  particles(): Matrix;
  setParticles(particles: Matrix): void;
}

/** The compiled engine where the unit has one hidden layer at the most, the reference engine otherwise. */
export function makeEngine(settings: EnsembleSettings): Engine {
  return CompiledEngine.accepts(settings)
    ? new CompiledEngine(settings)
    : new ReferenceEngine(settings);
}
