/**
 * What the network learns from: the law π of (X, Y).
 *
 * - teacherLaw: X = mean + L ξ with ξ ~ N(0, I), Y = f*(X), where f* is itself a mean
 *   of units over the teacher's particles. A fresh batch each step.
 * - fixedData: the same weighted points in every step (full batch, quadrature).
 * - sampledLaw: batches from a function of the caller's.
 */
import { DomainError, ShapeError } from "../errors.js";
import { Matrix, type RandomStream, type Vector } from "../numerics/index.js";
import { requireFinite } from "../numerics/linear-algebra/finite-matrix.js";
import type { Unit } from "./unit/unit.js";

export interface TeacherLaw {
  readonly kind: "teacher";
  readonly name: string;
  /** f*'s particles, one a row: T × D. */
  readonly particles: Matrix;
  /** Length d. */
  readonly mean: Float64Array;
  /** L, d × d. */
  readonly factor: Matrix;
}

export interface FixedData {
  readonly kind: "fixed";
  readonly name: string;
  /** n × d */
  readonly inputs: Matrix;
  /** n × c */
  readonly outputs: Matrix;
  /** Length n, sum 1. */
  readonly weights: Float64Array;
}

export interface SampledLaw {
  readonly kind: "sampled";
  readonly name: string;
  /** A batch of `size` rows. It must depend on its arguments alone. */
  batch(random: RandomStream, size: number): { inputs: Matrix; outputs: Matrix };
}

export type DataLaw = TeacherLaw | FixedData | SampledLaw;

/**
 * @param particles f*'s particles, T × D
 * @param options.standardDeviation of each input coordinate; default 4, the paper's
 * @param options.mean of X; default 0
 * @param options.factor L instead of the standard deviation, d × d
 */
export function teacherLaw(
  unit: Unit,
  particles: Matrix,
  options: {
    name?: string;
    standardDeviation?: number;
    mean?: ArrayLike<number>;
    factor?: Matrix;
  } = {},
): TeacherLaw {
  const d = unit.inputDimension;
  if (particles.columns !== unit.parameterDimension || particles.rows === 0) {
    throw new ShapeError(
      `teacherLaw: got teacher particles of shape ${particles.rows} × ${particles.columns}; expected at least one row of ${unit.parameterDimension} parameters for the ${unit.name}.`,
    );
  }
  const { standardDeviation = 4 } = options;
  if (!(standardDeviation >= 0) || !Number.isFinite(standardDeviation)) {
    throw new DomainError(
      `teacherLaw: got the standard deviation ${standardDeviation}; expected a number that is not negative.`,
    );
  }
  const mean = Float64Array.from(options.mean ?? new Float64Array(d));
  const factor = options.factor ?? Matrix.identity(d).scale(standardDeviation);
  if (mean.length !== d || factor.rows !== d || factor.columns !== d) {
    throw new ShapeError(
      `teacherLaw: got a mean of length ${mean.length} and a factor of shape ${factor.rows} × ${factor.columns}; expected ${d} and ${d} × ${d}.`,
    );
  }
  requireFinite("teacherLaw", "teacher particles", particles);
  requireFinite("teacherLaw", "mean", asRow(mean));
  requireFinite("teacherLaw", "factor", factor);
  return { kind: "teacher", name: options.name ?? "teacher", particles, mean, factor };
}

/** @param weights of the points, made to sum to 1; default all equal */
export function fixedData(
  inputs: Matrix,
  outputs: Matrix,
  options: { name?: string; weights?: ArrayLike<number> } = {},
): FixedData {
  const n = inputs.rows;
  const weights = Float64Array.from(options.weights ?? new Float64Array(n).fill(1));
  if (n === 0 || outputs.rows !== n || weights.length !== n) {
    throw new ShapeError(
      `fixedData: got ${n} inputs, ${outputs.rows} outputs and ${weights.length} weights; expected as many of each, at least one.`,
    );
  }
  requireFinite("fixedData", "inputs", inputs);
  requireFinite("fixedData", "outputs", outputs);
  requireFinite("fixedData", "weights", asRow(weights));
  const total = weights.reduce((sum, w) => sum + w, 0);
  if (weights.some((w) => w < 0) || total === 0 || !Number.isFinite(total)) {
    throw new DomainError(
      `fixedData: got weights with sum ${total}, some of them perhaps negative; expected weights ≥ 0 with a finite sum that is not 0.`,
    );
  }
  return {
    kind: "fixed",
    name: options.name ?? `${n} fixed points`,
    inputs,
    outputs,
    weights: weights.map((w) => w / total),
  };
}

/** @param name identifies the law in saved runs: change it when the function changes */
export function sampledLaw(name: string, batch: SampledLaw["batch"]): SampledLaw {
  return { kind: "sampled", name, batch };
}

function asRow(vector: Vector): Matrix {
  return new Matrix(1, vector.length, vector);
}

/**
 * The batch of one step of a sampled law: from a stream of its own for each step.
 * @throws ShapeError or DomainError for a batch of another shape or with NaN
 */
export function drawBatch(
  law: SampledLaw,
  stream: RandomStream,
  step: number,
  size: number,
  unit: Unit,
): { inputs: Matrix; outputs: Matrix } {
  const { inputs, outputs } = law.batch(stream.split(step), size) ?? {};
  const shapes = [
    [inputs, unit.inputDimension, "inputs"],
    [outputs, unit.outputDimension, "outputs"],
  ] as const;
  for (const [matrix, columns, what] of shapes) {
    if (!(matrix instanceof Matrix)) {
      throw new ShapeError(
        `sampledLaw "${law.name}": got no matrix of ${what} at step ${step}; expected { inputs, outputs } of ${size} rows.`,
      );
    }
    if (matrix.rows !== size || matrix.columns !== columns) {
      throw new ShapeError(
        `sampledLaw "${law.name}": got ${what} of shape ${matrix.rows} × ${matrix.columns} at step ${step}; expected ${size} × ${columns}.`,
      );
    }
    requireFinite(`sampledLaw "${law.name}"`, `${what} of step ${step}`, matrix);
  }
  return { inputs, outputs };
}

/** @throws ShapeError when the data are for another unit */
export function requireDataSizes(caller: string, data: DataLaw, unit: Unit): void {
  const { inputDimension, outputDimension, parameterDimension, name } = unit;
  if (data.kind === "teacher" && data.particles.columns !== parameterDimension) {
    throw new ShapeError(
      `${caller}: got a teacher with ${data.particles.columns} parameters a particle for the ${name}; expected ${parameterDimension}.`,
    );
  }
  if (
    data.kind === "fixed" &&
    (data.inputs.columns !== inputDimension || data.outputs.columns !== outputDimension)
  ) {
    throw new ShapeError(
      `${caller}: got data of dimensions ${data.inputs.columns} → ${data.outputs.columns} for the ${name}; expected ${inputDimension} → ${outputDimension}.`,
    );
  }
}
