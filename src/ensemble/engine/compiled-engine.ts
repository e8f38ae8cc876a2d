/**
 * The kernel src/native/sources/ensemble/ensemble.c behind the Engine interface: a network of its own for
 * each run, so that a run is one thread's and its bits do not depend on others.
 */
import {
  type EnsembleBuild,
  EnsembleKernel,
  MAX_HIDDEN,
  MAX_PARAMETERS,
  type NetworkArray,
  type NetworkSizes,
} from "../../native/ensemble-kernel.js";
import { ensembleBuild } from "../../native/native-ensemble.js";
import { Matrix } from "../../numerics/index.js";
import { drawBatch } from "../data-law.js";
import type { EnsembleSettings } from "../options.js";
import { SCHEMES } from "../scheme.js";
import { initialParticles } from "../start.js";
import { type EnsembleStreams, ensembleStreams } from "../streams.js";
import { ACTIVATION_CODES } from "../unit/activation.js";
import type { Engine } from "./engine.js";

/** Batches of a sampled law that are handed over at a time. */
const POOL = 256;

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

  /** @throws EnvironmentError when there is not enough memory */
  constructor(settings: EnsembleSettings, build: EnsembleBuild = ensembleBuild()) {
    this.#settings = settings;
    const kernel = new EnsembleKernel(build, networkSizes(settings));
    this.#kernel = kernel;
    const { symmetry, data, particles, batch } = settings;
    const { learningRate, temperature, penalty, noiseProjector } = settings;
    kernel.rates(
      learningRate / particles,
      penalty,
      Math.sqrt((2 * temperature * learningRate) / particles),
      noiseProjector !== undefined,
    );
    const streams = ensembleStreams(settings.seed);
    this.#streams = streams;
    kernel.keys(...streams.data.key, ...streams.augmentation.key, ...streams.noise.key);
    symmetry.input.forEach((m, g) => {
      this.#write("rho_in", m.data, g);
    });
    symmetry.output.forEach((m, g) => {
      this.#write("rho_out", m.data, g);
    });
    this.#write("node_weights", symmetry.weights);
    this.#write("projector", symmetry.projector.data);
    if (noiseProjector) this.#write("noise_projector", noiseProjector.data);
    this.#write(
      "sample_weights",
      data.kind === "fixed" ? data.weights : new Float64Array(batch).fill(1 / batch),
    );
    if (data.kind === "teacher") {
      this.#write("input_mean", data.mean);
      this.#write("input_factor", data.factor.data);
      this.#writeColumns("teacher", kernel.teacherRowLength, data.particles);
    }
    if (data.kind === "fixed") {
      this.#write("pool_inputs", data.inputs.data);
      this.#write("pool_targets", data.outputs.data);
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
    const stride = this.#kernel.rowLength;
    const theta = this.#kernel.array("theta", stride * unit.parameterDimension);
    const out = new Matrix(particles, unit.parameterDimension);
    for (let i = 0; i < particles; i++) {
      for (let q = 0; q < out.columns; q++) out.data[i * out.columns + q] = theta[q * stride + i];
    }
    return out;
  }

  setParticles(particles: Matrix): void {
    this.#writeColumns("theta", this.#kernel.rowLength, particles);
  }

  #fillPool(step: number): void {
    const { data, batch, unit } = this.#settings;
    if (data.kind !== "sampled") return;
    const { inputs, outputs } = drawBatch(data, this.#streams.data, step, batch, unit);
    this.#write("pool_inputs", inputs.data, step % POOL);
    this.#write("pool_targets", outputs.data, step % POOL);
  }

  /** `values` become entry `index` of an array of such blocks. */
  #write(name: NetworkArray, values: Float64Array, index = 0): void {
    this.#kernel.array(name, values.length, index * values.length).set(values);
  }

  /** Row i of `rows` becomes entry i of each of the kernel's parameter rows. */
  #writeColumns(name: NetworkArray, stride: number, rows: Matrix): void {
    const to = this.#kernel.array(name, stride * rows.columns);
    for (let i = 0; i < rows.rows; i++) {
      for (let q = 0; q < rows.columns; q++) to[q * stride + i] = rows.data[i * rows.columns + q];
    }
  }
}

function networkSizes({
  unit,
  symmetry,
  data,
  scheme,
  particles,
  batch,
}: EnsembleSettings): NetworkSizes {
  const shape = unit.shape!;
  return {
    ...shape,
    activation: ACTIVATION_CODES[shape.activation],
    scheme: SCHEMES.indexOf(scheme),
    particles,
    batch,
    nodes: symmetry.weights.length,
    teachers: data.kind === "teacher" ? data.particles.rows : 0,
    pool: { teacher: 0, fixed: 1, sampled: POOL }[data.kind],
  };
}
