/**
 * Two recordings of one step must be the same but for what the plan knows how to follow: constants that
 * are ± the learning rate of an optimiser. The second recording runs with other learning rates, so that
 * these constants show themselves; its effects are taken back.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";
import { attributeText, type BufferDescription, type Operation } from "../../plan/index.js";
import type { WatchedOptimiser } from "../optimisers.js";
import type { Recording } from "./record-step.js";
import type { StepResult } from "./results.js";
import { at, type Outside } from "./step-recorder.js";

/** A constant of one number that is `sign` × the learning rate. */
export interface RateBuffer {
  readonly buffer: number;
  readonly optimiser: WatchedOptimiser;
  readonly sign: 1 | -1;
}

/** Learning rates of an optimiser in the two recordings. */
export interface Rates {
  readonly optimiser: WatchedOptimiser;
  readonly first: number;
  readonly second: number;
}

/**
 * @returns constants that follow a learning rate
 * @throws DomainError for a step that is not the same each time: with the line where it first differs
 */
export function compareRecordings(
  first: Recording<StepResult>,
  second: Recording<StepResult>,
  rates: readonly Rates[],
): RateBuffer[] {
  requireSameOperations(first.graph.operations, second.graph.operations);
  requireSameBuffers(first, second);
  const following: RateBuffer[] = [];
  for (const [buffer, numbers] of first.outside) {
    const other = second.outside.get(buffer)!;
    if (isSame(numbers, other)) continue;
    const rate = rateOf(numbers, other, rates);
    if (rate === undefined) refuse(numbers, other);
    following.push({ buffer, ...rate });
  }
  return following;
}

/** @throws DomainError where the step itself set a rate: the second recording has another than it was given */
export function requireRates(rates: readonly Rates[]): void {
  for (const { optimiser, second } of rates) {
    if (Object.is(optimiser.learningRate, second)) continue;
    throw new DomainError(
      "plan: the step sets the learning rate of an optimiser; a replay would not. Set it before the call of the plan.",
    );
  }
}

function requireSameOperations(first: readonly Operation[], second: readonly Operation[]): void {
  const count = Math.max(first.length, second.length);
  for (let k = 0; k < count; k++) {
    const [a, b] = [first[k], second[k]];
    if (a !== undefined && b !== undefined && textOf(a) === textOf(b)) continue;
    const line = (a ?? b).line;
    throw new DomainError(
      `plan: the step is not the same each time: its operation ${k} was ${nameOf(a)} at first and ${nameOf(b)} the second time${at(line)}. A replay does what was recorded: branches on numbers, random shapes and counters have to stay outside the step, or become tf.where.`,
    );
  }
}

const textOf = ({ line: _, ...rest }: Operation): string => attributeText(rest);

function nameOf(operation: Operation | undefined): string {
  if (operation === undefined) return "nothing";
  return `${operation.kernel} of ${operation.inputs.map(({ shape }) => `[${shape}]`).join(", ")}`;
}

function requireSameBuffers(first: Recording<StepResult>, second: Recording<StepResult>): void {
  const text = ({ graph: { buffers } }: Recording<StepResult>) =>
    JSON.stringify(
      buffers.map(({ length, type, role }: BufferDescription) => [length, type, role]),
    );
  const names = (recording: Recording<StepResult>) =>
    JSON.stringify(
      recording.variables.map(({ variable, isUpdated }) => [variable.name, isUpdated]),
    );
  requireSameResults(first, second);
  if (text(first) === text(second) && names(first) === names(second)) return;
  throw new DomainError(
    "plan: the step is not the same each time: it uses or updates other variables or tensors the second time. Expected a step that does the same with the same tensors.",
  );
}

function requireSameResults(first: Recording<StepResult>, second: Recording<StepResult>): void {
  const text = ({ result, results }: Recording<StepResult>) =>
    JSON.stringify([result instanceof tf.Tensor ? [] : Object.keys(result ?? {}), results]);
  if (kindOf(first) === kindOf(second) && text(first) === text(second)) return;
  throw new DomainError(
    "plan: the step does not return the same each time: other tensors, another order or other names the second time.",
  );
}

/** What kind of thing a step returns. */
function kindOf({ result }: Recording<StepResult>): string {
  return Array.isArray(result) ? "array" : result === null ? "null" : typeof result;
}

function isSame(a: Outside, b: Outside): boolean {
  return a.values.every((value, k) => Object.is(value, b.values[k]));
}

function rateOf(
  a: Outside,
  b: Outside,
  rates: readonly Rates[],
): Omit<RateBuffer, "buffer"> | undefined {
  if (a.values.length !== 1) return undefined;
  for (const { optimiser, first, second } of rates) {
    for (const sign of [1, -1] as const) {
      const isRate =
        a.values[0] === Math.fround(sign * first) && b.values[0] === Math.fround(sign * second);
      if (isRate) return { optimiser, sign };
    }
  }
  return undefined;
}

function refuse(a: Outside, b: Outside): never {
  const k = a.values.findIndex((value, index) => !Object.is(value, b.values[index]));
  const what =
    a.origin === "host"
      ? `numbers that the step makes${at(a.line)} are not the same each time (entry ${k}: ${a.values[k]}, then ${b.values[k]}): random numbers of tf.random… or tf.dropout, a counter, or what is computed from a learning rate. Take \`noise\` from "intertwine/tensors" for randomness, and hand what changes to the step as an input`
      : `a tensor that the step uses${at(a.line)} and that was made before it is another one the second time. Make it an input of the step, or a tf.variable that the step assigns to`;
  throw new DomainError(`plan: ${what}.`);
}
