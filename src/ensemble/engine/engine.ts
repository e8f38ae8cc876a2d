/**
 * What carries out the steps of a run. The compiled engine and the reference engine
 * draw the same numbers by the same counters and differ in rounding alone.
 */
import type { Matrix } from "../../numerics/index.js";
import type { EnsembleSettings } from "../options.js";
import { CompiledEngine } from "./compiled-engine.js";
import { ReferenceEngine } from "./reference-engine.js";

export interface Engine {
  /** Steps first, …, first + count − 1; returns the mean of their batch losses. */
  advance(first: number, count: number): number;
  /** θ, N × D, as a copy. */
  particles(): Matrix;
  setParticles(particles: Matrix): void;
  /** Φ (at the projected particles for the equivariant scheme) at each row: n × c. */
  predict(inputs: Matrix): Matrix;
}

/** The compiled engine where the unit has one hidden layer at the most, the reference engine otherwise. */
export function makeEngine(settings: EnsembleSettings): Engine {
  return CompiledEngine.accepts(settings)
    ? new CompiledEngine(settings)
    : new ReferenceEngine(settings);
}
