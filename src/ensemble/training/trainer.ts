/**
 * A run that can be taken step by step, saved at any step and continued to the same
 * bits (algorithm A1).
 */
import { DomainError } from "../../errors.js";
import type { Matrix } from "../../numerics/index.js";
import { type Engine, makeEngine } from "../engine/engine.js";
import { type EnsembleOptions, type EnsembleSettings, ensembleSettings } from "../options.js";
import { fingerprint } from "../portable.js";
import { type EnsembleRun, type Snapshot, snapshotSteps, type TrainingState } from "./run.js";
import { loadState, saveState } from "./saved-state.js";

export class EnsembleTrainer {
  readonly settings: EnsembleSettings;
  readonly #engine: Engine;
  readonly #snapshotSteps: readonly number[];
  readonly #snapshots: Snapshot[] = [];
  #step = 0;
  #lossSum = 0;

  /** @throws DomainError or ShapeError naming the option at fault */
  constructor(options: EnsembleOptions) {
    this.settings = ensembleSettings(options);
    this.#engine = makeEngine(this.settings);
    this.#snapshotSteps = snapshotSteps(this.settings);
    this.#takeSnapshots();
  }

  /** A trainer that stands where the saved one stood. @throws DataError for a file that is damaged or of another run */
  static resume(options: EnsembleOptions, path: string): EnsembleTrainer {
    const trainer = new EnsembleTrainer(options);
    trainer.#restore(loadState(path, fingerprint(trainer.settings)));
    return trainer;
  }

  /** Steps taken. */
  get step(): number {
    return this.#step;
  }

  get finished(): boolean {
    return this.#step === this.settings.steps;
  }

  /** Mean batch loss since the last snapshot; NaN before the first step after it. */
  get loss(): number {
    return this.#lossSum / (this.#step - (this.#snapshots.at(-1)?.step ?? 0));
  }

  /**
   * Takes up to `count` steps and stops at the end of the run.
   * @throws DomainError when a particle is no longer finite
   */
  advance(count: number): void {
    const end = Math.min(this.#step + count, this.settings.steps);
    while (this.#step < end) {
      const next = this.#snapshotSteps[this.#snapshots.length] ?? this.settings.steps;
      const part = Math.min(end, next) - this.#step;
      this.#lossSum = this.#engine.advance(this.#step, part, this.#lossSum);
      this.#step += part;
      if (!Number.isFinite(this.#lossSum)) this.#reportDivergence(this.#engine.particles());
      this.#takeSnapshots();
    }
  }

  save(path: string): void {
    saveState(path, fingerprint(this.settings), this.#state());
  }

  /** @param seconds of computation, for the record */
  result(seconds: number): EnsembleRun {
    const particles = this.#engine.particles();
    return { settings: this.settings, particles, snapshots: this.#snapshots, seconds };
  }

  #state(): TrainingState {
    return {
      step: this.#step,
      particles: this.#engine.particles(),
      snapshots: this.#snapshots,
      lossSum: this.#lossSum,
    };
  }

  #restore(state: TrainingState): void {
    this.#step = state.step;
    this.#lossSum = state.lossSum;
    this.#snapshots.splice(0, Number.POSITIVE_INFINITY, ...state.snapshots);
    this.#engine.setParticles(state.particles);
  }

  #takeSnapshots(): void {
    while (this.#snapshotSteps[this.#snapshots.length] <= this.#step) {
      const particles = this.#engine.particles();
      if (!particles.data.every(Number.isFinite)) this.#reportDivergence(particles);
      this.#snapshots.push({ step: this.#step, particles, loss: this.loss });
      this.#lossSum = 0;
    }
  }

  #reportDivergence(particles: Matrix): never {
    const { settings } = this;
    const bad = particles.data.findIndex((value) => !Number.isFinite(value));
    const where = bad < 0 ? "" : ` (particle ${Math.floor(bad / particles.columns)})`;
    throw new DomainError(
      `trainEnsemble: the ${bad < 0 ? "loss is" : "particles are"} no longer finite at step ${this.#step} of ${settings.steps}${where}; the run diverged. Take a smaller learningRate than ${settings.learningRate}, more particles than ${settings.particles}, or smaller data.`,
    );
  }
}
