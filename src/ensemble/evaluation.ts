/**
 * What a trained network predicts, and its risk on fresh data.
 *
 * The particles of feature averaging are not the model: the model is Q_GΦ, and the
 * equivariant scheme's is Φ at the projected particles.
 */
import { DomainError, ShapeError } from "../errors.js";
import { Matrix, type Vector } from "../numerics/index.js";
import { requireFinite } from "../numerics/linear-algebra/finite-matrix.js";
import { drawBatch } from "./data-law.js";
import { averagedMean, ensembleMean } from "./network.js";
import type { EnsembleSettings } from "./options.js";
import { ensembleStreams } from "./streams.js";
import type { EnsembleRun } from "./training/run.js";

/** The trained model x ↦ y, as its scheme uses it. */
export function ensembleModel(run: EnsembleRun): (input: Vector) => Vector {
  return (input) => predictions(run, new Matrix(1, input.length, Float64Array.from(input))).row(0);
}

/**
 * The trained model at each row of `inputs` (n × d): n × c.
 * @param options.raw Φ itself, without the average of the feature-averaging scheme
 */
export function predictions(
  { settings, particles }: Pick<EnsembleRun, "settings" | "particles">,
  inputs: Matrix,
  options: { raw?: boolean } = {},
): Matrix {
  const { unit, scheme, symmetry } = settings;
  if (inputs.columns !== unit.inputDimension) {
    throw new ShapeError(
      `predictions: got inputs of dimension ${inputs.columns}; expected ${unit.inputDimension} for the ${unit.name}.`,
    );
  }
  requireFinite("predictions", "inputs", inputs);
  const cloud =
    scheme === "equivariant" ? particles.multiply(symmetry.projector.transpose()) : particles;
  if (scheme !== "feature-averaging" || options.raw) return ensembleMean(unit, cloud, inputs);
  return averagedMean(unit, symmetry, cloud, inputs);
}

export interface Risk {
  /** Mean of |prediction − y|² (sum over outputs). */
  risk: number;
  /** 1 − risk / Var(Y): 0 for the best constant, 1 for a perfect fit. */
  explained: number;
}

/**
 * The risk on `points` fresh samples of the run's data law (on the data itself where it
 * is fixed), the same samples for every scheme of a seed.
 */
export function evaluateRisk(
  run: EnsembleRun,
  options: { points?: number; raw?: boolean } = {},
): Risk {
  const samples = freshSamples(run.settings, options.points ?? 100);
  return riskOf(predictions(run, samples.inputs, options), samples);
}

/** The risk of any model on weighted samples, such as `freshSamples` or `fixedData` gives. */
export function modelRisk(
  model: (input: Float64Array) => ArrayLike<number>,
  samples: WeightedSamples,
): Risk {
  const predicted = new Matrix(samples.outputs.rows, samples.outputs.columns);
  for (let s = 0; s < predicted.rows; s++) {
    const value = model(samples.inputs.row(s).slice());
    if (value.length !== predicted.columns) {
      throw new ShapeError(
        `modelRisk: the model gave ${value.length} numbers for sample ${s}; expected ${predicted.columns}, as the samples' outputs have.`,
      );
    }
    predicted.row(s).set(value);
  }
  return riskOf(predicted, samples);
}

function riskOf(predicted: Matrix, { inputs, outputs, weights }: WeightedSamples): Risk {
  const columns = outputs.columns;
  const mean = new Float64Array(columns);
  for (let s = 0; s < inputs.rows; s++) {
    for (let k = 0; k < columns; k++) mean[k] += weights[s] * outputs.at(s, k);
  }
  let risk = 0;
  let variance = 0;
  for (let s = 0; s < inputs.rows; s++) {
    for (let k = 0; k < columns; k++) {
      risk += weights[s] * (predicted.at(s, k) - outputs.at(s, k)) ** 2;
      variance += weights[s] * (outputs.at(s, k) - mean[k]) ** 2;
    }
  }
  return { risk, explained: variance === 0 ? Number.NaN : 1 - risk / variance };
}

/** Samples (n × d and n × c) with weights that sum to 1. */
export interface WeightedSamples {
  readonly inputs: Matrix;
  readonly outputs: Matrix;
  readonly weights: Float64Array;
}

/** Weighted samples of the data law that training did not see; of fixed data, the data. */
export function freshSamples(
  { data, unit, seed }: Pick<EnsembleSettings, "data" | "unit" | "seed">,
  points: number,
): WeightedSamples {
  if (data.kind === "fixed") return data;
  if (!Number.isInteger(points) || points < 1) {
    throw new DomainError(`freshSamples: got ${points} points; expected a whole number from 1 on.`);
  }
  const weights = new Float64Array(points).fill(1 / points);
  const stream = ensembleStreams(seed).evaluation;
  if (data.kind === "sampled") return { ...drawBatch(data, stream, 0, points, unit), weights };
  const inputs = new Matrix(
    points,
    unit.inputDimension,
    stream.normals(points * unit.inputDimension),
  ).multiply(data.factor.transpose());
  for (let s = 0; s < points; s++) {
    for (let l = 0; l < inputs.columns; l++) inputs.row(s)[l] += data.mean[l];
  }
  return { inputs, outputs: ensembleMean(unit, data.particles, inputs), weights };
}
