/**
 * A step of training that is recorded once and replayed on our kernels.
 *
 *   const train = plan((x, y) => optimiser.minimize(() => loss(model(x), y), true)!);
 *   for (const [x, y] of batches) train(x, y).dispose();
 *
 * Calls of one shape: the first runs as it is (optimisers make their slots), the second is recorded,
 * all that follow are replayed. All of them are real steps.
 *
 * Law: a replay gives the bits that the step would have given on the same backend, and leaves
 * variables, slots and counters of iterations as the step would have. What a replay cannot follow is
 * refused, with its line; nothing is run otherwise in silence. Within another plan, and under a gradient
 * (tf.grad), which must see what the step does, a plan is its step as it is.
 *
 * What cannot be seen: the step's function runs in the first call, twice in the second (the rehearsal's
 * effects on tensors are taken back, those on the host, such as a line that it prints, are not), and
 * never again. Numbers of the host that were the same both times and change later (a number, an array
 * or a tensor that the step closes over, Date.now(), another optimiser under the same name), and branches
 * on them, stay as they were recorded. Rates and other numbers of optimisers, variables, `trainable`
 * and tensors that were disposed of are followed. `verify` finds the rest.
 */
import type * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { PlanEngine } from "../plan/index.js";
import { PlannedStep } from "./planned-step.js";
import type { Step } from "./recording/record-step.js";
import type { StepResult } from "./recording/results.js";
import type { LineTimes } from "./report/line-times.js";
import type { PlanReport } from "./report/report.js";

export interface PlanOptions {
  /** What replays; default WebAssembly, or the machine's own library where it was built. */
  readonly engine?: PlanEngine;
  /** How many shapes of inputs are kept prepared; those not used for longest go first. Default 8. */
  readonly shapes?: number;
  /** "eager": a step that cannot be recorded runs as it is, and `report` says why. Default: an error. */
  readonly fallback?: "eager";
  /**
   * The first replay of a shape and every so many after it run beside the step as it is, from the same
   * state: what it does and its bits must be the same, or it is refused with the line. Each such call
   * costs about as much as recording.
   */
  readonly verify?: number;
  /** false: operations are replayed as they were recorded, to compare. Default: fewer, with the same bits. */
  readonly passes?: boolean;
}

export interface Plan<Inputs extends readonly tf.Tensor[], Result extends StepResult> {
  /**
   * One step. The tensors of the result are the caller's, to be disposed of: a variable or an input that
   * the step returns is given as a clone.
   */
  (...inputs: Inputs): Result;
  /** What was given to `plan`, as it is. */
  readonly step: Step<Inputs, Result>;
  /** So many steps with the same inputs; the result of the last. */
  repeat(times: number, ...inputs: Inputs): Result;
  /**
   * Waits until what was recorded can be replayed: an engine such as WebGPU's compiles beside us, and
   * steps run as they are meanwhile.
   */
  ready(): Promise<void>;
  /**
   * Brings the numbers of variables from the plan to where steps that are run as they are, and other
   * plans, can read them: needed between them on devices that can only be waited for, such as WebGPU.
   */
  fetch(): Promise<void>;
  report(): PlanReport;
  /**
   * Where the time of a replay goes, by the lines of the step, on these inputs; they have to be replayed
   * already. Variables keep their values.
   */
  profile(inputs: Inputs, options?: ProfileOptions): Promise<LineTimes>;
  /** Variables keep their values; the plan's memory goes. */
  dispose(): void;
}

export interface ProfileOptions {
  /** Each operation is timed so many times, and the median counts. Default 50. */
  readonly repeats?: number;
}

/**
 * @param step does the same each time with the tensors it is given, with variables, and with tensors it
 *   closes over; what changes otherwise must be an input
 * @throws DomainError, from the second call on, for a step that cannot be replayed; EnvironmentError
 *   unless TensorFlow.js runs on our backend (`await useDevice("webassembly")`)
 */
export function plan<Inputs extends readonly tf.Tensor[], Result extends StepResult>(
  step: Step<Inputs, Result>,
  options: PlanOptions = {},
): Plan<Inputs, Result> {
  if (options.verify !== undefined) requireCount(options.verify, "plan: verify");
  const planned = new PlannedStep(step, options);
  return Object.assign((...inputs: Inputs) => planned.run(inputs, 1), {
    step,
    repeat: (times: number, ...inputs: Inputs) =>
      planned.run(inputs, requireCount(times, "plan.repeat: times")),
    ready: () => planned.ready(),
    fetch: () => planned.fetch(),
    report: () => planned.report(),
    profile: async (inputs: Inputs, { repeats = 50 }: ProfileOptions = {}) =>
      planned.profile(inputs, requireCount(repeats, "plan.profile: repeats")),
    dispose: () => planned.dispose(),
  });
}

function requireCount(count: number, name: string): number {
  if (Number.isInteger(count) && count >= 1) return count;
  throw new DomainError(`${name} is ${count}; expected a whole number from 1 on.`);
}
