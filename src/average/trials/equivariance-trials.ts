/**
 * The equivariance error as Lin et al. 2024 measure it: in each trial a fresh input x, a fresh network
 * and a fresh element g of the group; the error is (1/n) Σ_i |[g f(x) − f(g x)]_i|₁ over the n rows.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { ComplexMatrix, Matrix, type RandomStream } from "../../numerics/index.js";
import type { DrawMotion } from "./motion.js";

/** Real or complex rows. */
export type Rows = Matrix | ComplexMatrix;

export interface EquivarianceTrial<Data extends Rows> {
  input(random: RandomStream): Data;
  readonly motion: DrawMotion<Data>;
  /** A network of this trial, averaged or not. */
  model(random: RandomStream): (input: Data) => Data;
}

export interface TrialOptions {
  readonly random: RandomStream;
  /** Default 100, as published. */
  readonly trials?: number | undefined;
  /** Rounds x and g x to Float32, as data are that come out of files; default false. */
  readonly rounded?: boolean;
}

export interface TrialErrors {
  /** One a trial. */
  readonly errors: Float64Array;
  readonly mean: number;
  readonly largest: number;
  /** Median wall time of f(x). */
  readonly milliseconds: number;
}

/** @throws DomainError for no trials; ShapeError for models whose outputs at x and g x differ in shape */
export function equivarianceTrials<Data extends Rows>(
  trial: EquivarianceTrial<Data>,
  options: TrialOptions,
): TrialErrors {
  const { random, trials = 100, rounded = false } = options;
  if (!Number.isInteger(trials) || trials < 1) {
    throw new DomainError(
      `equivarianceTrials: got ${trials} trials; expected a whole number from 1 on.`,
    );
  }
  const keep = (x: Data): Data => (rounded ? toSingle(x) : x);
  const errors = new Float64Array(trials);
  const times = new Float64Array(trials);
  for (let k = 0; k < trials; k++) {
    const own = random.split(k);
    const x = trial.input(own.split("input"));
    const model = trial.model(own.split("model"));
    const g = trial.motion(own.split("motion"));
    const moved = model(keep(g.input(x)));
    const start = performance.now();
    const value = model(keep(x));
    times[k] = performance.now() - start;
    errors[k] = meanRowDistance(g.output(value), moved);
  }
  return {
    errors,
    mean: errors.reduce((sum, error) => sum + error / trials, 0),
    largest: Math.max(...errors),
    milliseconds: times.sort()[Math.floor(trials / 2)],
  };
}

/** (1/n) Σ_i |a_i − b_i|₁; of complex rows the sum of absolute values. */
export function meanRowDistance(a: Rows, b: Rows): number {
  if (a.rows !== b.rows || a.columns !== b.columns) {
    throw new ShapeError(
      `meanRowDistance: got ${a.rows} × ${a.columns} and ${b.rows} × ${b.columns}; expected the same.`,
    );
  }
  let sum = 0;
  const parts = (rows: Rows) =>
    rows instanceof ComplexMatrix ? [rows.real.data, rows.imaginary.data] : [rows.data];
  const [first, second] = [parts(a), parts(b)];
  for (let k = 0; k < first[0].length; k++) {
    sum += Math.hypot(...first.map((part, j) => part[k] - second[j][k]));
  }
  return sum / a.rows;
}

function toSingle<Data extends Rows>(x: Data): Data {
  const rounded = (part: Matrix): Matrix =>
    new Matrix(part.rows, part.columns, part.data.map(Math.fround));
  return (
    x instanceof ComplexMatrix
      ? new ComplexMatrix(rounded(x.real), rounded(x.imaginary))
      : rounded(x)
  ) as Data;
}
