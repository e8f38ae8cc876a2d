/** A program with parameters: what can be asked about new data. */
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
   * mean over the samples of what is a single number.
   * @throws ShapeError, DomainError for data that do not fit the program
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
    kernel.parameters.set(this.parameters.parameters);
    kernel.running.set(this.parameters.running);
    return new Replayer(kernel);
  }
}
