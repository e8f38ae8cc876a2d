/** Takes down nodes, and refuses what does not fit together. */
import { DomainError, ShapeError } from "../../../errors.js";
import type {
  OperationName,
  Parameter,
  ParameterStart,
  ProgramData,
  Shape,
  Tensor,
} from "./node.js";

export class Recorder implements ProgramData {
  readonly nodes: Tensor[] = [];
  readonly parameters: Parameter[] = [];
  readonly outputs: Record<string, number> = {};
  #loss = -1;
  #samples: number | undefined;

  /** @param samples how many samples the inputs hold together; default the rows of the first input */
  constructor(samples?: number) {
    if (samples !== undefined) requireSize("program", "samples", samples);
    this.#samples = samples;
  }

  get samples(): number {
    return this.#samples ?? 1;
  }
  get loss(): number {
    return this.#loss;
  }

  /** Trainable numbers. */
  get parameterCount(): number {
    return this.parameters.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  }

  /** Float32 numbers that each replay is given. @throws ShapeError unless the samples share its rows equally */
  input(name: string, [rows, columns]: Shape): Tensor {
    return this.#input(name, rows, columns, false);
  }

  /** Int32 numbers that each replay is given: rows of another tensor, or classes. @throws as `input` */
  indices(name: string, count: number): Tensor {
    return this.#input(name, count, 1, true);
  }

  /** Numbers, or indices where `values` is an Int32Array, that are always the same. @throws ShapeError */
  constant(values: Float32Array | Int32Array, [rows, columns]: Shape = [values.length, 1]): Tensor {
    if (values.length !== rows * columns) {
      throw new ShapeError(
        `Program.constant: got ${values.length} numbers for ${rows} × ${columns}; expected ${rows * columns}.`,
      );
    }
    const indices = values instanceof Int32Array;
    return this.record("constant", rows, columns, [], { indices, data: values.slice() });
  }

  /** Trainable numbers by themselves, all alike at first. */
  parameter([rows, columns]: Shape, value = 0): Tensor {
    const parameters = [this.addParameter(rows, columns, { kind: "constant", value })];
    return this.record("parameter", rows, columns, [], { parameters });
  }

  /** Names what an evaluation reads. @throws DomainError when the name is taken */
  output(name: string, tensor: Tensor): void {
    this.own("output", tensor);
    if (Object.hasOwn(this.outputs, name)) {
      throw new DomainError(
        `Program.output: "${name}" is an output already; give each a name of its own.`,
      );
    }
    this.outputs[name] = tensor.index;
  }

  /** What training makes small. @throws ShapeError unless it is a single number */
  minimise(tensor: Tensor): void {
    this.own("minimise", tensor);
    if (tensor.rows !== 1 || tensor.columns !== 1) {
      throw new ShapeError(
        `Program.minimise: got ${tensor.rows} × ${tensor.columns} numbers; expected one, such as squaredError gives.`,
      );
    }
    this.#loss = tensor.index;
  }

  /** The program as data. */
  data(): ProgramData {
    const { samples, nodes, parameters, outputs, loss } = this;
    return {
      samples,
      nodes: [...nodes],
      parameters: [...parameters],
      outputs: { ...outputs },
      loss,
    };
  }

  protected record(
    operation: OperationName,
    rows: number,
    columns: number,
    from: readonly Tensor[],
    rest: Partial<
      Pick<Tensor, "parameters" | "value" | "transposed" | "indices" | "data" | "name">
    > = {},
  ): Tensor {
    for (const tensor of from) this.own(operation, tensor);
    requireSize(operation, "rows", rows);
    requireSize(operation, "columns", columns);
    const node: Tensor = {
      ...{ index: this.nodes.length, operation, rows, columns, indices: false },
      ...{ from: from.map(({ index }) => index), parameters: [] },
      ...rest,
    };
    this.nodes.push(node);
    return node;
  }

  protected addParameter(rows: number, columns: number, start: ParameterStart): number {
    return this.parameters.push({ rows, columns, start }) - 1;
  }

  /** @throws ShapeError unless the tensor holds indices, of this many rows where that is said */
  protected requireIndices(caller: string, argument: string, tensor: Tensor, rows?: number): void {
    if (tensor.indices && (rows === undefined || tensor.rows === rows)) return;
    throw new ShapeError(
      `Program.${caller}: ${argument} holds ${tensor.rows} ${tensor.indices ? "indices" : "rows of numbers"}; expected ${rows ?? "any number of"} indices.`,
    );
  }

  /** The tensor. @throws ShapeError when it holds indices */
  protected requireNumbers(caller: string, tensor: Tensor): Tensor {
    if (!tensor.indices) return tensor;
    throw new ShapeError(`Program.${caller}: got indices; expected numbers.`);
  }

  /** @throws DomainError for a tensor of another program */
  protected own(caller: string, tensor: Tensor): void {
    if (this.nodes[tensor.index] === tensor) return;
    throw new DomainError(
      `Program.${caller}: got a tensor of another program; record both in the same one.`,
    );
  }

  #input(name: string, rows: number, columns: number, indices: boolean): Tensor {
    requireSize("input", "rows", rows);
    this.#samples ??= rows;
    if (rows % this.#samples !== 0) {
      throw new ShapeError(
        `Program.input: "${name}" has ${rows} rows, which ${this.#samples} samples cannot share equally; expected a multiple of ${this.#samples}.`,
      );
    }
    if (this.nodes.some((node) => node.name === name)) {
      throw new DomainError(
        `Program.input: "${name}" is an input already; give each a name of its own.`,
      );
    }
    return this.record("input", rows, columns, [], { name, indices });
  }
}

function requireSize(caller: string, name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new DomainError(
    `Program.${caller}: ${name} is ${value}; expected a whole number from 1 on.`,
  );
}
