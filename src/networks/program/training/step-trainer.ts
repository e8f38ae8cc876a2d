/** A program in training, one given batch after the other: for loops that are written by hand. */
import { DomainError } from "../../../errors.js";
import { RandomStream } from "../../../numerics/index.js";
import { type ProgramInputs, ProgramKernel } from "../machine/kernel.js";
import type { ProgramData } from "../record/node.js";
import {
  type OptimiserOptions,
  type OptimiserSettings,
  optimise,
  optimiserSettings,
} from "./optimiser.js";

export interface StepTrainerOptions {
  readonly optimiser?: OptimiserOptions;
  /** Steps that the schedule is spread over; needed for "cosine" alone. */
  readonly steps?: number;
  /** Of the first parameters and of dropout; default 0. */
  readonly seed?: number;
}

export class StepTrainer {
  readonly kernel: ProgramKernel;
  readonly optimiser: OptimiserSettings;
  readonly steps: number;
  #step = 0;

  /** @throws DomainError when the program minimises nothing, or as optimiserSettings */
  constructor(
    program: ProgramData,
    { optimiser, steps = Infinity, seed = 0 }: StepTrainerOptions = {},
  ) {
    if (program.loss < 0) {
      throw new DomainError(
        "programTrainer: the program minimises nothing; call program.minimise(…).",
      );
    }
    this.optimiser = optimiserSettings(optimiser);
    if (this.optimiser.schedule === "cosine" && !Number.isFinite(steps)) {
      throw new DomainError(
        'programTrainer: the schedule "cosine" wants `steps`, the length of the run.',
      );
    }
    this.steps = steps;
    this.kernel = new ProgramKernel(program, RandomStream.fromSeed(seed));
  }

  /** Steps taken. */
  get step(): number {
    return this.#step;
  }

  /**
   * One step along the gradient of a batch, and its loss before the step.
   * @param active samples that count, the first ones; default all
   * @throws as ProgramKernel.setInputs
   */
  train(inputs: ProgramInputs, active?: number): number {
    return this.trainTogether([inputs], active);
  }

  /** One step along the mean gradient of several batches. @throws as `train` */
  trainTogether(batches: readonly ProgramInputs[], active?: number): number {
    const { kernel } = this;
    if (batches.length === 0) {
      throw new DomainError("StepTrainer.trainTogether: got no batches; expected at least one.");
    }
    kernel.clearGradient();
    let sum = 0;
    batches.forEach((inputs, k) => {
      kernel.setInputs(inputs);
      kernel.train(this.#step * batches.length + k, active, 1 / batches.length);
      sum += kernel.loss;
    });
    optimise(kernel, this.optimiser, this.#step, this.steps);
    this.#step++;
    return sum / batches.length;
  }

  /** The outputs of a batch as copies, by name. @throws as `train` */
  evaluate(inputs: ProgramInputs, active?: number): Record<string, Float32Array> {
    this.kernel.setInputs(inputs);
    this.kernel.evaluate(active);
    const names = Object.keys(this.kernel.program.outputs);
    return Object.fromEntries(names.map((name) => [name, this.kernel.output(name).slice()]));
  }
}

/** A trainer with its parameters drawn. @throws as StepTrainer */
export function programTrainer(
  program: ProgramData,
  options: StepTrainerOptions = {},
): StepTrainer {
  return new StepTrainer(program, options);
}
