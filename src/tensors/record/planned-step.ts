/** A step in its shapes: who runs it, when it is recorded, what of it is kept. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { currentBackend } from "../backend/index.js";
import { webAssemblyEngine } from "../engines/webassembly/index.js";
import type { PlanEngine } from "../plan/index.js";
import type { PlanOptions } from "./plan.js";
import { ShapeOfInputs } from "./planned-shape.js";
import type { Step } from "./recording/record-step.js";
import { type StepResult, tensorsOf, withOwnResults } from "./recording/results.js";
import { requireTensors } from "./replay/require-tensors.js";
import { verifiedReplay } from "./replay/verify.js";
import { type LineTimes, lineTimes } from "./report/line-times.js";
import { type PlanReport, planReport } from "./report/report.js";
import { requireBackend } from "./surroundings/require-backend.js";

/** Shapes that were let go and are remembered. */
const MOST_GONE = 64;

/** The shapes that a plan has met, each at first as it is, then replayed. */
export class PlannedStep<Inputs extends readonly tf.Tensor[], Result extends StepResult> {
  readonly #step: Step<Inputs, Result>;
  readonly #options: PlanOptions;
  readonly #shapes = new Map<string, ShapeOfInputs<Inputs, Result>>();
  #engine: PlanEngine | undefined;
  #refused: Error | undefined;
  #isDisposed = false;
  readonly #gone = new Set<string>();
  #isSaid = false;

  constructor(step: Step<Inputs, Result>, options: PlanOptions) {
    this.#step = step;
    this.#options = options;
    this.#engine = options.engine;
  }

  run(inputs: Inputs, times: number): Result {
    this.#requireAlive();
    requireTensors(inputs);
    const isPart = currentBackend()?.recorder !== undefined || tf.engine().state.gradientDepth > 0;
    if (isPart) return this.#asItIs(inputs, times);
    const shape = this.#shapeOf(inputs);
    let left = times;
    while (left > 0) {
      const count = this.#replaysAtOnce(shape, left);
      const result = count > 0 ? this.#replay(shape, inputs, count) : this.#slowly(shape, inputs);
      left -= Math.max(1, count);
      if (left === 0) return result;
      tf.dispose(tensorsOf(result));
    }
    throw new RangeError("plan: no step was run");
  }

