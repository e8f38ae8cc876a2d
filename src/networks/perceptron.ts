/**
 * A multilayer perceptron F: ℝᵐ → ℝⁿ in Float64, with exact derivatives.
 *
 * a_0 = x, z_l = W_l a_(l−1) + b_l, a_l = σ(z_l) for l < L, F(x) = z_L.
 *
 * | symbol | name             | shape                                      |
 * | w_0…w_L| widths           | inputs, hidden widths, outputs             |
 * | σ      | activation       |                                            |
 * | θ      | parameters       | for each layer W_l (w_l × w_(l−1), row-major), b_l |
 *
 * Law: directional(x, v) = jacobians(x) · v, and parameterGradient is the derivative of the
 * sum that it is named after. All of it comes from the compiled kernel, to the same bits on
 * every machine.
 */
import { DomainError, ShapeError } from "../errors.js";
import { type DifferentiableMap, Matrix, RandomStream } from "../numerics/index.js";
import { type ActivationName, activationCode, requireTwiceDifferentiable } from "./activation.js";
import { requireBatch } from "./batch.js";
import { type Initialisation, initialParameters } from "./initialisation.js";
import { PerceptronKernel } from "./kernel.js";
import { parameterCount, requireWidths } from "./widths.js";

/** Points that go through the network together. */
const CHUNK = 1024;

/** Seeds of a sum Σ_i ⟨w_i, F(x_i)⟩ + ⟨u_i, DF(x_i) v_i⟩; what is left out counts as 0. */
export interface ParameterGradientSeeds {
  /** w, N × n. */
  readonly values?: Matrix;
  readonly tangents?: {
    /** u, N × n. */
    readonly seeds: Matrix;
    /** v, N × m. */
    readonly directions: Matrix;
  };
}

export class Perceptron implements DifferentiableMap {
  readonly widths: readonly number[];
  readonly activation: ActivationName;
  readonly parameters: Float64Array;

