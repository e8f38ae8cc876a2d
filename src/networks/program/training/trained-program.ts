/** A program with parameters: what can be asked about new data. */
import { DomainError } from "../../../errors.js";
import { RandomStream } from "../../../numerics/index.js";
import { ProgramKernel } from "../machine/kernel.js";
import type { ProgramData } from "../record/node.js";
import { type BatchMaker, plainBatches, type SampleArrays } from "./batch-maker.js";
import { Replayer } from "./replayer.js";
import type { ProgramParameters } from "./saved-state.js";

export class TrainedProgram {
  readonly program: ProgramData;
  readonly parameters: ProgramParameters;
  #replayer: Replayer | undefined;

  constructor(program: ProgramData, parameters: ProgramParameters) {
    this.program = program;
    this.parameters = parameters;
  }

  /**
   * The outputs over any number of samples, by name: the numbers of each sample in turn, or the
   * mean over the samples of what is a single number, NaN for no samples.
   * @throws ShapeError, DomainError for data that do not fit the program; DomainError for parameters
   *   that are those of another one
   */
  evaluate(
    data: SampleArrays,
    batches: BatchMaker = plainBatches(this.program),
  ): Record<string, Float32Array> {
    this.#replayer ??= this.#load();
    return this.#replayer.outputs(batches, data);
  }

  #load(): Replayer {
    const kernel = new ProgramKernel(this.program, RandomStream.fromSeed(0));
    const { parameters, running } = this.parameters;
    for (const [name, own, given] of [
      ["parameters", kernel.parameters, parameters],
      ["running statistics", kernel.running, running],
    ] as const) {
      if (own.length === given.length) continue;
      throw new DomainError(
        `TrainedProgram: got ${given.length} numbers of ${name}; this program has ${own.length}.`,
      );
    }
    kernel.parameters.set(parameters);
    kernel.running.set(running);
    return new Replayer(kernel);
  }
}
