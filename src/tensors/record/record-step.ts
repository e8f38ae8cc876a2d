/** One step, run and taken down as a graph of buffers and operations. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { type IntertwineBackend, userLine } from "../backend/index.js";
import type { BufferDescription, NumberType, Operation, Place, PlanGraph } from "../plan/index.js";
import { watchingOptimisers } from "./optimisers.js";
import { type Outside, StepRecorder } from "./step-recorder.js";

/** A function of tensors: its results, all tensors in them, are what it returns. */
export type StepResult =
  | tf.Tensor
  | readonly tf.Tensor[]
  | Readonly<Record<string, tf.Tensor>>
  | undefined
  | null
  // biome-ignore lint/suspicious/noConfusingVoidType: a step may return nothing at all
  | void;
export type Step<Inputs extends readonly tf.Tensor[], Result extends StepResult> = (
  ...inputs: Inputs
) => Result;

export interface RecordedVariable {
  readonly variable: tf.Variable;
  readonly buffer: number;
  readonly isUpdated: boolean;
}

export interface Recording<Result extends StepResult> {
  readonly graph: PlanGraph;
  /** Of each input. */
  readonly inputs: readonly number[];
  readonly variables: readonly RecordedVariable[];
  /** The buffer of each tensor of the result, in its order. */
  readonly results: readonly Place[];
  readonly result: Result;
  /** Numbers from outside, by buffer of the graph. */
  readonly outside: ReadonlyMap<number, Outside>;
  readonly optimisers: readonly tf.Optimizer[];
}

/**
 * @throws DomainError for what a replay could not repeat: a number read by the host, a kernel that is
 *   not carried, a variable that the step creates or disposes of
 */
export function recordStep<Inputs extends readonly tf.Tensor[], Result extends StepResult>(
  backend: IntertwineBackend,
  step: Step<Inputs, Result>,
  given: Inputs,
): Recording<Result> {
  const variables = registeredVariables();
  for (const variable of variables) makeOwn(backend, variable);
  const inputs = given.map(copied) as unknown as Inputs;
  const inputBuffers = inputs.map(({ dataId }) => backend.bufferOf(dataId));
  const oldBuffers = new Map(variables.map((v) => [backend.bufferOf(v.dataId), v]));
  const known = new Set([...inputBuffers, ...oldBuffers.keys()]);
  const recorder = new StepRecorder(backend, (buffer) => known.has(buffer));
  const stop = backend.record(recorder);
  try {
    const [result, optimisers] = watchingOptimisers(() => step(...inputs));
    requireSameVariables(variables);
    const numbering = new Numbering(inputs, inputBuffers);
    for (const [buffer, variable] of oldBuffers) numbering.variable(variable, buffer);
    for (const { dataId, dtype } of variables) {
      recorder.use({ buffer: backend.bufferOf(dataId), type: dtype as NumberType });
    }
    const tensors = tensorsOf(result);
    for (const { dataId, dtype } of tensors) {
      recorder.use({ buffer: backend.bufferOf(dataId), type: dtype as NumberType });
    }
    const outside = new Map<number, Outside>();
    for (const [buffer, numbers] of recorder.outside) {
      outside.set(numbering.constant(buffer, numbers), numbers);
    }
    for (const operation of recorder.operations) numbering.operation(operation);
    const placeOf = (tensor: tf.Tensor) => numbering.place(backend.bufferOf(tensor.dataId), tensor);
    const results = tensors.map((tensor) => numbering.result(placeOf(tensor)));
    const updated = numbering.assign(variables.map((v) => [numbering.placeOfOld(v), placeOf(v)]));
    return {
      ...{ graph: numbering.graph, results, result, outside, optimisers },
      inputs: inputs.map((_, k) => k),
      variables: variables.map((variable) => {
        const { buffer } = numbering.placeOfOld(variable);
        return { variable, buffer, isUpdated: updated.has(buffer) };
      }),
    };
  } finally {
    stop();
    tf.dispose(inputs as unknown as tf.Tensor[]);
  }
}

export function registeredVariables(): tf.Variable[] {
  return Object.values(tf.engine().state.registeredVariables);
}

/** All tensors of a result, in its order. */
export function tensorsOf(result: StepResult): tf.Tensor[] {
  if (result === undefined || result === null) return [];
  if (result instanceof tf.Tensor) return [result];
  const values = Object.values(result) as unknown[];
  const foreign = values.findIndex((value) => !(value instanceof tf.Tensor));
  if (foreign >= 0) {
    throw new DomainError(
      `plan: the step returns a ${typeof values[foreign]} under "${Object.keys(result)[foreign]}"; expected a tensor, an array or a record of tensors, or nothing.`,
    );
  }
  return values as tf.Tensor[];
}

/** The same numbers in a buffer that nobody else holds. */
function copied(tensor: tf.Tensor): tf.Tensor {
  return tf
    .engine()
    .makeTensor(tensor.dataSync() as tf.TypedArray, tensor.shape, tensor.dtype) as tf.Tensor;
}

