/** What is added to the loss in training: penalties on values, derivatives or parameters. */
import type { RandomStream } from "../../numerics/index.js";
import type { PerceptronKernel } from "../kernel.js";

export interface GradientTerm {
  readonly name: string;
  /** Length of TermReading.numbers. */
  readonly numbers: number;
  /** Says why the term cannot be had with this network. @throws DomainError, ShapeError */
  check(network: Pick<PerceptronKernel, "widths" | "activation" | "inputs" | "outputs">): void;
  /**
   * Adds its gradient at the network's present parameters to network.gradient.
   * @param random a stream of this step's own
   */
  add(network: PerceptronKernel, random: RandomStream): TermReading;
  /** How another thread makes the same term; without it the term stays on this thread. */
  readonly portable?: PortableTerm;
}

export interface TermReading {
  /** What was added to the loss. */
  readonly value: number;
  /** What is worth recording, such as singular values. */
  readonly numbers: Float64Array;
}

/** `(await import(module))[name](data)` is the term. */
export interface PortableTerm {
  /** The address of the module. */
  readonly module: string;
  readonly name: string;
  /** What the structured clone carries: numbers, strings, typed arrays, and objects of them. */
  readonly data: unknown;
}
