/** A run that can be taken step by step, saved at any step and continued to the same bits. */
import { DomainError } from "../../errors.js";
import { RandomStream } from "../../numerics/index.js";
import { initialParameters } from "../initialisation.js";
import { PerceptronKernel } from "../kernel.js";
import { Perceptron } from "../perceptron.js";
import type { TermReading } from "./gradient-term.js";
import { adamStep } from "./optimiser.js";
import { loadState, saveState, type TrainingRecord, type TrainingState } from "./saved-state.js";
import {
  type PerceptronTraining,
  type TrainingSettings,
  trainingFingerprint,
  trainingSettings,
} from "./settings.js";

const NO_TERM: TermReading = { value: 0, numbers: new Float64Array(0) };

export class PerceptronTrainer {
  readonly settings: TrainingSettings;
  readonly #kernel: PerceptronKernel;
  readonly #random: RandomStream;
  #history: TrainingRecord[] = [];
  #step = 0;
  #loss = Number.NaN;
  #order: { epoch: number; rows: readonly number[] } = { epoch: -1, rows: [] };

  /** @throws DomainError or ShapeError naming the option at fault */
  constructor(options: PerceptronTraining) {
    this.settings = trainingSettings(options);
    const { widths, activation, seed, points, targets, initialisation } = this.settings;
    this.#random = RandomStream.fromSeed(seed);
    this.#kernel = new PerceptronKernel(widths, activation);
    this.#kernel.setData(points.data, targets.data);
    const random = this.#random.split("initialisation");
    this.#kernel.parameters.set(
      this.settings.initial?.parameters ??
        initialParameters(widths, activation, random, initialisation),
    );
  }

  /** A trainer that stands where the saved one stood. @throws DataError for a file that is damaged or of another run */
  static resume(options: PerceptronTraining, path: string): PerceptronTrainer {
    const trainer = new PerceptronTrainer(options);
    trainer.restore(loadState(path, trainingFingerprint(trainer.settings)));
    return trainer;
  }

  /** Steps taken. */
  get step(): number {
    return this.#step;
  }

  get finished(): boolean {
    return this.#step === this.settings.steps;
  }

  /** Of the data, before the step that was taken last; NaN before the first. */
  get loss(): number {
    return this.#loss;
  }

  /** The network as it stands. */
  get network(): Perceptron {
    const { widths, activation } = this.settings;
    return new Perceptron(widths, this.#kernel.parameters, activation);
  }

  get history(): readonly TrainingRecord[] {
    return this.#history;
  }

  /**
   * Takes up to `count` steps and stops at the end of the run.
   * @throws DomainError naming the step at which the loss, the term or a parameter is no longer finite
   */
  advance(count: number): void {
    const { settings } = this;
    const kernel = this.#kernel;
    const end = Math.min(this.#step + count, settings.steps);
    while (this.#step < end) {
      const step = this.#step;
      kernel.clearGradient();
      const loss = kernel.squaredLoss(this.#batch(step));
      const term = settings.term?.add(kernel, this.#random.split("term").split(step)) ?? NO_TERM;
      if (!Number.isFinite(loss + term.value)) this.#reportDivergence(step, loss, term.value);
      if (step % settings.recordEvery === 0 || step === settings.steps - 1) {
        this.#history.push({ step, loss, term: term.value, numbers: term.numbers.slice() });
      }
      kernel.adam(adamStep(settings.optimiser, step, settings.steps, kernel));
      this.#loss = loss;
      this.#step++;
    }
    if (!kernel.parameters.every(Number.isFinite)) {
      this.#reportDivergence(this.#step - 1, this.#loss, 0);
    }
  }

  state(): TrainingState {
    return {
      step: this.#step,
      parameters: this.#kernel.parameters.slice(),
      firstMoments: this.#kernel.firstMoments.slice(),
      secondMoments: this.#kernel.secondMoments.slice(),
      history: [...this.#history],
    };
  }

  restore(state: TrainingState): void {
    this.#step = state.step;
    this.#loss = state.history.at(-1)?.loss ?? Number.NaN;
    this.#history = [...state.history];
    this.#kernel.parameters.set(state.parameters);
    this.#kernel.firstMoments.set(state.firstMoments);
    this.#kernel.secondMoments.set(state.secondMoments);
  }

  save(path: string): void {
    saveState(path, trainingFingerprint(this.settings), this.state());
  }

  /** The rows of a step; undefined for all. */
  #batch(step: number): readonly number[] | undefined {
    const { batch, points } = this.settings;
    if (batch === points.rows) return undefined;
    const perEpoch = Math.floor(points.rows / batch);
    const epoch = Math.floor(step / perEpoch);
    if (this.#order.epoch !== epoch) {
      const rows = this.#random.split("batches").split(epoch).permutation(points.rows);
      this.#order = { epoch, rows };
    }
    const start = (step % perEpoch) * batch;
    return this.#order.rows.slice(start, start + batch);
  }

  #reportDivergence(step: number, loss: number, term: number): never {
    const { term: made, steps, optimiser } = this.settings;
    const what = made ? `loss ${loss}, ${made.name} ${term}` : `loss ${loss}`;
    throw new DomainError(
      `trainPerceptron: the run diverged at step ${step} of ${steps} (${what}); take a smaller learningRate than ${optimiser.learningRate}, or smaller data.`,
    );
  }
}
