/** Entry by entry, and with parameters in every column. */
import { DomainError, ShapeError } from "../../../errors.js";
import type { BinaryName, ParameterStart, Shape, Tensor, UnaryName } from "./node.js";
import { Recorder } from "./recorder.js";

export interface LinearOptions {
  /** Default true. */
  readonly bias?: boolean;
  /** What weights and biases begin with; default uniform within ±1/√inputs, as in PyTorch. */
  readonly start?: ParameterStart;
}

export class ElementwiseProgram extends Recorder {
  /** x / (1 + exp(−x)) */
  silu(x: Tensor): Tensor {
    return this.#unary("silu", x);
  }
  relu(x: Tensor): Tensor {
    return this.#unary("relu", x);
  }
  tanh(x: Tensor): Tensor {
    return this.#unary("tanh", x);
  }
  /** x tanh(log(1 + exp x)) */
  mish(x: Tensor): Tensor {
    return this.#unary("mish", x);
  }
  sigmoid(x: Tensor): Tensor {
    return this.#unary("sigmoid", x);
  }
  square(x: Tensor): Tensor {
    return this.#unary("square", x);
  }
  scale(x: Tensor, factor: number): Tensor {
    return this.#unary("scale", x, factor);
  }

  /** y has the shape of x, or is one row, one column or one number that serves all of x. @throws ShapeError */
  add(x: Tensor, y: Tensor): Tensor {
    return this.#binary("add", x, y);
  }
  /** x − y. @throws as `add` */
  subtract(x: Tensor, y: Tensor): Tensor {
    return this.#binary("subtract", x, y);
  }
  /** Entry by entry. @throws as `add` */
  multiply(x: Tensor, y: Tensor): Tensor {
    return this.#binary("multiply", x, y);
  }

  /** x W + b with W inputs × columns. */
  linear(x: Tensor, columns: number, { bias = true, start }: LinearOptions = {}): Tensor {
    const begin = start ?? { kind: "uniform", bound: 1 / Math.sqrt(x.columns) };
    const parameters = [this.addParameter(x.columns, columns, begin)];
    if (bias) parameters.push(this.addParameter(1, columns, begin));
    return this.record("linear", x.rows, columns, [this.requireNumbers("linear", x)], {
      parameters,
    });
  }

  /** Each row to mean 0 and variance 1 (Ba, Kiros and Hinton 2016), then a gain and a shift by column. */
  layerNorm(x: Tensor, epsilon = 1e-5): Tensor {
    return this.#norm("layerNorm", x, epsilon);
  }

  /**
   * Each column to mean 0 and variance 1 over the rows of the replay in training (Ioffe and Szegedy
   * 2015), over the past ones (momentum 0.1) in evaluation; then a gain and a shift by column.
   */
  batchNorm(x: Tensor, epsilon = 1e-5): Tensor {
    return this.#norm("batchNorm", x, epsilon);
  }

  /** In training each entry is 0 with probability `rate`, and 1/(1 − rate) times itself otherwise. */
  dropout(x: Tensor, rate: number): Tensor {
    if (!(rate >= 0 && rate < 1)) {
      throw new DomainError(`Program.dropout: rate is ${rate}; expected from 0 to below 1.`);
    }
    return this.record("dropout", x.rows, x.columns, [this.requireNumbers("dropout", x)], {
      value: rate,
    });
  }

  /** Along the columns. @throws ShapeError unless all have the same number of rows */
  concatenate(parts: readonly Tensor[]): Tensor {
    const rows = parts[0]?.rows ?? 0;
    for (const part of parts) {
      this.requireNumbers("concatenate", part);
      if (part.rows === rows) continue;
      throw new ShapeError(
        `Program.concatenate: got ${rows} and ${part.rows} rows; expected the same number in all parts.`,
      );
    }
    const columns = parts.reduce((sum, part) => sum + part.columns, 0);
    return this.record("concatenate", rows, columns, parts);
  }

  /** Columns first, …, first + count − 1. @throws ShapeError when x does not have them */
  columns(x: Tensor, first: number, count: number): Tensor {
    if (!(Number.isInteger(first) && first >= 0 && first + count <= x.columns)) {
      throw new ShapeError(
        `Program.columns: got ${count} from ${first} on; x has ${x.columns} columns.`,
      );
    }
    return this.record("columns", x.rows, count, [this.requireNumbers("columns", x)], {
      value: first,
    });
  }

  /** The same numbers in rows of another length. @throws ShapeError unless they fill them */
  reshape(x: Tensor, [rows, columns]: Shape): Tensor {
    if (rows * columns !== x.rows * x.columns) {
      throw new ShapeError(
        `Program.reshape: x is ${x.rows} × ${x.columns}; expected as many numbers as ${rows} × ${columns}.`,
      );
    }
    return this.record("reshape", rows, columns, [this.requireNumbers("reshape", x)]);
  }

  #unary(operation: UnaryName, x: Tensor, value?: number): Tensor {
    const rest = value === undefined ? {} : { value };
    return this.record(operation, x.rows, x.columns, [this.requireNumbers(operation, x)], rest);
  }

  #binary(operation: BinaryName, x: Tensor, y: Tensor): Tensor {
    const rows = y.rows === x.rows || y.rows === 1;
    const columns = y.columns === x.columns || y.columns === 1;
    if (!rows || !columns) {
      throw new ShapeError(
        `Program.${operation}: x is ${x.rows} × ${x.columns}, y ${y.rows} × ${y.columns}; expected y of that shape, or one row, one column or one number.`,
      );
    }
    const from = [this.requireNumbers(operation, x), this.requireNumbers(operation, y)];
    return this.record(operation, x.rows, x.columns, from);
  }

  #norm(operation: "layerNorm" | "batchNorm", x: Tensor, value: number): Tensor {
    const gain = this.addParameter(1, x.columns, { kind: "constant", value: 1 });
    const shift = this.addParameter(1, x.columns, { kind: "constant", value: 0 });
    const from = [this.requireNumbers(operation, x)];
    return this.record(operation, x.rows, x.columns, from, { parameters: [gain, shift], value });
  }
}
