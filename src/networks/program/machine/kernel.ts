/** A program in a memory of its own: inputs go in, values and gradients come out. */
import { DomainError, EnvironmentError, ShapeError } from "../../../errors.js";
import {
  type ProgramFunctions,
  type ProgramPlace,
  programBuild,
} from "../../../native/program-build.js";
import type { RandomStream } from "../../../numerics/index.js";
import type { ProgramData, Tensor } from "../record/node.js";
import { indexLimit, requireBelow } from "./indices.js";
import { type Layout, layOut, type Region } from "./layout.js";
import { startingNumbers } from "./start.js";

/** Numbers for the inputs by name; Int32Array for indices. */
export type ProgramInputs = Readonly<Record<string, Float32Array | Float64Array | Int32Array>>;

export class ProgramKernel {
  readonly program: ProgramData;
  readonly #layout: Layout;
  readonly #functions: ProgramFunctions;
  readonly #place: ProgramPlace;
  readonly #memory: Float32Array;
  readonly #inputs: ReadonlyMap<string, { node: Tensor; limit: number }>;

  /**
   * @param random of the first parameters and of dropout
   * @throws EnvironmentError when there is not enough memory
   */
  constructor(program: ProgramData, random: RandomStream) {
    this.program = program;
    const dropout = random.split("dropout");
    this.#layout = layOut(program, (node) => dropout.split(node).key);
    try {
      const { functions, allocate } = programBuild();
      const { place, memory } = allocate(this.#layout.numbers);
      this.#functions = functions;
      this.#place = place;
      this.#memory = memory;
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new EnvironmentError(
        `ProgramKernel: the program needs ${((4 * this.#layout.numbers) / 2 ** 30).toFixed(2)} GiB, which cannot be had here; lay it out for fewer samples.`,
        { cause },
      );
    }
    const { instructions, instructionsAt, values } = this.#layout;
    this.#integers({ at: instructionsAt, length: instructions.length }).set(instructions);
    for (const { index, operation, data, rows, columns } of program.nodes) {
      if (operation !== "constant" || !data) continue;
      const at = { at: values[index], length: rows * columns };
      if (data instanceof Int32Array) {
        requireBelow("constant", data, indexLimit(program, index));
        this.#integers(at).set(data);
      } else {
        this.#view(at).set(data);
      }
    }
    this.#inputs = new Map(
      program.nodes
        .filter(({ operation }) => operation === "input")
        .map((node) => [node.name ?? "", { node, limit: indexLimit(program, node.index) }]),
    );
    this.initialise(random.split("parameters"));
  }

  /** Draws the parameters anew; clears gradient, moments and running statistics. */
  initialise(random: RandomStream): void {
    const { offsets, moments, running } = this.#layout;
    const parameters = this.parameters.fill(0);
    this.program.parameters.forEach(({ rows, columns, start }, k) => {
      parameters.set(startingNumbers(start, rows * columns, random.split(k)), offsets[k]);
    });
    this.gradient.fill(0);
    for (const region of moments) this.#view(region).fill(0);
    this.#view(running).set(this.#layout.runningStart);
  }

  /** All parameters, with what fills them up; not a copy. */
  get parameters(): Float32Array {
    return this.#view(this.#layout.parameters);
  }
  get gradient(): Float32Array {
    return this.#view(this.#layout.parameterGradients);
  }
  /** The optimiser's, two of them. */
  get moments(): readonly Float32Array[] {
    return this.#layout.moments.map((region) => this.#view(region));
  }
  /** Means and variances of batch norms. */
  get running(): Float32Array {
    return this.#view(this.#layout.running);
  }

  /** Parameter k, rows × columns; not a copy. */
  parameter(k: number): Float32Array {
    const { rows, columns } = this.program.parameters[k];
    const at = this.#layout.parameters.at + this.#layout.offsets[k];
    return this.#view({ at, length: rows * columns });
  }
  parameterGradient(k: number): Float32Array {
    const { rows, columns } = this.program.parameters[k];
    const at = this.#layout.parameterGradients.at + this.#layout.offsets[k];
    return this.#view({ at, length: rows * columns });
  }

