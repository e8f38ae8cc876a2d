/**
 * The ensemble's inner loop (ensemble.c) for one network: the same functions and the same
 * bits, whether they come from WebAssembly or from the machine's own library. They work
 * on a single block of numbers, which is the kernel's to read and write here.
 */
import { EnvironmentError } from "../errors.js";
import { instantiateNative, type NativeExports } from "./load.js";

/** Limits of the kernel's working storage. */
export const MAX_PARAMETERS = 512;
export const MAX_HIDDEN = 128;

/** Sizes of a network and its data, and how its unit is laid out. */
export interface NetworkSizes {
  /** d, c, h and D of the unit. */
  inputs: number;
  outputs: number;
  hidden: number;
  parameters: number;
  outer: boolean;
  bias: boolean;
  /** 0 sigmoid, 1 tanh, 2 ReLU. */
  activation: number;
  /** Where A, W and b begin in z. */
  at: { inner: number; outer: number; bias: number };
  /** κ */
  scale: number;
  /** In the order of the kernel's enumeration. */
  scheme: number;
  particles: number;
  batch: number;
  /** Nodes of the quadrature over the group. */
  nodes: number;
  /** The teacher's particles; 0 when data come from the pool. */
  teachers: number;
  /** Batches in the pool; 0 when a teacher draws them. */
  pool: number;
}

/** Arrays that are the caller's to fill. */
export type NetworkArray =
  | "theta"
  | "teacher"
  | "pool_inputs"
  | "pool_targets"
  | "sample_weights"
  | "input_mean"
  | "input_factor"
  | "rho_in"
  | "rho_out"
  | "node_weights"
  | "projector"
  | "noise_projector";

/** How a build is told where the network lies: an address in its memory, or the memory itself. */
export type NetworkPlace = number | Float64Array;

type OnNetwork = (network: NetworkPlace, ...values: number[]) => number;

/** What ensemble.c exports. */
export interface EnsembleFunctions extends Record<`at_${NetworkArray}`, OnNetwork> {
  measure(...sizes: number[]): number;
  configure: OnNetwork;
  shape: OnNetwork;
  rates: OnNetwork;
  keys: OnNetwork;
  steps: OnNetwork;
  row_length: OnNetwork;
  teacher_row_length: OnNetwork;
}

/** A compiled form of ensemble.c. */
export interface EnsembleBuild {
  functions: EnsembleFunctions;
  /** Zeroed memory for one network, beginning a cache line. @throws RangeError when there is none */
  allocate(numbers: number): { place: NetworkPlace; memory: Float64Array };
}

/** The WebAssembly build, in an instance of its own: for one network. */
export function webAssemblyEnsemble(): EnsembleBuild {
  const exports = instantiateNative<NativeExports & EnsembleFunctions>("ensemble").exports;
  return {
    functions: exports,
    allocate(numbers) {
      const place = Math.ceil(exports.__heap_base.value / 64) * 64;
      const absent = place + 8 * numbers - exports.memory.buffer.byteLength;
      if (absent > 0) exports.memory.grow(Math.ceil(absent / 65536));
      return { place, memory: new Float64Array(exports.memory.buffer, place, numbers) };
    },
  };
}

export class EnsembleKernel {
  /** Particles in a row of `theta`, those that fill up the last vector included. */
  readonly rowLength: number;
  readonly teacherRowLength: number;
  readonly #functions: EnsembleFunctions;
  readonly #place: NetworkPlace;
  readonly #memory: Float64Array;

  /** @throws EnvironmentError when there is not enough memory */
  constructor({ functions, allocate }: EnsembleBuild, sizes: NetworkSizes) {
    const { inputs, outputs, hidden, parameters, outer, bias, activation, at, scale } = sizes;
    const { scheme, particles, batch, nodes, teachers, pool } = sizes;
    const counts = [inputs, outputs, hidden, parameters];
    counts.push(scheme, particles, batch, nodes, teachers, pool);
    const numbers = functions.measure(...counts);
    try {
      const { place, memory } = allocate(numbers);
      this.#place = place;
      this.#memory = memory;
    } catch (cause) {
      throw new EnvironmentError(
        `trainEnsemble: ${particles} particles with ${batch} samples and ${nodes} group elements need ${(numbers / 2 ** 27).toFixed(2)} GiB, which cannot be had here; take fewer of them.`,
        { cause },
      );
    }
    this.#functions = functions;
    functions.configure(this.#place, ...counts);
    const layout = [at.outer, at.inner, at.bias];
    functions.shape(this.#place, Number(outer), Number(bias), activation, ...layout, scale);
    this.rowLength = functions.row_length(this.#place);
    this.teacherRowLength = functions.teacher_row_length(this.#place);
  }

  /** α/N, τ, the noise's √(2βα/N), and whether the noise is projected. */
  rates(step: number, penalty: number, noise: number, projectNoise: boolean): void {
    this.#functions.rates(this.#place, step, penalty, noise, Number(projectNoise));
  }

  /** Two words each for data, augmentation and noise. */
  keys(...words: readonly number[]): void {
    this.#functions.keys(this.#place, ...words);
  }

  /** Steps first, …, first + count − 1; returns `lossSum` with each batch loss added in turn. */
  steps(first: number, count: number, lossSum: number): number {
    return this.#functions.steps(this.#place, first, count, lossSum);
  }

  /** `length` entries of an array from `offset` on, not a copy. */
  array(name: NetworkArray, length: number, offset = 0): Float64Array {
    const start = this.#functions[`at_${name}`](this.#place) + offset;
    return this.#memory.subarray(start, start + length);
  }
}
