/** One step, run and taken down as a graph of buffers and operations. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";
import type { IntertwineBackend } from "../../backend/index.js";
import type { NumberType, Operation, Place, PlanGraph } from "../../plan/index.js";
import { watchingOptimisers } from "../optimisers.js";
import type { OptimiserStates } from "../surroundings/optimiser-states.js";
import { registeredVariables } from "../surroundings/registered-variables.js";
import { withoutKeeping } from "./kept-tensors.js";
import { Numbering } from "./numbering.js";
import { copied, isNumberType, makeOwn } from "./own-buffers.js";
import { type StepResult, tensorsOf, withOwnResults } from "./results.js";
import { type Outside, StepRecorder } from "./step-recorder.js";

export type Step<Inputs extends readonly tf.Tensor[], Result extends StepResult> = (
  ...inputs: Inputs
) => Result;

export interface RecordedVariable {
  readonly variable: tf.Variable;
  readonly buffer: number;
  readonly isUpdated: boolean;
  /** It decides what an optimiser updates. */
  readonly trainable: boolean;
}

export interface Recording<Result extends StepResult> {
  readonly graph: PlanGraph;
  /** Of each input; a variable among them is a variable of the step. */
  readonly inputs: readonly (number | undefined)[];
  readonly variables: readonly RecordedVariable[];
  /** The buffer of each tensor of the result, in its order. */
  readonly results: readonly Place[];
  readonly result: Result;
  /** Numbers from outside, by buffer of the graph. */
  readonly outside: ReadonlyMap<number, Outside>;
  readonly optimisers: readonly tf.Optimizer[];
}

/** A step that made variables: it ran, and cannot be replayed. */
export interface Unrecorded<Result extends StepResult> {
  readonly result: Result;
  readonly created: readonly tf.Variable[];
}

/**
 * @param states notes the optimisers that the step meets
 * @throws DomainError for what a replay could not repeat: a number read by the host, a kernel that is
 *   not carried, a variable that the step disposes of
 */
export function recordStep<Inputs extends readonly tf.Tensor[], Result extends StepResult>(
  backend: IntertwineBackend,
  step: Step<Inputs, Result>,
  given: Inputs,
  states: OptimiserStates,
): Recording<Result> | Unrecorded<Result> {
  const registered = registeredVariables();
  const { near, away } = madeOwn(backend, registered);
  const inputs = given.map((input) =>
    input instanceof tf.Variable ? input : copied(input),
  ) as unknown as Inputs;
  const copies = inputs.filter((input) => !(input instanceof tf.Variable));
  const inputBuffers = copies.map(({ dataId }) => backend.bufferOf(dataId));
  const oldBuffers = new Map(near.map((v) => [backend.bufferOf(v.dataId), v]));
  const known = new Set([...inputBuffers, ...oldBuffers.keys()]);
  const recorder = new StepRecorder(backend, (buffer) => known.has(buffer));
  const stop = backend.record(recorder);
  try {
    const result = watchingOptimisers(
      () => withoutKeeping(() => withOwnResults(() => step(...inputs)), tensorsOf),
      (optimiser) => states.note(optimiser),
    );
    const created = createdVariables(registered);
    if (created.length > 0) return { result, created };
    requireUntouched(away);
    const tensors = tensorsOf(result);
    const involved = involvedVariables(backend, oldBuffers, recorder.operations, tensors);
    const variables = involved.map(([, variable]) => variable);
    const numbering = new Numbering(copies, inputBuffers);
    for (const [buffer, variable] of involved) numbering.variable(variable, buffer);
    for (const { dataId, dtype } of [...variables, ...tensors]) {
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
    const buffers = new Map(copies.map((copy, k) => [copy, k]));
    return {
      ...{ graph: numbering.graph, results, result, outside, optimisers: states.optimisers },
      inputs: inputs.map((input) => buffers.get(input)),
      variables: variables.map((variable) => {
        const { buffer } = numbering.placeOfOld(variable);
        const { trainable } = variable;
        return { variable, buffer, isUpdated: updated.has(buffer), trainable };
      }),
    };
  } finally {
    stop();
    tf.dispose(copies);
  }
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

/** A variable that the step may not touch. */
interface Away {
  readonly variable: tf.Variable;
  readonly dataId: object;
  readonly why: string;
}

/** Variables whose numbers can be read, each in a buffer of its own, and those that are away. */
function madeOwn(backend: IntertwineBackend, variables: readonly tf.Variable[]) {
  const near: tf.Variable[] = [];
  const away: Away[] = [];
  for (const variable of variables.filter(({ dtype }) => isNumberType(dtype))) {
    const { dataId } = variable;
    if (backend.mustBeAwaited(dataId)) {
      const why =
        "whose numbers lie in a plan on a device that cannot be read at once; await its data() first, or fetch() of the plan that has it";
      away.push({ variable, dataId, why });
      continue;
    }
    const reason = makeOwn(backend, variable);
    if (reason === undefined) near.push(variable);
    else {
      const why = `whose numbers cannot be read: ${reason} Where they are no longer wanted, assign to it before the plan is called`;
      away.push({ variable, dataId, why });
    }
  }
  return { near, away };
}

function requireUntouched(away: readonly Away[]): void {
  const touched = away.find(({ variable, dataId }) => variable.dataId !== dataId);
  if (touched === undefined) return;
  throw new DomainError(
    `plan: the step assigns to the variable "${touched.variable.name}", ${touched.why}.`,
  );
}

/** @throws DomainError where the step disposed of a variable */
function createdVariables(before: readonly tf.Variable[]): tf.Variable[] {
  const after = new Set(registeredVariables());
  const gone = before.find((variable) => !after.has(variable));
  if (gone !== undefined) {
    throw new DomainError(
      `plan: the step disposes of a variable ("${gone.name}"); keep it until the plan is disposed of.`,
    );
  }
  const known = new Set(before);
  return [...after].filter((variable) => !known.has(variable));
}
