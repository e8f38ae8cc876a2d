/**
 * The kernel src/native/ensemble.c behind the Engine interface: an instance of its own
 * for each run, so that a run is one thread's and its bits do not depend on others.
 */
import { instantiateNative, type NativeExports } from "../../native/load.js";
import { Matrix } from "../../numerics/index.js";
import { drawBatch } from "../data-law.js";
import {
  type EnsembleSettings,
  type EnsembleStreams,
  ensembleStreams,
  initialParticles,
} from "../options.js";
import { SCHEMES } from "../scheme.js";
import { ACTIVATION_CODES } from "../unit/activation.js";
import type { Engine } from "./engine.js";

/** Limits of the kernel's working storage. */
const MAX_PARAMETERS = 512;
const MAX_HIDDEN = 128;
/** Batches of a sampled law that are handed over at a time. */
const POOL = 256;

type Address = () => number;

interface EnsembleKernel extends NativeExports {
  shape(...sizes: number[]): void;
  configure(...sizes: number[]): void;
  rates(step: number, penalty: number, noise: number, projectNoise: number): void;
  keys(...words: number[]): void;
  steps(first: number, count: number, lossSum: number): number;
  row_length(): number;
  teacher_row_length(): number;
  at_theta: Address;
  at_teacher: Address;
  at_pool_inputs: Address;
  at_pool_targets: Address;
  at_sample_weights: Address;
  at_input_mean: Address;
  at_input_factor: Address;
  at_rho_in: Address;
  at_rho_out: Address;
  at_node_weights: Address;
  at_projector: Address;
  at_noise_projector: Address;
}

export class CompiledEngine implements Engine {
  readonly #kernel: EnsembleKernel;
  readonly #settings: EnsembleSettings;
  readonly #streams: EnsembleStreams;

  static accepts({ unit }: EnsembleSettings): boolean {
    return (
      unit.shape !== undefined &&
      unit.parameterDimension <= MAX_PARAMETERS &&
      Math.max(unit.shape.hidden, unit.inputDimension, unit.outputDimension) <= MAX_HIDDEN
    );
  }

  constructor(settings: EnsembleSettings) {
    this.#settings = settings;
    const kernel = instantiateNative<EnsembleKernel>("ensemble").exports;
    this.#kernel = kernel;
    const { unit, symmetry, data, particles, batch } = settings;
    const { inputs, outputs, hidden, outer, bias, activation, at, parameters, scale } = unit.shape!;
    kernel.shape(
      ...[inputs, outputs, hidden, Number(outer), Number(bias), ACTIVATION_CODES[activation]],
      ...[at.outer, at.inner, at.bias, parameters, scale],
    );
    const teachers = data.kind === "teacher" ? data.particles.rows : 0;
    const pool = { teacher: 0, fixed: 1, sampled: POOL }[data.kind];
    const scheme = SCHEMES.indexOf(settings.scheme);
    kernel.configure(scheme, particles, batch, symmetry.weights.length, teachers, pool);
    const { learningRate, temperature, penalty, noiseProjector } = settings;
    kernel.rates(
      learningRate / particles,
      penalty,
      Math.sqrt((2 * temperature * learningRate) / particles),
      Number(noiseProjector !== undefined),
    );
    const streams = ensembleStreams(settings.seed);
    this.#streams = streams;
    kernel.keys(...streams.data.key, ...streams.augmentation.key, ...streams.noise.key);
    symmetry.input.forEach((m, g) => {
      this.#write(kernel.at_rho_in() + 8 * g * m.data.length, m.data);
    });
    symmetry.output.forEach((m, g) => {
      this.#write(kernel.at_rho_out() + 8 * g * m.data.length, m.data);
    });
    this.#write(kernel.at_node_weights(), symmetry.weights);
    this.#write(kernel.at_projector(), symmetry.projector.data);
    if (noiseProjector) this.#write(kernel.at_noise_projector(), noiseProjector.data);
    this.#write(
      kernel.at_sample_weights(),
      data.kind === "fixed" ? data.weights : new Float64Array(batch).fill(1 / batch),
    );
    if (data.kind === "teacher") {
      this.#write(kernel.at_input_mean(), data.mean);
      this.#write(kernel.at_input_factor(), data.factor.data);
      this.#writeColumns(kernel.at_teacher(), kernel.teacher_row_length(), data.particles);
    }
    if (data.kind === "fixed") {
      this.#write(kernel.at_pool_inputs(), data.inputs.data);
      this.#write(kernel.at_pool_targets(), data.outputs.data);
    }
    this.setParticles(initialParticles(settings));
  }

  advance(first: number, count: number, lossSum: number): number {
    if (this.#settings.data.kind !== "sampled") return this.#kernel.steps(first, count, lossSum);
    let sum = lossSum;
    for (let done = 0; done < count; ) {
      const part = Math.min(POOL - ((first + done) % POOL), count - done);
      for (let step = first + done; step < first + done + part; step++) this.#fillPool(step);
      sum = this.#kernel.steps(first + done, part, sum);
      done += part;
    }
    return sum;
  }

  particles(): Matrix {
    const { particles, unit } = this.#settings;
    const stride = this.#kernel.row_length();
    const theta = this.#view(this.#kernel.at_theta(), stride * unit.parameterDimension);
    const out = new Matrix(particles, unit.parameterDimension);
    for (let i = 0; i < particles; i++) {
      for (let q = 0; q < out.columns; q++) out.data[i * out.columns + q] = theta[q * stride + i];
    }
    return out;
  }

  setParticles(particles: Matrix): void {
    this.#writeColumns(this.#kernel.at_theta(), this.#kernel.row_length(), particles);
  }

  #fillPool(step: number): void {
    const { data, batch, unit } = this.#settings;
    if (data.kind !== "sampled") return;
    const { inputs, outputs } = drawBatch(data, this.#streams.data, step, batch, unit);
    const at = step % POOL;
    this.#write(this.#kernel.at_pool_inputs() + 8 * at * inputs.data.length, inputs.data);
    this.#write(this.#kernel.at_pool_targets() + 8 * at * outputs.data.length, outputs.data);
  }

  #view(address: number, length: number): Float64Array {
    return new Float64Array(this.#kernel.memory.buffer, address, length);
  }

  #write(address: number, values: Float64Array): void {
    this.#view(address, values.length).set(values);
  }

  /** Row i of `rows` becomes entry i of each of the kernel's parameter rows. */
  #writeColumns(address: number, stride: number, rows: Matrix): void {
    const to = this.#view(address, stride * rows.columns);
    for (let i = 0; i < rows.rows; i++) {
      for (let q = 0; q < rows.columns; q++) to[q * stride + i] = rows.data[i * rows.columns + q];
    }
  }
}
