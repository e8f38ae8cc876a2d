/**
 * The steps of algorithm A1 for any unit, written for reading: particle after particle,
 * by the unit's own value and pullback.
 *
 *   θ_i ← θ_i − (α/N) (Σ_s ∂_zσ*(x_s; θ_i)ᵀ e_s + 2τ θ_i) + √(2βα/N) Π ξ_i
 *
 * where e_s = ∂loss/∂Φ(x_s), and the equivariant scheme puts P θ_i for θ_i on the right
 * and projects the drift.
 */
import { Matrix, type Vector } from "../../numerics/index.js";
import { threefryNormals, threefryWords } from "../../numerics/random/threefry.js";
import { drawBatch } from "../data-law.js";
import { ensembleMean } from "../network.js";
import type { EnsembleSettings } from "../options.js";
import { usesOrbit } from "../scheme.js";
import { initialParticles } from "../start.js";
import { type EnsembleStreams, ensembleStreams } from "../streams.js";
import type { Engine } from "./engine.js";

interface Batch {
  inputs: Matrix;
  outputs: Matrix;
  weights: Float64Array;
}

export class ReferenceEngine implements Engine {
  readonly #settings: EnsembleSettings;
  readonly #streams: EnsembleStreams;
  #theta: Matrix;

  constructor(settings: EnsembleSettings) {
    this.#settings = settings;
    this.#streams = ensembleStreams(settings.seed);
    this.#theta = initialParticles(settings);
  }

  advance(first: number, count: number, lossSum: number): number {
    let sum = lossSum;
    for (let step = first; step < first + count; step++) sum += this.#step(step);
    return sum;
  }

  particles(): Matrix {
    return this.#theta.clone();
  }

  setParticles(particles: Matrix): void {
    this.#theta = particles.clone();
  }

  /** Where the units are evaluated: P θ for the equivariant scheme, θ otherwise. */
  #placed(): Matrix {
    const { scheme, symmetry } = this.#settings;
    return scheme === "equivariant"
      ? this.#theta.multiply(symmetry.projector.transpose())
      : this.#theta;
  }

  #step(step: number): number {
    const { unit, scheme, symmetry, particles, learningRate, penalty } = this.#settings;
    const shown = this.#show(this.#draw(step), step);
    const placed = this.#placed();
    const prediction = ensembleMean(unit, placed, shown.inputs);
    const { loss, residual } = this.#residual(shown, prediction);
    const noise = this.#noise(step);
    for (let i = 0; i < particles; i++) {
      const z = placed.row(i);
      let drift: Vector = z.map((value) => 2 * penalty * value);
      for (let s = 0; s < shown.inputs.rows; s++) {
        unit.pullback(shown.inputs.row(s), z, residual.row(s), drift);
      }
      if (scheme === "equivariant") drift = symmetry.projector.apply(drift);
      const theta = this.#theta.row(i);
      for (let q = 0; q < theta.length; q++) {
        theta[q] += noise.at(i, q) - (learningRate / particles) * drift[q];
      }
    }
    return loss;
  }

  #draw(step: number): Batch {
    const { data, unit, batch } = this.#settings;
    if (data.kind === "fixed") return data;
    const weights = new Float64Array(batch).fill(1 / batch);
    if (data.kind === "sampled") {
      return { ...drawBatch(data, this.#streams.data, step, batch, unit), weights };
    }
    const draws = new Matrix(batch, unit.inputDimension);
    threefryNormals(this.#streams.data.key, 0, step, draws.data);
    const inputs = draws.multiply(data.factor.transpose());
    for (let b = 0; b < batch; b++) {
      for (let l = 0; l < inputs.columns; l++) inputs.row(b)[l] += data.mean[l];
    }
    return { inputs, outputs: ensembleMean(unit, data.particles, inputs), weights };
  }

  /** The batch as the scheme shows it; for an orbit, node g of sample b stands in row g · B + b. */
  #show(batch: Batch, step: number): Batch {
    const { scheme, symmetry } = this.#settings;
    const size = batch.inputs.rows;
    if (scheme === "augmentation-sampled") {
      const images = { ...batch, inputs: batch.inputs.clone(), outputs: batch.outputs.clone() };
      for (let b = 0; b < size; b++) {
        const word = threefryWords(this.#streams.augmentation.key, b, step, 1)[0];
        const g = Math.floor((word * symmetry.weights.length) / 2 ** 32);
        images.inputs.row(b).set(symmetry.input[g].apply(batch.inputs.row(b)));
        images.outputs.row(b).set(symmetry.output[g].apply(batch.outputs.row(b)));
      }
      return images;
    }
    if (!usesOrbit(scheme)) return batch;
    const order = symmetry.weights.length;
    const orbit = {
      inputs: new Matrix(order * size, batch.inputs.columns),
      outputs: new Matrix(order * size, batch.outputs.columns),
      weights: new Float64Array(order * size),
    };
    for (let g = 0; g < order; g++) {
      for (let b = 0; b < size; b++) {
        orbit.inputs.row(g * size + b).set(symmetry.input[g].apply(batch.inputs.row(b)));
        orbit.outputs.row(g * size + b).set(symmetry.output[g].apply(batch.outputs.row(b)));
        orbit.weights[g * size + b] = symmetry.weights[g] * batch.weights[b];
      }
    }
    return orbit;
  }

  #residual(shown: Batch, prediction: Matrix): { loss: number; residual: Matrix } {
    const { scheme, symmetry, batch } = this.#settings;
    const averaged = scheme === "feature-averaging";
    const error = prediction.subtract(shown.outputs);
    if (averaged) {
      // Q_GΦ(x_b) − y_b, seen from each node: ρ̂_g (Σ_h w_h ρ̂_hᵀ Φ(ρ_h x_b) − y_b).
      const order = symmetry.weights.length;
      for (let b = 0; b < batch; b++) {
        const mean = new Float64Array(error.columns);
        for (let g = 0; g < order; g++) {
          const back = symmetry.output[g].transpose().apply(error.row(g * batch + b));
          for (let k = 0; k < mean.length; k++) mean[k] += symmetry.weights[g] * back[k];
        }
        for (let g = 0; g < order; g++) {
          error.row(g * batch + b).set(symmetry.output[g].apply(mean));
        }
      }
    }
    let loss = 0;
    for (let s = 0; s < error.rows; s++) {
      const row = error.row(s);
      for (let k = 0; k < row.length; k++) {
        loss += shown.weights[s] * row[k] ** 2;
        row[k] *= 2 * shown.weights[s];
      }
    }
    return { loss, residual: error };
  }

  /** √(2βα/N) Π ξ: the pair p of particle i is the block (i · P + p, step). */
  #noise(step: number): Matrix {
    const { particles, unit, temperature, learningRate, noiseProjector } = this.#settings;
    const size = unit.parameterDimension;
    const xi = new Matrix(particles, size);
    if (temperature === 0 || learningRate === 0) return xi;
    const pairs = Math.ceil(size / 2);
    const draws = new Float64Array(2 * pairs * particles);
    threefryNormals(this.#streams.noise.key, 0, step, draws);
    for (let i = 0; i < particles; i++) {
      xi.row(i).set(draws.subarray(2 * pairs * i, 2 * pairs * i + size));
    }
    const scale = Math.sqrt((2 * temperature * learningRate) / particles);
    return (noiseProjector ? xi.multiply(noiseProjector.transpose()) : xi).scale(scale);
  }
}
