/** One step, run and taken down as a graph of buffers and operations. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { IntertwineBackend } from "../backend/index.js";
import type { NumberType, Operation, Place, PlanGraph } from "../plan/index.js";
import { withoutKeeping } from "./kept-tensors.js";
import { Numbering } from "./numbering.js";
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
  const registered = registeredVariables();
  const away = new Map(
    registered.filter((v) => backend.mustBeAwaited(v.dataId)).map((v) => [v, v.dataId]),
  );
  const near = registered.filter((v) => isNumberType(v.dtype) && !away.has(v));
  for (const variable of near) makeOwn(backend, variable);
  const inputs = given.map(copied) as unknown as Inputs;
  const inputBuffers = inputs.map(({ dataId }) => backend.bufferOf(dataId));
  const oldBuffers = new Map(near.map((v) => [backend.bufferOf(v.dataId), v]));
  const known = new Set([...inputBuffers, ...oldBuffers.keys()]);
  const recorder = new StepRecorder(backend, (buffer) => known.has(buffer));
  const stop = backend.record(recorder);
  let returned: readonly tf.Tensor[] = [];
  try {
    const [result, optimisers] = watchingOptimisers(() =>
      withoutKeeping(() => step(...inputs), tensorsOf),
    );
    requireSameVariables(registered);
    requireUntouched(away);
    const tensors = tensorsOf(result);
    returned = tensors;
    const involved = involvedVariables(backend, oldBuffers, recorder.operations, tensors);
    const variables = involved.map(([, variable]) => variable);
    const numbering = new Numbering(inputs, inputBuffers);
    for (const [buffer, variable] of involved) numbering.variable(variable, buffer);
    for (const { dataId, dtype } of variables) {
      recorder.use({ buffer: backend.bufferOf(dataId), type: dtype as NumberType });
    }
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
    tf.dispose(inputs.filter((input) => !returned.includes(input)));
  }
}

export function registeredVariables(): tf.Variable[] {
  return Object.values(tf.engine().state.registeredVariables);
}

const isNumberType = (type: string): type is NumberType =>
  type === "float32" || type === "int32" || type === "bool";

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

/** Those that the step reads, returns or assigns to; others may be many, and lie elsewhere. */
function involvedVariables(
  backend: IntertwineBackend,
  oldBuffers: ReadonlyMap<number, tf.Variable>,
  operations: readonly Operation[],
  results: readonly tf.Tensor[],
): [number, tf.Variable][] {
  const used = new Set(operations.flatMap(({ inputs }) => inputs.map(({ buffer }) => buffer)));
  for (const { dataId } of results) used.add(backend.bufferOf(dataId));
  for (const [buffer, { dataId }] of oldBuffers) {
    const now = backend.bufferOf(dataId);
    if (now !== buffer) used.add(buffer).add(now);
  }
  return [...oldBuffers].filter(([buffer]) => used.has(buffer));
}

function requireUntouched(away: ReadonlyMap<tf.Variable, object>): void {
  for (const [variable, dataId] of away) {
    if (variable.dataId === dataId) continue;
    throw new DomainError(
      `plan: the step assigns to the variable "${variable.name}", whose numbers lie in a plan on a device that cannot be read at once; await its data() first, or use the plan that has it.`,
    );
  }
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
