/**
 * A run of a program over data, step by step. Order, dropout and all other draws are functions of
 * (seed, step), so that a saved state continues to the same bits.
 */
import { DomainError } from "../../../errors.js";
import { RandomStream } from "../../../numerics/index.js";
import { ProgramKernel } from "../machine/kernel.js";
import { optimise } from "./optimiser.js";
import { Replayer } from "./replayer.js";
import {
  loadProgramState,
  type ProgramParameters,
  type ProgramRecord,
  type ProgramState,
  saveProgramState,
} from "./saved-state.js";
import {
  type ProgramTraining,
  type ProgramTrainingSettings,
  programFingerprint,
  programTrainingSettings,
} from "./settings.js";

export class ProgramTrainer {
  readonly settings: ProgramTrainingSettings;
  readonly kernel: ProgramKernel;
  readonly #replayer: Replayer;
  readonly #count: number;
  readonly #random: RandomStream;
  readonly #history: ProgramRecord[] = [];
  #best: ProgramParameters | undefined;
  #bestRecord = -1;
  #step = 0;
  #order: { epoch: number; samples: number[] } | undefined;
  #loss = Number.NaN;

  /** @throws DomainError or ShapeError naming the option at fault */
  constructor(options: ProgramTraining) {
    this.settings = programTrainingSettings(options);
    const { program, data, batches, seed } = this.settings;
    this.#random = RandomStream.fromSeed(seed);
    this.kernel = new ProgramKernel(program, this.#random.split("program"));
    this.#replayer = new Replayer(this.kernel);
    this.#count = batches.count(data);
  }

  /** Continues a saved run. @throws DataError when the file is damaged or of another run */
  static resume(options: ProgramTraining, path: string): ProgramTrainer {
    const trainer = new ProgramTrainer(options);
    trainer.#restore(loadProgramState(path, programFingerprint(trainer.settings)));
    return trainer;
  }

  get step(): number {
    return this.#step;
  }
  get finished(): boolean {
    const { steps, patience } = this.settings;
    const waited = this.#bestRecord >= 0 ? this.#history.length - 1 - this.#bestRecord : 0;
    return this.#step >= steps || waited >= patience;
  }
  /** Of the last step's batch. */
  get loss(): number {
    return this.#loss;
  }
  get history(): readonly ProgramRecord[] {
    return this.#history;
  }
  /** The record whose selected measurement is least; the last one without a selection. */
  get best(): ProgramRecord | undefined {
    return this.#history[this.#bestRecord] ?? this.#history[this.#history.length - 1];
  }
  /** The parameters at the best record, or as they stand without a selection. */
  get bestParameters(): ProgramParameters {
    return this.#best ?? this.lastParameters;
  }
  get lastParameters(): ProgramParameters {
    const { parameters, running } = this.kernel;
    return { parameters: parameters.slice(), running: running.slice() };
  }

  /** At most `count` steps. @throws DomainError when the loss is no number any more */
  advance(count: number): void {
    for (let k = 0; k < count && !this.finished; k++) this.#advance();
  }

  /** Writes all that is needed to continue. @throws DomainError for batches that are not portable */
  save(path: string): void {
    const { kernel } = this;
    saveProgramState(path, programFingerprint(this.settings), {
      ...{ step: this.#step, loss: this.#loss, bestRecord: this.#bestRecord },
      ...{ last: this.lastParameters, best: this.bestParameters },
      moments: kernel.moments.map((moment) => moment.slice()),
      history: this.#history,
    });
  }

  #advance(): void {
    const { data, batches, batch, copies, optimiser, steps, program, recordEvery } = this.settings;
    const { samples, places } = this.#samples(this.#step);
    const parts = Math.ceil((batch * copies) / program.samples);
    this.kernel.clearGradient();
    this.#loss = this.#replayer.gradient(batches, data, {
      ...{ samples, copies: places, run: this.#step * parts },
      random: this.#random.split("batches").split(this.#step),
    });
    if (!Number.isFinite(this.#loss)) {
      throw new DomainError(
        `trainProgram: the loss of step ${this.#step} is ${this.#loss}; take a smaller learning rate, or look for what is not finite in the data.`,
      );
    }
    optimise(this.kernel, optimiser, this.#step, steps);
    this.#step++;
    if (this.#step % recordEvery === 0 || this.#step === steps) this.#record();
  }

  /** The samples of a step, all of the batch once for each copy. */
  #samples(step: number): { samples: Int32Array; places: Int32Array } {
    const { batch, copies } = this.settings;
    const stepsPerEpoch = Math.floor(this.#count / batch);
    const epoch = Math.floor(step / stepsPerEpoch);
    if (this.#order?.epoch !== epoch) {
      const samples = this.#random.split("order").split(epoch).permutation(this.#count);
      this.#order = { epoch, samples };
    }
    const first = (step % stepsPerEpoch) * batch;
    const drawn = this.#order.samples;
    return {
      samples: Int32Array.from({ length: batch * copies }, (_, k) => drawn[first + (k % batch)]),
      places: Int32Array.from({ length: batch * copies }, (_, k) => Math.floor(k / batch)),
    };
  }

  #record(): void {
    const { evaluations, evaluationBatches, select } = this.settings;
    const measures: Record<string, number> = {};
    for (const [set, data] of Object.entries(evaluations)) {
      const found = this.#replayer.measure(evaluationBatches, data);
      for (const [name, value] of Object.entries(found)) measures[`${set}: ${name}`] = value;
    }
    this.#history.push({ step: this.#step, loss: this.#loss, measures });
    if (select === undefined) return;
    const least = this.#history[this.#bestRecord]?.measures[select] ?? Infinity;
    if (!(measures[select] < least)) return;
    this.#bestRecord = this.#history.length - 1;
    this.#best = this.lastParameters;
  }

  #restore({ step, loss, bestRecord, last, best, moments, history }: ProgramState): void {
    this.#step = step;
    this.#loss = loss;
    this.#bestRecord = bestRecord;
    this.#best = bestRecord < 0 ? undefined : best;
    this.#history.push(...history);
    this.kernel.parameters.set(last.parameters);
    this.kernel.running.set(last.running);
    for (const [k, moment] of this.kernel.moments.entries()) moment.set(moments[k]);
  }
}
