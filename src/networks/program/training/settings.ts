/** What the training of a program is told, with its defaults and its fingerprint. */
import { DomainError } from "../../../errors.js";
import { sha256 } from "../../../files.js";
import { nativeManifest } from "../../../native/load.js";
import type { ProgramData } from "../record/node.js";
import { type BatchMaker, isPlain, plainBatches, type SampleArrays } from "./batch-maker.js";
import { type OptimiserOptions, type OptimiserSettings, optimiserSettings } from "./optimiser.js";

export interface ProgramTraining {
  /** What is replayed; it minimises something. Made for a part of a batch, it is replayed for each. */
  readonly program: ProgramData;
  readonly data: SampleArrays;
  /** How the data become inputs; default: arrays with the names of the inputs, as they are. */
  readonly batches?: BatchMaker;
  /** The same for evaluations; default: as `batches`. */
  readonly evaluationBatches?: BatchMaker;
  /** Samples in a step, drawn without repetition in an epoch; default program.samples. What does not fill a step is left over for another epoch. */
  readonly batch?: number;
  /** Times that each of them stands in the step: poses that the maker draws. Default 1. */
  readonly copies?: number;
  readonly steps: number;
  readonly optimiser?: OptimiserOptions;
  /** Of parameters, order, dropout and what the maker draws; default 0. */
  readonly seed?: number;
  /** Steps between records of the loss, and evaluations; default a hundredth of all. */
  readonly recordEvery?: number;
  /** Data on which the outputs that are single numbers are measured, by name: "validation", "test". */
  readonly evaluations?: Readonly<Record<string, SampleArrays>>;
  /** The measurement that says which parameters are best, such as "validation: squared error", the least. */
  readonly select?: string;
  /** Records without a better one, by `select`, after which the run ends; default never. */
  readonly patience?: number;
}

export interface ProgramTrainingSettings
  extends Required<Omit<ProgramTraining, "optimiser" | "select" | "evaluationBatches">> {
  readonly optimiser: OptimiserSettings;
  readonly evaluationBatches: BatchMaker;
  readonly select: string | undefined;
}

/** Names of the outputs that are single numbers. */
export function measuresOf({ nodes, outputs }: ProgramData): string[] {
  return Object.keys(outputs).filter((name) => {
    const { rows, columns } = nodes[outputs[name]];
    return rows === 1 && columns === 1;
  });
}

/** The options with their defaults. @throws DomainError, ShapeError naming the one at fault */
export function programTrainingSettings(options: ProgramTraining): ProgramTrainingSettings {
  const { samples, nodes, parameters, outputs, loss } = options.program;
  const program: ProgramData = { samples, nodes, parameters, outputs, loss };
  const { data, steps, copies = 1, seed = 0, evaluations = {}, select } = options;
  const { batches = plainBatches(program), evaluationBatches = batches } = options;
  if (program.loss < 0) {
    throw new DomainError("trainProgram: the program minimises nothing; call program.minimise(…).");
  }
  const count = batches.count(data);
  requireSamples("data", count);
  for (const [name, set] of Object.entries(evaluations)) {
    requireSamples(`evaluations["${name}"]`, evaluationBatches.count(set));
  }
  requireWhole("steps", steps, 1, Number.MAX_SAFE_INTEGER);
  const batch = options.batch ?? Math.min(program.samples, count);
  requireWhole("batch", batch, 1, count);
  requireWhole("copies", copies, 1, Number.MAX_SAFE_INTEGER);
  requireWhole("seed", seed, 0, Number.MAX_SAFE_INTEGER);
  const recordEvery = options.recordEvery ?? Math.max(1, Math.round(steps / 100));
  requireWhole("recordEvery", recordEvery, 1, Number.MAX_SAFE_INTEGER);
  const patience = options.patience ?? Number.MAX_SAFE_INTEGER;
  requireWhole("patience", patience, 1, Number.MAX_SAFE_INTEGER);
  if (patience < Number.MAX_SAFE_INTEGER && select === undefined) {
    throw new DomainError(
      `trainProgram: patience is ${patience}, but nothing says which record is better; give \`select\` too.`,
    );
  }
  const known = Object.keys(evaluations).flatMap((set) =>
    measuresOf(program).map((measure) => `${set}: ${measure}`),
  );
  if (select !== undefined && !known.includes(select)) {
    throw new DomainError(
      `trainProgram: select is "${select}"; known are ${known.map((name) => `"${name}"`).join(", ") || "none, for nothing is evaluated"}.`,
    );
  }
  if (
    batch * copies < program.samples &&
    program.nodes.some(({ operation }) => operation === "batchNorm")
  ) {
    throw new DomainError(
      `trainProgram: a step has ${batch * copies} samples, but the program is laid out for ${program.samples} and normalises over all of them; lay it out for the step.`,
    );
  }
  return {
    ...{ program, data, batches, evaluationBatches, batch, copies, steps, seed, recordEvery },
    ...{ evaluations, select, patience, optimiser: optimiserSettings(options.optimiser) },
  };
}

/**
 * What identifies a run in a store: a hash of all that its result depends on, the compiled
 * kernel included.
 * @throws DomainError for batches that are not portable, since how they are made cannot be read
 */
export function programFingerprint(settings: ProgramTrainingSettings): string {
  const { program, batches, evaluationBatches, ...rest } = settings;
  const plain = (maker: BatchMaker) => {
    if (maker.portable) return { name: maker.portable.name, options: maker.portable.options };
    if (isPlain(maker)) return "plain";
    throw new DomainError(
      "trainProgram: the batches are not portable, so that runs cannot be told apart in a store; leave the store out, or give them `portable`.",
    );
  };
  const text = JSON.stringify(
    {
      kernel: nativeManifest().program.sha256,
      program,
      makers: [plain(batches), plain(evaluationBatches)],
      ...rest,
    },
    (_, value: unknown) => {
      if (!ArrayBuffer.isView(value)) return value;
      return sha256(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    },
  );
  return sha256(text);
}

function requireSamples(name: string, count: number): void {
  if (count > 0) return;
  throw new DomainError(`trainProgram: ${name} holds no samples; expected at least one.`);
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new DomainError(
    `trainProgram: ${name} is ${value}; expected a whole number from ${least} to ${most}.`,
  );
}
