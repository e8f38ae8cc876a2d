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
 */
import type * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { PlanEngine } from "../plan/index.js";
import { PlannedStep } from "./planned-step.js";
import type { Step, StepResult } from "./record-step.js";
import type { PlanReport } from "./report.js";

export interface PlanOptions {
  /** What replays; default WebAssembly, or the machine's own library where it was built. */
  readonly engine?: PlanEngine;
  /** How many shapes of inputs are kept prepared; those not used for longest go first. Default 8. */
  readonly shapes?: number;
  /** "eager": a step that cannot be recorded runs as it is, and `report` says why. Default: an error. */
  readonly fallback?: "eager";
  /** false: operations are replayed as they were recorded, to compare. Default: fewer, with the same bits. */
  readonly passes?: boolean;
}

export interface Plan<Inputs extends readonly tf.Tensor[], Result extends StepResult> {
  /** One step. The tensors of the result are the caller's, to be disposed of. */
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
  report(): PlanReport;
  /** Variables keep their values; the plan's memory goes. */
  dispose(): void;
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
  const planned = new PlannedStep(step, options);
  return Object.assign((...inputs: Inputs) => planned.run(inputs, 1), {
    step,
    repeat: (times: number, ...inputs: Inputs) => planned.run(inputs, requireTimes(times)),
    ready: () => planned.ready(),
    report: () => planned.report(),
    dispose: () => planned.dispose(),
  });
}

function requireTimes(times: number): number {
  if (Number.isInteger(times) && times >= 1) return times;
  throw new DomainError(`plan.repeat: times is ${times}; expected a whole number from 1 on.`);
}
