/** A multilayer perceptron as a program: input "x", S P × widths[0]; outputs of layers.ts. */
import { DomainError } from "../../errors.js";
import { type Program, program } from "../program/index.js";
import { against, type LayerActivation, linearLayers, type Objective } from "./layers.js";

export interface PerceptronProgramOptions {
  /** Samples that are computed at once. */
  readonly samples: number;
  /** Inputs, hidden widths, outputs. */
  readonly widths: readonly number[];
  /** P, rows of "x" for each sample, whose answers are averaged; default 1. */
  readonly poses?: number;
  /** Default "relu". */
  readonly activation?: LayerActivation;
  /** Default "squaredError". */
  readonly objective?: Objective;
  /**
   * Weights and biases begin normal with deviation scale/√inputs (2 in the experiment of Dym et al. 2024);
   * default uniform within ±1/√inputs.
   */
  readonly normalScale?: number;
}

/** The program. @throws DomainError for widths that are none */
export function perceptronProgram(options: PerceptronProgramOptions): Program {
  const { samples, widths, poses = 1, normalScale } = options;
  const { activation = "relu", objective = "squaredError" } = options;
  if (widths.length < 2) {
    throw new DomainError(
      `perceptronProgram: got widths ${widths.join("-")}; expected inputs and outputs at least.`,
    );
  }
  const p = program(samples);
  const x = p.input("x", [samples * poses, widths[0]]);
  const start = (inputs: number) =>
    normalScale === undefined
      ? {}
      : { start: { kind: "normal", deviation: normalScale / Math.sqrt(inputs) } as const };
  const said = linearLayers(p, x, widths.slice(1), activation, start);
  against(p, poses === 1 ? said : p.blockMean(said, poses), objective);
  return p;
}
