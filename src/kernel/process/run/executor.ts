/** Executes cells, expressions and comm messages as runs. */
import { Script } from "node:vm";
import { forgetFailedModules } from "../../modules/index.js";
import { failureOf } from "../errors/failure.js";
import { addCell } from "../errors/source-maps.js";
import type { PeakMemory } from "../host/memory.js";
import { apply, NativePromise, now, promiseThen, resolved } from "../host/originals.js";
import { markerOf } from "../markers.js";
import type { Command, Failure } from "../messages.js";
import type { Boxes } from "../notebook/boxes.js";
import { send, writeWhole } from "../output.js";
import { bundleOf, safeText } from "../show/bundle.js";
import { interruptRun } from "./interruption.js";
import { inRun, Run } from "./run.js";
import { segment } from "./segment.js";

type RunCommand = Command & { type: "run" };

export class Executor {
  /** Runs that have not ended. */
  private readonly runs = new Map<number, Run>();

  constructor(
    private readonly boxes: Boxes,
    private readonly memory: PeakMemory,
    private readonly nonce: string,
  ) {}

  /** Runs a cell and shows its result. */
  run(command: RunCommand): Promise<void> {
    const run = new Run(command.run, command.allowInput);
    return this.execute(
      run,
      () => {
        this.boxes.ensure(command.names);
        const script = new Script(command.code, {
          filename: addCell(command.run, command.label, command.map),
        });
        return segment(() => (script.runInThisContext() as () => unknown)());
      },
      true,
    );
  }

  /** Calls a handler of the notebook under a number of its own. */
  call(number: number, handler: () => unknown): Promise<void> {
    return this.execute(new Run(number), () => segment(handler), false);
  }

  interrupt = (number: number): void => {
    const run = this.runs.get(number);
    if (run !== undefined) {
      interruptRun(run);
    }
  };

  private async execute(run: Run, work: () => unknown, shows: boolean): Promise<void> {
    const start = now();
    let failure: Failure | undefined;
    let peakMemory = 0;
    try {
      this.runs.set(run.number, run);
      this.mark(run, "start");
      this.memory.start();
      failure = await this.settle(run, work, shows);
      peakMemory = this.memory.peak();
      // What it could not import may be possible the next time.
      if (failure !== undefined) forgetFailedModules();
      this.runs.delete(run.number);
      this.mark(run, "end");
    } catch (error) {
      // The notebook has replaced what is needed here; a kernel without an answer would wait.
      failure = brokenFailure(error);
    }
    const seconds = (now() - start) / 1000;
    const interrupted = run.interruption !== undefined;
    run.end();
    send({ type: "done", run: run.number, failure, interrupted, seconds, peakMemory });
  }

  /** Waits for the end of the run, or for that of an interrupt's patience. */
  private settle(run: Run, work: () => unknown, shows: boolean): Promise<Failure | undefined> {
    return new NativePromise((resolve) => {
      const fail = (error: unknown) => resolve(inRun(run, () => runFailure(run, error)));
      run.force = () => fail(run.interruption);
      const succeed = () => resolve(undefined);
      // No callback answers with a promise: V8 would ask it by a `then` that may be the notebook's.
      const attempt = (body: () => unknown) => {
        try {
          inRun(run, body);
        } catch (error) {
          fail(error);
        }
      };
      const show = (value: unknown) => {
        if (!shows || value === undefined) {
          succeed();
        } else {
          attempt(() => apply(promiseThen, this.showResult(run, value), [succeed, fail]));
        }
      };
      attempt(() => apply(promiseThen, resolved(work()), [show, fail]));
    });
  }

  private showResult(run: Run, value: unknown): Promise<void> {
    const shown = segment(() => bundleOf(value));
    return apply(promiseThen, resolved(shown), [
      (ready: Awaited<typeof shown>) =>
        send({ type: "result", run: run.number, data: ready.data, metadata: ready.metadata }),
    ]) as Promise<void>;
  }

  /** Tells the reader of the raw output where the run begins and ends. */
  private mark(run: Run, edge: "start" | "end"): void {
    const marker = Buffer.from(markerOf(this.nonce, run.number, edge));
    writeWhole(1, marker);
    writeWhole(2, marker);
  }
}

/** An interrupted run that fails because of its signal was interrupted, whatever the error says. */
function runFailure(run: Run, error: unknown): Failure {
  const { interruption } = run;
  const byInterrupt =
    interruption !== undefined &&
    error instanceof Error &&
    (error.cause === interruption || error.name === "AbortError");
  return failureOf(byInterrupt ? interruption : error);
}

function brokenFailure(error: unknown): Failure {
  const evalue =
    `the process of the cells failed itself (${safeText(error)}). The notebook has probably ` +
    "replaced a function of JavaScript that it needs; restart the kernel if this comes again.";
  return { ename: "ProcessFailed", evalue, traceback: [`ProcessFailed: ${evalue}`] };
}
