/**
 * What one training run is: everything that its result depends on.
 *
 * | symbol | name here          | default, the paper's |
 * | N      | particles          |                      |
 * | T      | horizon            | 20                   |
 * | α      | learningRate       | 50                   |
 * | τ      | penalty            | 1e-4                 |
 * | β      | temperature        | 1e-6                 |
 * | B      | batch              | 20                   |
 * | Π      | noiseProjector     | I, or P_{E^G} for a strongly invariant start and the equivariant scheme |
 * | θ(0)   | start              | N(0, ¹⁄₁₆ I), projected on E^G where strongly invariant |
 */
import { DomainError, ShapeError } from "../errors.js";
import { Matrix, RandomStream } from "../numerics/index.js";
import { requireFinite } from "../numerics/linear-algebra/finite-matrix.js";
import { type DataLaw, requireDataSizes } from "./data-law.js";
import { requireScheme, type Scheme } from "./scheme.js";
import type { JointSymmetry } from "./symmetry.js";
import type { Unit } from "./unit/unit.js";

/** A law of i.i.d. initial particles, or the particles themselves (N × D). */
export type Start = "weakly-invariant" | "strongly-invariant" | Matrix;

export interface EnsembleOptions {
  unit: Unit;
  symmetry: JointSymmetry;
  data: DataLaw;
  scheme: Scheme;
  particles: number;
  start: Start;
  seed: number;
  horizon?: number;
  learningRate?: number;
  penalty?: number;
  temperature?: number;
  batch?: number;
  /** Of each entry of an initial particle; default ¼. */
  initialDeviation?: number;
  noiseProjector?: Matrix;
  /** How many snapshots are kept, evenly spaced, the last one at the end; default 5. */
  snapshots?: number;
}

/** The options with every default filled in and checked. */
export interface EnsembleSettings extends Required<Omit<EnsembleOptions, "noiseProjector">> {
  /** Absent when it is the identity. */
  noiseProjector: Matrix | undefined;
  /** ⌊N T⌋ */
  steps: number;
}

/** @throws DomainError or ShapeError naming the option at fault */
export function ensembleSettings(options: EnsembleOptions): EnsembleSettings {
  requireParts(options);
  const { unit, symmetry, data, start } = options;
  const settings: EnsembleSettings = {
    horizon: 20,
    learningRate: 50,
    penalty: 1e-4,
    temperature: 1e-6,
    batch: data.kind === "fixed" ? data.inputs.rows : 20,
    initialDeviation: 0.25,
    snapshots: 5,
    ...withoutUndefined(options),
    noiseProjector: options.noiseProjector,
    steps: 0,
  };
  requireScheme("trainEnsemble", settings.scheme);
  requireWhole("particles", settings.particles, 1);
  requireWhole("batch", settings.batch, 1);
  requireWhole("snapshots", settings.snapshots, 1);
  requireNotNegative("horizon", settings.horizon);
  requireNotNegative("learningRate", settings.learningRate);
  requireNotNegative("penalty", settings.penalty);
  requireNotNegative("temperature (the variance of the noise)", settings.temperature);
  requireNotNegative("initialDeviation", settings.initialDeviation);
  if (data.kind === "fixed" && settings.batch !== data.inputs.rows) {
    throw new DomainError(
      `trainEnsemble: got the batch ${settings.batch} for ${data.inputs.rows} fixed points; leave the batch out, or sample the points with sampledLaw.`,
    );
  }
  settings.steps = Math.floor(settings.particles * settings.horizon);
  if (settings.steps >= 2 ** 31 || settings.particles * unit.parameterDimension >= 2 ** 31) {
    throw new DomainError(
      `trainEnsemble: got ${settings.steps} steps of ${settings.particles} particles; expected fewer than 2^31 steps and 2^31 parameters.`,
    );
  }
  requireSizes(unit, symmetry, data);
  if (start instanceof Matrix) {
    requireShape("start", start, settings.particles, unit.parameterDimension);
  } else if (start !== "weakly-invariant" && start !== "strongly-invariant") {
    throw new DomainError(
      `trainEnsemble: got the start "${start}"; expected "weakly-invariant", "strongly-invariant" or a matrix of particles.`,
    );
  }
  if (settings.noiseProjector === undefined) {
    const inside = start === "strongly-invariant" || settings.scheme === "equivariant";
    settings.noiseProjector = inside ? symmetry.projector : undefined;
  } else {
    const { parameterDimension } = unit;
    requireShape("noiseProjector", settings.noiseProjector, parameterDimension, parameterDimension);
  }
  RandomStream.fromSeed(settings.seed);
  return settings;
}

function withoutUndefined(options: EnsembleOptions): EnsembleOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as unknown as EnsembleOptions;
}

/** What JavaScript lets a caller leave out. */
function requireParts(options: EnsembleOptions): void {
  for (const part of [
    "unit",
    "symmetry",
    "data",
    "scheme",
    "particles",
    "start",
    "seed",
  ] as const) {
    if (options[part] === undefined || options[part] === null) {
      throw new DomainError(
        `trainEnsemble: got no ${part}; expected options with unit, symmetry, data, scheme, particles, start and seed.`,
      );
    }
  }
}

function requireWhole(what: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new DomainError(
      `trainEnsemble: got ${what} = ${value}; expected a whole number from ${least} on.`,
    );
  }
}

function requireNotNegative(what: string, value: number): void {
  if (!(value >= 0) || !Number.isFinite(value)) {
    throw new DomainError(
      `trainEnsemble: got ${what} = ${value}; expected a finite number that is not negative.`,
    );
  }
}

function requireShape(what: string, matrix: Matrix, rows: number, columns: number): void {
  if (matrix.rows !== rows || matrix.columns !== columns) {
    throw new ShapeError(
      `trainEnsemble: got ${what} of shape ${matrix.rows} × ${matrix.columns}; expected ${rows} × ${columns}.`,
    );
  }
  requireFinite("trainEnsemble", what, matrix);
}

function requireSizes(unit: Unit, symmetry: JointSymmetry, data: DataLaw): void {
  if (
    symmetry.projector.rows !== unit.parameterDimension ||
    symmetry.input[0].rows !== unit.inputDimension ||
    symmetry.output[0].rows !== unit.outputDimension
  ) {
    throw new ShapeError(
      `trainEnsemble: the symmetry ${symmetry.name} was made for another unit than the ${unit.name}; make it with jointSymmetry(unit, …).`,
    );
  }
  requireDataSizes("trainEnsemble", data, unit);
}