/** So that a reader of the buffer means this variable: no clone, no second variable shares it. */
function makeOwn(backend: IntertwineBackend, variable: tf.Variable): void {
  backend.bufferOf(moved(variable).dataId);
  if (backend.refCount(variable.dataId) < 2) return;
  const copy = copied(variable);
  variable.assign(copy);
  copy.dispose();
}

/** Brings numbers that lie on another backend to the current one. */
function moved(variable: tf.Variable): tf.Variable {
  const { backend } = tf.engine().state.tensorInfo.get(variable.dataId)!;
  if (backend !== tf.engine().backend) tf.engine().moveData(backend, variable.dataId);
  return variable;
}

function requireSameVariables(before: readonly tf.Variable[]): void {
  const after = new Set(registeredVariables());
  const created = [...after].find((variable) => !before.includes(variable));
  const gone = before.find((variable) => !after.has(variable));
  if (created === undefined && gone === undefined) return;
  throw new DomainError(
    created !== undefined
      ? `plan: the step creates a variable ("${created.name}"); make variables before the step, or once in its first call.`
      : `plan: the step disposes of a variable ("${gone!.name}"); keep it until the plan is disposed of.`,
  );
}

/** Gives buffers of the backend their numbers in the graph. */
class Numbering {
  readonly #buffers: BufferDescription[] = [];
  readonly #operations: Operation[] = [];
  readonly #numbers = new Map<number, number>();
  readonly #old = new Map<tf.Variable, Place>();

  constructor(inputs: readonly tf.Tensor[], buffers: readonly number[]) {
    inputs.forEach(({ shape, dtype, size }, k) => {
      const name = `input ${k} [${shape}]`;
      this.#add(buffers[k], { length: size, type: dtype as NumberType, role: "input", name });
    });
  }

  get graph(): PlanGraph {
    return { buffers: this.#buffers, operations: this.#operations };
  }

  variable(variable: tf.Variable, buffer: number): void {
    const { size, shape, name } = variable;
    const type = variable.dtype as NumberType;
    const number = this.#add(buffer, { length: size, type, role: "variable", name });
    this.#old.set(variable, { buffer: number, shape, type });
  }

  placeOfOld(variable: tf.Variable): Place {
    return this.#old.get(variable)!;
  }

  constant(buffer: number, { values, type }: Outside): number {
    return this.#add(buffer, { length: values.length, type, role: "constant", values });
  }

  operation(operation: Operation): void {
    const numbered = ({ buffer, shape, type }: Place): Place => ({
      ...{ shape, type },
      buffer: this.#numbers.get(buffer) ?? this.#temporary(buffer, shape, type),
    });
    const inputs = operation.inputs.map(numbered);
    const outputs = operation.outputs.map(numbered);
    this.#operations.push({ ...operation, inputs, outputs } as Operation);
  }

  place(buffer: number, { shape, dtype }: tf.Tensor): Place {
    return { buffer: this.#numbers.get(buffer)!, shape, type: dtype as NumberType };
  }

  /** A buffer that is read after the run: a copy where the numbers stand in an input, a variable or a constant. */
  result(place: Place): Place {
    const description = this.#buffers[place.buffer];
    if (description.role === "temporary") {
      this.#buffers[place.buffer] = { ...description, role: "result" };
    }
    return this.#buffers[place.buffer].role === "result" ? place : this.#copy(place, "result");
  }

  /** Writes new values of variables in their places. @returns buffers of those that have any */
  assign(pairs: readonly (readonly [old: Place, now: Place])[]): Set<number> {
    const changed = pairs.filter(([old, now]) => old.buffer !== now.buffer);
    const sources = changed.map(([, now]) =>
      this.#buffers[now.buffer].role === "variable" ? this.#copy(now, "temporary") : now,
    );
    changed.forEach(([old], k) => {
      this.#emitCopy(sources[k], old);
    });
    return new Set(changed.map(([{ buffer }]) => buffer));
  }

  #copy(place: Place, role: "result" | "temporary"): Place {
    const { length, type } = this.#buffers[place.buffer];
    this.#buffers.push({ length, type, role });
    const copy = { ...place, buffer: this.#buffers.length - 1 };
    this.#emitCopy(place, copy);
    return copy;
  }

  #emitCopy(from: Place, to: Place): void {
    const steps = [{ code: "copy", from: [0] }] as const;
    const input = { ...from, shape: to.shape, type: to.type };
    this.#operations.push({
      ...{ kind: "map", kernel: "Assign", steps, results: [1] },
      ...{ inputs: [input], outputs: [to] },
    });
  }

  #temporary(buffer: number, shape: readonly number[], type: NumberType): number {
    const length = shape.reduce((product, count) => product * count, 1);
    return this.#add(buffer, { length, type, role: "temporary" });
  }

  #add(buffer: number, description: BufferDescription): number {
    this.#buffers.push(description);
    this.#numbers.set(buffer, this.#buffers.length - 1);
    return this.#buffers.length - 1;
  }
}

/** For errors of a plan: the line that called it. */
export const callingLine = userLine;