  /** Numbers of an input, to be written; indices are to be written through `setInputs`. @throws DomainError */
  input(name: string): Float32Array {
    return this.value(this.#named(name).node);
  }

  /** Copies of arrays into the inputs. @throws ShapeError or DomainError naming the one at fault */
  setInputs(inputs: ProgramInputs): void {
    for (const [name, numbers] of Object.entries(inputs)) {
      const { node, limit } = this.#named(name);
      const length = node.rows * node.columns;
      if (numbers.length !== length) {
        throw new ShapeError(
          `ProgramKernel.setInputs: "${name}" got ${numbers.length} numbers; expected ${node.rows} × ${node.columns}.`,
        );
      }
      if (node.indices) {
        requireBelow(`"${name}"`, numbers, limit);
        this.#integers({ at: this.#layout.values[node.index], length }).set(numbers);
      } else {
        this.value(node).set(numbers);
      }
    }
  }

  /** Of a node, rows × columns; not a copy. */
  value({ index, rows, columns }: Pick<Tensor, "index" | "rows" | "columns">): Float32Array {
    return this.#view({ at: this.#layout.values[index], length: rows * columns });
  }

  /** The named output after an evaluation; not a copy. @throws DomainError for a name that is none */
  output(name: string): Float32Array {
    const index = this.program.outputs[name];
    if (index === undefined) {
      throw new DomainError(
        `ProgramKernel.output: "${name}" is no output; known are ${Object.keys(this.program.outputs).join(", ") || "none"}.`,
      );
    }
    return this.value(this.program.nodes[index]);
  }

  /** The loss of the last replay. */
  get loss(): number {
    const { loss, nodes } = this.program;
    return loss < 0 ? Number.NaN : this.value(nodes[loss])[0];
  }

  clearGradient(): void {
    this.gradient.fill(0);
  }

  /**
   * Values and gradient: adds `weight` times the loss's gradient to the parameters'.
   * @param run which of the random masks; @param active samples that count, the first ones
   */
  train(run: number, active: number = this.program.samples, weight = 1): void {
    this.#replay(this.#layout.training, run, 1, active, weight);
  }

  /** Values without dropout, with the running statistics of batch norms. */
  evaluate(active: number = this.program.samples): void {
    this.#replay(this.#layout.evaluation, 0, 0, active, 0);
  }

  /** Values as training sees them, without a gradient: batch norms by the batch, dropout as in `run`. */
  evaluateAsTraining(run: number, active: number = this.program.samples): void {
    this.#replay(this.#layout.evaluation, run, 1, active, 0);
  }

  /** Moves the parameters by the gradient as it stands. */
  adam(
    rate: number,
    decays: readonly [number, number],
    epsilon: number,
    corrections: readonly [number, number],
    gradientDecay: number,
    decoupledDecay: number,
  ): void {
    const { parameters, parameterGradients: gradient, moments } = this.#layout;
    const places = [parameters.length, parameters.at, gradient.at, moments[0].at, moments[1].at];
    this.#functions.adam(
      this.#place,
      ...places,
      rate,
      ...decays,
      epsilon,
      ...corrections,
      gradientDecay,
      decoupledDecay,
    );
  }

  /** The same by gradient descent with momentum. */
  descend(rate: number, momentum: number, decay: number): void {
    const { parameters, parameterGradients: gradient, moments } = this.#layout;
    const places = [parameters.length, parameters.at, gradient.at, moments[0].at];
    this.#functions.descend(this.#place, ...places, rate, momentum, decay);
  }

  /** cos x for |x| ≤ π, the same bits on every machine. */
  cosine(x: number): number {
    return this.#functions.cosine(x);
  }

  #replay(
    { at, count }: { at: number; count: number },
    run: number,
    training: number,
    active: number,
    weight: number,
  ): void {
    const { samples } = this.program;
    if (!Number.isInteger(active) || active < 1 || active > samples) {
      throw new DomainError(
        `ProgramKernel: got ${active} active samples; expected a whole number from 1 to ${samples}.`,
      );
    }
    this.#functions.replay(this.#place, at, count, run, training, active, samples, weight);
  }

  #named(name: string): { node: Tensor; limit: number } {
    const found = this.#inputs.get(name);
    if (found) return found;
    throw new DomainError(
      `ProgramKernel: "${name}" is no input; known are ${[...this.#inputs.keys()].join(", ") || "none"}.`,
    );
  }

  #view({ at, length }: Region): Float32Array {
    return this.#memory.subarray(at, at + length);
  }
  #integers({ at, length }: Region): Int32Array {
    const { buffer, byteOffset } = this.#memory;
    return new Int32Array(buffer, byteOffset + 4 * at, length);
  }
}
