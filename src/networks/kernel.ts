/**
 * One multilayer perceptron in the compiled kernel (native/sources/perceptron/perceptron.cpp): its
 * parameters, their gradient, Adam's moments, and a batch of points that goes through it.
 *
 * | symbol   | name here      | shape                                              |
 * | m, n     | inputs, outputs|                                                    |
 * | θ        | parameters     | for each layer W_l (outputs × inputs), then b_l    |
 * | x_i      | points         | N × m                                              |
 * | F(x_i)   | values         | N × n                                              |
 * | DF(x_i)  | jacobians      | N × n × m                                          |
 * | v_i      | directions     | N × m                                              |
 * | u_i, w_i | tangentSeeds, valueSeeds | N × n                                    |
 *
 * Arrays are views on the kernel's memory: write and read them at once, for a later call may
 * move that memory. All of it is compiled, the elementary functions included, so that every
 * machine returns the same bits.
 */
import { DomainError, EnvironmentError, ShapeError } from "../errors.js";
import { EigenModule, type EigenModuleExports } from "../native/eigen-module.js";
import { type ActivationName, activationCode } from "./activation.js";
import { parameterCount, requireWidths } from "./widths.js";

interface PerceptronExports extends EigenModuleExports {
  shape(layers: number, widths: number, activation: number): number;
  parameters_at(): number;
  gradient_at(): number;
  first_moment_at(): number;
  second_moment_at(): number;
  reserve(rows: number): void;
  points_at(): number;
  values_at(): number;
  jacobians_at(): number;
  directions_at(): number;
  rates_at(): number;
  tangent_seeds_at(): number;
  value_seeds_at(): number;
  values(rows: number, order: number): void;
  jacobians(rows: number): void;
  directional(rows: number): void;
  pull_tangents(rows: number, ones: number): void;
  pull_values(rows: number): void;
  clear_gradient(): void;
  squared_loss(points: number, targets: number, order: number, count: number): number;
  adam(...values: number[]): void;
  cosine(x: number): number;
}

/** What one step of Adam takes. */
export interface AdamStep {
  readonly rate: number;
  readonly firstDecay: number;
  readonly secondDecay: number;
  readonly epsilon: number;
  /** 1 − β₁ᵗ and 1 − β₂ᵗ. */
  readonly corrections: readonly [number, number];
  /** Share of the weights that is taken away, and factor of the weights in the gradient. */
  readonly decoupledDecay: number;
  readonly gradientDecay: number;
}

export class PerceptronKernel {
  readonly widths: readonly number[];
  readonly activation: ActivationName;
  readonly inputs: number;
  readonly outputs: number;
  readonly parameterCount: number;
  readonly #exports: PerceptronExports;
  #rows = 0;
  /** Of the derivatives that the last evaluation left. */
  #order = -1;
  #data: { points: number; targets: number; order: number; count: number } | undefined;

