/**
 * A replay beside the step as it is, from the same state: what the step does must be what was recorded,
 * and the numbers must have the same bits. It sees what no recording can: numbers of the host that
 * changed since, branches that go another way now, another optimiser under the same name.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";
import type { Numbers } from "../../backend/index.js";
import { compareRecordings, type Rates } from "../recording/compare.js";
import type { Recording, Step } from "../recording/record-step.js";
import { recordedAgain } from "../recording/record-twice.js";
import { type StepResult, tensorsOf } from "../recording/results.js";
import { SavedState } from "../surroundings/saved-state.js";
import { numbersOf } from "./held-variable.js";
import type { PreparedStep } from "./prepared-step.js";

/**
 * One step. @param replays that were made before it
 * @throws DomainError where the two differ, with the line; variables are as before then
 */
export function verifiedReplay<Inputs extends readonly tf.Tensor[], Result extends StepResult>(
  prepared: PreparedStep<Result>,
  step: Step<Inputs, Result>,
  inputs: Inputs,
  replays: number,
): Result {
  const { backend, plan, recording, optimisers } = prepared.parts;
  if (plan.readSync === undefined) {
    throw new DomainError(
      "plan: verify needs an engine whose numbers can be read at once; verify the step on WebAssembly.",
    );
  }
  const saved = new SavedState();
  let result: Result | undefined;
  let isSame = false;
  try {
    const updated = recording.variables.filter(({ isUpdated }) => isUpdated);
    const numbers = (): Numbers[] => updated.map(({ variable }) => numbersOf(variable).slice());
    let results: Numbers[] = [];
    const look = ({ result }: Recording<Result>) => {
      results = tensorsOf(result).map((tensor) => numbersOf(tensor).slice());
    };
    const again = tidied(() => recordedAgain(backend, step, inputs, saved.optimisers, look));
    const expected = numbers();
    saved.restore();
    const rates = optimisers.flatMap(({ optimiser, rate }): Rates[] =>
      rate === undefined ? [] : [{ optimiser, first: rate, second: optimiser.learningRate }],
    );
    compareRecordings(recording, again, rates);
    result = prepared.replay(inputs, 1);
    requireSameBits(expected, numbers(), (k) => `the variable "${updated[k].variable.name}"`);
    requireSameBits(results, tensorsOf(result).map(numbersOf), (k) => `tensor ${k} of its result`);
    isSame = true;
    return result;
  } catch (error) {
    if (error instanceof DomainError) {
      error.message = `${error.message} (Found by verify at replay ${replays + 1}; the step was taken back.)`;
    }
    throw error;
  } finally {
    if (!isSame) {
      saved.restore();
      if (result !== undefined) tf.dispose(tensorsOf(result));
    }
    saved.dispose();
  }
}

/** Tensors that the step leaves behind go: nobody asked for this run of it. */
function tidied<Value>(run: () => Value): Value {
  let value: Value | undefined;
  tf.tidy(() => {
    value = run();
  });
  return value as Value;
}

function requireSameBits(
  expected: readonly Numbers[],
  found: readonly Numbers[],
  name: (k: number) => string,
): void {
  expected.forEach((numbers, k) => {
    const at = numbers.findIndex((value, entry) => !Object.is(value, found[k][entry]));
    if (at < 0) return;
    throw new DomainError(
      `plan: a replay gives other numbers than the step in ${name(k)}: entry ${at} is ${found[k][at]}, and ${numbers[at]} where the step runs as it is.`,
    );
  });
}