  async ready(): Promise<void> {
    await Promise.all([...this.#shapes.values()].map(({ waiting }) => waiting));
  }

  async fetch(): Promise<void> {
    await Promise.all([...this.#shapes.values()].map(({ prepared }) => prepared?.fetch()));
  }

  async profile(inputs: Inputs, repeats: number): Promise<LineTimes> {
    this.#requireAlive();
    requireTensors(inputs);
    const shape = this.#shapeOf(inputs);
    await shape.waiting;
    const { prepared, recorded, operations } = shape;
    if (prepared === undefined || prepared.changed() !== undefined) {
      throw new DomainError(
        `plan.profile: inputs of ${shape.inputs || "no shape"} are not replayed yet; call the plan twice with such inputs, then profile it.`,
      );
    }
    const { step, operations: seconds } = prepared.time(inputs, repeats);
    return lineTimes({ step, seconds, recorded, operations, repeats, inputs: shape.inputs });
  }

  report(): PlanReport {
    return planReport({
      engine: this.#engine?.name ?? "not chosen yet",
      shapes: [...this.#shapes.values()].map((shape) => shape.report()),
      refused: this.#refused?.message,
    });
  }

  dispose(): void {
    for (const shape of this.#shapes.values()) shape.forget();
    this.#shapes.clear();
    this.#isDisposed = true;
  }

  #requireAlive(): void {
    if (!this.#isDisposed) return;
    throw new DomainError("plan: got a call after dispose(); make another plan.");
  }

  /** Within another plan that is recorded, or under a gradient, which must see what the step does. */
  #asItIs(inputs: Inputs, times = 1): Result {
    const run = () => withOwnResults(() => this.#step(...inputs));
    for (let k = 1; k < times; k++) tf.dispose(tensorsOf(run()));
    return run();
  }

  /** 0 where it cannot be replayed; up to the next one that is to be verified. */
  #replaysAtOnce(shape: ShapeOfInputs<Inputs, Result>, left: number): number {
    const { prepared, replays } = shape;
    if (prepared === undefined) return 0;
    if (prepared.changed() !== undefined) {
      shape.forget();
      return 0;
    }
    const { verify } = this.#options;
    if (verify === undefined) return left;
    const behind = replays % verify;
    return behind === 0 ? 1 : Math.min(left, verify - behind);
  }

  #replay(shape: ShapeOfInputs<Inputs, Result>, inputs: Inputs, count: number): Result {
    const { prepared, replays } = shape;
    const { verify } = this.#options;
    if (verify === undefined || replays % verify !== 0) {
      const result = prepared!.replay(inputs, count);
      shape.replays += count;
      return result;
    }
    try {
      const result = verifiedReplay(prepared!, this.#step, inputs, replays);
      shape.replays++;
      return result;
    } catch (error) {
      this.#refuse(error);
      return this.#asItIs(inputs);
    }
  }

  /** A step that is not replayed yet; the second of a shape is recorded. */
  #slowly(shape: ShapeOfInputs<Inputs, Result>, inputs: Inputs): Result {
    requireBackend();
    shape.calls++;
    if (shape.failed !== undefined) this.#refuse(shape.failed);
    if (shape.calls === 1 || shape.waiting !== undefined || this.#refused !== undefined) {
      return this.#asItIs(inputs);
    }
    const engine = () => {
      this.#engine ??= webAssemblyEngine();
      return this.#engine;
    };
    const { passes = true, fallback } = this.#options;
    const options = { passes, refusals: fallback === "eager", engine };
    try {
      const { result, refused } = shape.record(this.#step, inputs, options);
      if (refused !== undefined) this.#refuse(refused);
      return result;
    } catch (error) {
      this.#refuse(error);
      return this.#asItIs(inputs);
    }
  }

  /** The plan runs as it is from now on, where that was asked for. */
  #refuse(error: unknown): void {
    const { fallback } = this.#options;
    if (fallback !== "eager" || !(error instanceof DomainError)) throw error;
    this.#refused = error;
    for (const shape of this.#shapes.values()) shape.forget();
  }

  /** A variable among the inputs is one of the step's variables: each has a recording of its own. */
  #shapeOf(inputs: Inputs): ShapeOfInputs<Inputs, Result> {
    let key = "";
    for (const input of inputs) {
      key += `${input.dtype}[${input.shape}] `;
      if (input instanceof tf.Variable) key += `variable ${input.id} `;
    }
    const known = this.#shapes.get(key);
    if (known !== undefined) {
      if (this.#shapes.size > 1) {
        this.#shapes.delete(key);
        this.#shapes.set(key, known);
      }
      return known;
    }
    const shape = new ShapeOfInputs<Inputs, Result>(key.trimEnd());
    this.#shapes.set(key, shape);
    this.#letGoOldest(key);
    return shape;
  }

  /** Said aloud once where shapes come back that were let go: they run as they are, and slowly. */
  #letGoOldest(key: string): void {
    const { shapes: most = 8 } = this.#options;
    const isBack = this.#gone.has(key);
    if (isBack && !this.#isSaid) {
      this.#isSaid = true;
      console.warn(
        `tensors: a plan meets more shapes of inputs than the ${most} that it keeps, and runs those that come back (${key.trimEnd()}) as they are; give it { shapes: ${2 * most} }, or inputs of fewer shapes.`,
      );
    }
    if (this.#shapes.size <= most) return;
    const [[oldest, shape]] = this.#shapes;
    shape.forget();
    this.#shapes.delete(oldest);
    if (this.#gone.size < MOST_GONE) this.#gone.add(oldest);
  }
}