  /** @throws DomainError or ShapeError for widths, activation or parameters that do not fit */
  constructor(
    widths: readonly number[],
    parameters: Float64Array,
    activation: ActivationName = "tanh",
  ) {
    requireWidths("Perceptron", widths);
    activationCode("Perceptron", activation);
    const expected = parameterCount(widths);
    if (parameters.length !== expected) {
      throw new ShapeError(
        `Perceptron: got ${parameters.length} parameters for widths ${widths.join("-")}; expected ${expected}.`,
      );
    }
    const wrong = parameters.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new DomainError(
        `Perceptron: parameters[${wrong}] is ${parameters[wrong]}; expected finite numbers only.`,
      );
    }
    this.widths = [...widths];
    this.activation = activation;
    this.parameters = parameters.slice();
  }

  /** A network with random parameters; the same seed gives the same ones everywhere. */
  static initialise(
    widths: readonly number[],
    options: Initialisation & { seed: number; activation?: ActivationName },
  ): Perceptron {
    requireWidths("Perceptron.initialise", widths);
    const { seed, activation = "tanh" } = options;
    const random = RandomStream.fromSeed(seed).split("initialisation");
    const parameters = initialParameters(widths, activation, random, options);
    return new Perceptron(widths, parameters, activation);
  }

  get inputs(): number {
    return this.widths[0];
  }
  get outputs(): number {
    return this.widths[this.widths.length - 1];
  }
  get layers(): number {
    return this.widths.length - 1;
  }

  /** W_l, w_l × w_(l−1), and b_l as copies; l from 1 to L. @throws DomainError for another l */
  layer(l: number): { weights: Matrix; biases: Float64Array } {
    if (!Number.isInteger(l) || l < 1 || l > this.layers) {
      throw new DomainError(
        `Perceptron.layer: got ${l}; expected a layer from 1 to ${this.layers}.`,
      );
    }
    const start = parameterCount(this.widths.slice(0, l));
    const [inputs, outputs] = [this.widths[l - 1], this.widths[l]];
    const middle = start + inputs * outputs;
    return {
      weights: new Matrix(outputs, inputs, this.parameters.slice(start, middle)),
      biases: this.parameters.slice(middle, middle + outputs),
    };
  }

  /** F at each row, N × n. @throws ShapeError, DomainError for points that are not finite */
  values(points: Matrix): Matrix {
    requireBatch("Perceptron.values", "points", points, this.inputs);
    const out = new Matrix(points.rows, this.outputs);
    this.#chunks(points, (kernel, first, rows) => {
      out.data.set(kernel.evaluate(rows, 0), first * this.outputs);
    });
    return out;
  }

  /** DF at each row: N · n · m numbers, entry (i, a, b) at (i·n + a)·m + b. @throws as values */
  jacobians(points: Matrix): Float64Array {
    requireBatch("Perceptron.jacobians", "points", points, this.inputs);
    const size = this.outputs * this.inputs;
    const out = new Float64Array(points.rows * size);
    this.#chunks(points, (kernel, first, rows) => {
      kernel.evaluate(rows, 1);
      out.set(kernel.jacobians(), first * size);
    });
    return out;
  }

  /** DF(x_i) v_i, N × n, for directions N × m. @throws as values */
  directional(points: Matrix, directions: Matrix): Matrix {
    requireBatch("Perceptron.directional", "points", points, this.inputs);
    requireBatch("Perceptron.directional", "directions", directions, this.inputs, points.rows);
    const out = new Matrix(points.rows, this.outputs);
    this.#chunks(points, (kernel, first, rows) => {
      kernel.evaluate(rows, 1);
      kernel.directions.set(part(directions, first, rows.length / this.inputs));
      out.data.set(kernel.alongDirections(), first * this.outputs);
    });
    return out;
  }

  /**
   * The gradient of Σ_i ⟨w_i, F(x_i)⟩ + ⟨u_i, DF(x_i) v_i⟩ with respect to the parameters.
   * @throws as values; DomainError for tangents through an activation without second derivative
   */
  parameterGradient(points: Matrix, { values, tangents }: ParameterGradientSeeds): Float64Array {
    const caller = "Perceptron.parameterGradient";
    requireBatch(caller, "points", points, this.inputs);
    if (values) requireBatch(caller, "values", values, this.outputs, points.rows);
    if (tangents) {
      requireTwiceDifferentiable(caller, this.activation);
      requireBatch(caller, "tangents.seeds", tangents.seeds, this.outputs, points.rows);
      requireBatch(caller, "tangents.directions", tangents.directions, this.inputs, points.rows);
    }
    const out = new Float64Array(this.parameters.length);
    this.#chunks(points, (kernel, first, rows) => {
      const count = rows.length / this.inputs;
      kernel.clearGradient();
      kernel.evaluate(rows, tangents ? 2 : 1);
      if (values) kernel.valueSeeds.set(part(values, first, count));
      else kernel.valueSeeds.fill(0);
      if (tangents) {
        kernel.tangentSeeds.set(part(tangents.seeds, first, count));
        kernel.directions.set(part(tangents.directions, first, count));
        kernel.pullTangents();
      } else {
        kernel.pullValues();
      }
      kernel.gradient.forEach((value, k) => {
        out[k] += value;
      });
    });
    return out;
  }

  #chunks(
    points: Matrix,
    use: (kernel: PerceptronKernel, first: number, rows: Float64Array) => void,
  ): void {
    const kernel = kernelOf(this);
    for (let first = 0; first < points.rows; first += CHUNK) {
      use(kernel, first, part(points, first, Math.min(CHUNK, points.rows - first)));
    }
  }
}

/** The last network that was evaluated on this thread, for the next one of its shape. */
let latest: PerceptronKernel | undefined;

function kernelOf({ widths, activation, parameters }: Perceptron): PerceptronKernel {
  const fits = latest?.activation === activation && String(latest.widths) === String(widths);
  if (!latest || !fits) latest = new PerceptronKernel(widths, activation);
  latest.parameters.set(parameters);
  return latest;
}

function part({ data, columns }: Matrix, first: number, rows: number): Float64Array {
  return data.subarray(first * columns, (first + rows) * columns);
}