  /** @throws DomainError for widths or an activation that cannot be, EnvironmentError without memory */
  constructor(widths: readonly number[], activation: ActivationName) {
    requireWidths("PerceptronKernel", widths);
    this.widths = [...widths];
    this.activation = activation;
    this.inputs = widths[0];
    this.outputs = widths[widths.length - 1];
    this.parameterCount = parameterCount(widths);
    this.#exports = new EigenModule<PerceptronExports>("perceptron").open();
    const code = activationCode("PerceptronKernel", activation);
    this.#guarded(() => {
      const pointer = this.#put(Int32Array.from(widths));
      this.#exports.shape(widths.length - 1, pointer, code);
      this.#exports.release(pointer);
    });
  }

  get parameters(): Float64Array {
    return this.#view(this.#exports.parameters_at(), this.parameterCount);
  }
  /** Of the parameters; what the calls below add up since clearGradient. */
  get gradient(): Float64Array {
    return this.#view(this.#exports.gradient_at(), this.parameterCount);
  }
  get firstMoments(): Float64Array {
    return this.#view(this.#exports.first_moment_at(), this.parameterCount);
  }
  get secondMoments(): Float64Array {
    return this.#view(this.#exports.second_moment_at(), this.parameterCount);
  }

  /** Takes N points and computes F there, with σ′ (order 1) and σ″ (order 2) for the calls below. */
  evaluate(points: Float64Array, order: 0 | 1 | 2): Float64Array {
    const rows = points.length / this.inputs;
    if (!Number.isInteger(rows)) {
      throw new ShapeError(
        `PerceptronKernel.evaluate: got ${points.length} numbers; expected rows of ${this.inputs}.`,
      );
    }
    this.#guarded(() => {
      this.#exports.reserve(rows);
      this.#rows = rows;
      this.#order = order;
      this.#view(this.#exports.points_at(), points.length).set(points);
      this.#exports.values(rows, order);
    });
    return this.#view(this.#exports.values_at(), rows * this.outputs);
  }

  /** DF at the points of evaluate(…, 1 or 2): N · n · m numbers, entry (i, a, b) at (i·n + a)·m + b. */
  jacobians(): Float64Array {
    this.#requireOrder("jacobians", 1);
    this.#exports.jacobians(this.#rows);
    const length = this.#rows * this.outputs * this.inputs;
    return this.#view(this.#exports.jacobians_at(), length);
  }

  /** DF(x_i) v_i at those points for the directions, which the caller has written. */
  alongDirections(): Float64Array {
    this.#requireOrder("alongDirections", 1);
    this.#exports.directional(this.#rows);
    return this.#view(this.#exports.rates_at(), this.#rows * this.outputs);
  }

  get directions(): Float64Array {
    return this.#view(this.#exports.directions_at(), this.#rows * this.inputs);
  }
  get tangentSeeds(): Float64Array {
    return this.#view(this.#exports.tangent_seeds_at(), this.#rows * this.outputs);
  }
  get valueSeeds(): Float64Array {
    return this.#view(this.#exports.value_seeds_at(), this.#rows * this.outputs);
  }

  /**
   * Adds the gradient of Σ ⟨u_i, DF(x_i) v_i⟩ + ⟨w_i, F(x_i)⟩ at the points of evaluate(…, 2).
   * @param ones u_i = 1 for a single output, whatever tangentSeeds holds: the adjoints that
   *   jacobians left behind are then used again
   */
  pullTangents(ones = false): void {
    this.#requireOrder("pullTangents", 2);
    this.#exports.pull_tangents(this.#rows, Number(ones && this.outputs === 1));
  }

  /** Adds the gradient of Σ ⟨w_i, F(x_i)⟩ at the points of evaluate(…, 1 or 2). */
  pullValues(): void {
    this.#requireOrder("pullValues", 1);
    this.#exports.pull_values(this.#rows);
  }

  clearGradient(): void {
    this.#exports.clear_gradient();
  }

  /** Takes N × m points and N × n targets to be fitted. */
  setData(points: Float64Array, targets: Float64Array): void {
    this.#guarded(() => {
      const { points: x, targets: y, order: rows } = this.#data ?? {};
      for (const pointer of [x, y, rows]) if (pointer) this.#exports.release(pointer);
      const count = points.length / this.inputs;
      const order = this.#put(new Int32Array(count));
      this.#data = { points: this.#put(points), targets: this.#put(targets), order, count };
    });
  }

  /**
   * Adds the gradient of Σ ‖F(x_i) − y_i‖² / (count · n) over the data, or over the rows that
   * are listed, and returns that loss.
   */
  squaredLoss(rows?: ArrayLike<number>): number {
    const data = this.#data;
    if (!data) throw new DomainError("PerceptronKernel.squaredLoss: call setData first.");
    return this.#guarded(() => {
      if (rows === undefined) {
        return this.#exports.squared_loss(data.points, data.targets, 0, data.count);
      }
      const wrong = Array.prototype.findIndex.call(rows, (row) => !(row >= 0 && row < data.count));
      if (wrong >= 0 || rows.length > data.count) {
        throw new DomainError(
          `PerceptronKernel.squaredLoss: got ${rows.length} rows${wrong >= 0 ? `, rows[${wrong}] = ${rows[wrong]}` : ""}; expected at most ${data.count}, each from 0 to ${data.count - 1}.`,
        );
      }
      new Int32Array(this.#exports.memory.buffer, data.order, rows.length).set(rows);
      return this.#exports.squared_loss(data.points, data.targets, data.order, rows.length);
    });
  }

  /** Moves the parameters by the gradient as it stands. */
  adam(step: AdamStep): void {
    const { rate, firstDecay, secondDecay, epsilon, corrections } = step;
    const decay = [step.decoupledDecay, step.gradientDecay];
    this.#exports.adam(rate, firstDecay, secondDecay, epsilon, ...corrections, ...decay);
  }

  /** cos x, the same bits on every machine. */
  cosine(x: number): number {
    return this.#exports.cosine(x);
  }

  #requireOrder(method: string, order: 1 | 2): void {
    if (this.#order >= order) return;
    throw new DomainError(
      `PerceptronKernel.${method}: call evaluate(points, ${order}) first; the last evaluation was ${this.#order < 0 ? "none" : `of order ${this.#order}`}.`,
    );
  }

  #view(pointer: number, length: number): Float64Array {
    return new Float64Array(this.#exports.memory.buffer, pointer >>> 0, length);
  }

  #put(numbers: Float64Array | Int32Array): number {
    const pointer = this.#exports.allocate(Math.max(8, numbers.byteLength)) >>> 0;
    if (pointer === 0) throw this.#tooLarge();
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    new Uint8Array(this.#exports.memory.buffer, pointer, bytes.length).set(bytes);
    return pointer;
  }

  /** Eigen traps when it gets no memory. */
  #guarded<T>(compute: () => T): T {
    try {
      return compute();
    } catch (error) {
      if (error instanceof Error && error.name === "RuntimeError") throw this.#tooLarge(error);
      throw error;
    }
  }

  #tooLarge(cause?: unknown): EnvironmentError {
    return new EnvironmentError(
      `PerceptronKernel: a network of widths ${this.widths.join("-")} with its batch does not fit into the 4 GiB of WebAssembly; take fewer points or smaller widths.`,
      { cause },
    );
  }
}
