/** What a training run is told, with its defaults and its fingerprint. */
import { DomainError, ShapeError } from "../../errors.js";
import { sha256 } from "../../files.js";
import { nativeManifest } from "../../native/load.js";
import type { Matrix } from "../../numerics/index.js";
import { type ActivationName, activationCode } from "../activation.js";
import { requireBatch } from "../batch.js";
import type { Initialisation } from "../initialisation.js";
import type { Perceptron } from "../perceptron.js";
import { requireWidths } from "../widths.js";
import type { GradientTerm } from "./gradient-term.js";
import { type AdamOptions, type AdamSettings, adamSettings } from "./optimiser.js";

export interface PerceptronTraining {
  /** Inputs, hidden widths, outputs. */
  readonly widths: readonly number[];
  /** Default "tanh". */
  readonly activation?: ActivationName;
  /** x, N × m. */
  readonly points: Matrix;
  /** y, N × n. */
  readonly targets: Matrix;
  readonly steps: number;
  /** Rows in each step, drawn without repetition in an epoch; default all of them. */
  readonly batch?: number;
  readonly optimiser?: AdamOptions;
  readonly initialisation?: Initialisation;
  /** Begins with this network's parameters instead of random ones. */
  readonly initial?: Pick<Perceptron, "widths" | "activation" | "parameters">;
  /** Of the initial parameters, the batches and the term; default 0. */
  readonly seed?: number;
  /** Added to the loss Σ ‖F(x_i) − y_i‖² / (N n). */
  readonly term?: GradientTerm;
  /** Steps between records of the loss; default steps / 100. */
  readonly recordEvery?: number;
}

export interface TrainingSettings
  extends Required<Omit<PerceptronTraining, "term" | "optimiser" | "initial">> {
  readonly optimiser: AdamSettings;
  readonly initial: PerceptronTraining["initial"];
  readonly term: GradientTerm | undefined;
}

/** The options with their defaults. @throws DomainError or ShapeError naming the one at fault */
export function trainingSettings(options: PerceptronTraining): TrainingSettings {
  const caller = "trainPerceptron";
  const { widths, points, targets, steps, term, activation = "tanh", seed = 0 } = options;
  requireWidths(caller, widths);
  activationCode(caller, activation);
  requireBatch(caller, "points", points, widths[0]);
  requireBatch(caller, "targets", targets, widths[widths.length - 1], points.rows);
  if (points.rows === 0) throw new DomainError(`${caller}: got no points; expected at least one.`);
  requireWhole("steps", steps, 1, Number.MAX_SAFE_INTEGER);
  const batch = options.batch ?? points.rows;
  requireWhole("batch", batch, 1, points.rows);
  requireWhole("seed", seed, 0, Number.MAX_SAFE_INTEGER);
  const recordEvery = options.recordEvery ?? Math.max(1, Math.round(steps / 100));
  requireWhole("recordEvery", recordEvery, 1, Number.MAX_SAFE_INTEGER);
  const { initial } = options;
  if (initial && (String(initial.widths) !== String(widths) || initial.activation !== activation)) {
    throw new ShapeError(
      `${caller}: initial is a ${initial.activation} network of widths ${initial.widths.join("-")}; expected ${activation} and ${widths.join("-")}.`,
    );
  }
  const sizes = { widths, activation, inputs: widths[0], outputs: widths[widths.length - 1] };
  term?.check(sizes);
  return {
    ...{ widths: [...widths], activation, points, targets, steps, batch, seed, recordEvery, term },
    optimiser: adamSettings(options.optimiser),
    initialisation: options.initialisation ?? {},
    initial,
  };
}

/**
 * What identifies a run in a store: a hash of all that its result depends on, the compiled
 * kernel included.
 * @throws DomainError for a term that is not portable, since what it does cannot be read
 */
export function trainingFingerprint({ term, ...settings }: TrainingSettings): string {
  if (term !== undefined && term.portable === undefined) {
    throw new DomainError(
      `trainPerceptron: the term "${term.name}" is not portable, so that its runs cannot be told apart in a store; leave the store out.`,
    );
  }
  const kernel = nativeManifest().perceptron.sha256;
  const portable = term?.portable && { name: term.portable.name, data: term.portable.data };
  const text = JSON.stringify({ kernel, ...settings, term: portable }, (_, value: unknown) => {
    if (!(value instanceof Float64Array)) return value;
    return sha256(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  });
  return sha256(text);
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new DomainError(
    `trainPerceptron: ${name} is ${value}; expected a whole number from ${least} to ${most}.`,
  );
}
