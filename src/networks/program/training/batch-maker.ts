/** Where the inputs of a replay come from: rows of arrays, or whatever is made of them. */
import { DomainError, ShapeError } from "../../../errors.js";
import type { RandomStream } from "../../../numerics/index.js";
import type { ProgramData, Tensor } from "../record/node.js";

/** Arrays of samples, by name; the samples one behind the other. */
export type SampleArrays = Readonly<Record<string, Float32Array | Float64Array | Int32Array>>;

/** Which samples are wanted, and what may be drawn for them. */
export interface BatchRequest {
  /** At most as many as the program is laid out for. */
  readonly samples: Int32Array;
  /** How often each stood in its step before: 0, …, copies − 1. */
  readonly copies: Int32Array;
  /**
   * A stream of this step's own, the same for all parts that the step is computed in: split it by
   * sample for what differs among them. Undefined in an evaluation.
   */
  readonly random: RandomStream | undefined;
}

export interface BatchMaker {
  /** Samples that the arrays hold. @throws ShapeError, DomainError for arrays that are none */
  count(data: SampleArrays): number;
  /** Writes every input for the samples; what lies behind them in the arrays does not count. */
  fill(
    data: SampleArrays,
    request: BatchRequest,
    inputs: Record<string, Float32Array | Int32Array>,
  ): void;
  /** How another thread makes the same; without it runs stay on this thread, and out of stores. */
  readonly portable?: PortableMaker;
}

/** `(await import(module))[name](options)` is the maker. */
export interface PortableMaker {
  /** The address of the module. */
  readonly module: string;
  readonly name: string;
  /** What the structured clone carries. */
  readonly options: unknown;
}

export async function portedMaker({ module, name, options }: PortableMaker): Promise<BatchMaker> {
  const makers = (await import(module)) as Record<string, (options: unknown) => BatchMaker>;
  if (typeof makers[name] !== "function") {
    throw new DomainError(
      `trainProgram: ${module} exports no function ${name} that makes batches.`,
    );
  }
  return makers[name](options);
}

/** The inputs of a program. */
export function inputsOf({ nodes }: ProgramData): Tensor[] {
  return nodes.filter(({ operation }) => operation === "input");
}

/** Makers that copy: what they do is known, in any thread. */
const copying = new WeakSet<BatchMaker>();

export function isPlain(maker: BatchMaker): boolean {
  return copying.has(maker);
}

/** Each input is the array of its name: the sample's rows, as they are. */
export function plainBatches(program: ProgramData): BatchMaker {
  const inputs = inputsOf(program).map(({ name = "", rows, columns }) => ({
    ...{ name, size: (rows / program.samples) * columns },
  }));
  const maker: BatchMaker = {
    count(data) {
      const counts = inputs.map(({ name, size }) => {
        const array = data[name];
        if (array && array.length % size === 0) return array.length / size;
        throw new ShapeError(
          `trainProgram: the data's "${name}" ${array ? `holds ${array.length} numbers` : "is missing"}; expected ${size} for each sample.`,
        );
      });
      const wrong = counts.findIndex((count) => count !== counts[0]);
      if (wrong < 0) return counts[0] ?? 0;
      throw new ShapeError(
        `trainProgram: "${inputs[0].name}" holds ${counts[0]} samples, "${inputs[wrong].name}" ${counts[wrong]}; expected the same number.`,
      );
    },
    fill(data, { samples }, arrays) {
      for (const { name, size } of inputs) {
        samples.forEach((sample, k) => {
          arrays[name].set(data[name].subarray(size * sample, size * (sample + 1)), size * k);
        });
      }
    },
  };
  copying.add(maker);
  return maker;
}
