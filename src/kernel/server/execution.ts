/**
 * The queue of cells: one runs, the others wait for it, and when it fails
 * those that were waiting are given up (`stop_on_error`).
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { failureFrom, plainFailure } from "../engine/failures.js";
import type { Engine, Outcome, Output } from "../engine/types.js";
import type { Failure } from "../process/messages.js";
import type { Header } from "../wire/index.js";
import type { Channels, Request } from "./channels.js";
import type { Comms } from "./comms.js";
import type { InputDesk } from "./input-desk.js";
import { coloured } from "./output/coloured.js";
import type { OutputQueue } from "./output/output-queue.js";
import { showOutput } from "./output/show.js";
import { expressionsOf, failed, failureOf, replyContent } from "./reply.js";
import type { History } from "./requests/history.js";
import { askedName, inspectionBundle } from "./requests/inspection.js";

export interface ExecutionParts {
  engine: Engine;
  channels: Channels;
  queue: OutputQueue;
  comms: Comms;
  history: History;
  desk: InputDesk;
  log: (line: string) => void;
  /** Resolves when the first cell may run. */
  ready: Promise<void>;
}

interface Run {
  request: Request;
  count: number;
  interrupted: boolean;
  /** The reply has been sent. */
  answered: boolean;
}

export class Execution {
  private readonly waiting: Request[] = [];
  private working = false;
  private running: Run | undefined;
  private count = 0;

  constructor(private readonly parts: ExecutionParts) {}

  /** The request whose cell runs. */
  get current(): Request | undefined {
    return this.running?.request;
  }

  add(request: Request): void {
    this.waiting.push(request);
    if (!this.working) {
      this.working = true;
      void this.work();
    }
  }

  interrupt(): void {
    const { engine, desk, queue } = this.parts;
    if (this.running !== undefined) {
      this.running.interrupted = true;
      queue.beginBreaking();
    }
    desk.cancel("the cell was interrupted");
    engine.interrupt();
  }

  /** Answers everything that is open, since the kernel ends. */
  close(): void {
    this.parts.queue.flush();
    const { running } = this;
    if (running !== undefined && !running.answered) {
      const failure = plainFailure(
        "KernelShutdown",
        "the kernel was shut down while this cell ran",
      );
      this.finish(running, failed(failure), {});
    }
    this.abort(this.waiting.splice(0));
  }

  private async work(): Promise<void> {
    await this.parts.ready;
    for (let request = this.waiting[0]; request !== undefined; request = this.waiting[0]) {
      this.waiting.shift();
      await this.run(request).catch((error: unknown) => {
        this.parts.log(`running a cell failed: ${(error as Error).stack ?? error}`);
      });
      this.running = undefined;
    }
    this.working = false;
  }

  private async run(request: Request): Promise<void> {
    const { engine, channels, queue, history, comms, desk } = this.parts;
    const { header, content } = request;
    const { code } = content;
    const silent = content.silent === true;
    const stored = !silent && content.store_history !== false;
    this.count += stored ? 1 : 0;
    const run: Run = { request, count: this.count, interrupted: false, answered: false };
    this.running = run;
    channels.publishStatus("busy", header);
    if (typeof code !== "string") {
      const evalue = `execute_request: "code" is ${typeof code}; expected text.`;
      await this.fail(run, plainFailure("BadRequest", evalue));
      return;
    }
    if (!silent) {
      const content = { code, execution_count: run.count };
      channels.publish({ type: "execute_input", parent: header, content });
    }
    if (stored) {
      history.add(run.count, code);
    }
    const show = this.showOf(header, run.count, silent, stored);
    comms.attribute(show, header);
    const name = askedName(code);
    if (name !== undefined) {
      await this.page(run, name);
      return;
    }
    const started = new Date().toISOString();
    const ask = async (prompt: string, password: boolean) => {
      await queue.drain();
      return desk.ask(request, prompt, password);
    };
    const outcome = await engine
      .execute(
        {
          code,
          label: stored ? `cell[${run.count}]` : "cell[*]",
          userExpressions: expressionsOf(content.user_expressions),
          ...(content.allow_stdin === true && { input: ask }),
        },
        show,
      )
      .catch((error: unknown) => this.broken(run, error));
    if (run.answered) {
      return;
    }
    desk.cancel("the cell has ended");
    if (outcome.status === "error" && !silent) {
      queue.put({ type: "error", parent: header, content: { ...coloured(failureOf(outcome)) } });
    }
    if (run.interrupted) {
      queue.flush();
    } else {
      await queue.drain();
    }
    const { seconds, compileSeconds, peakMemory } = outcome;
    const metadata = { started, intertwine: { seconds, compileSeconds, peakMemory } };
    if (outcome.status === "ok") {
      this.finish(run, replyContent(outcome), metadata);
    } else {
      await this.fail(run, failureOf(outcome), metadata);
    }
  }

  /** Where a cell's output goes. It is kept as long as the kernel lives, and so holds no request. */
  private showOf(header: Header, count: number, silent: boolean, stored: boolean) {
    const { history, queue } = this.parts;
    return (output: Output): void => {
      if (output.type === "result" && stored) {
        history.setOutput(count, String(output.data["text/plain"] ?? ""));
      }
      // "Silent" cells broadcast nothing (jupyter-client, "Execute").
      if (!silent) {
        showOutput(queue, header, count, output);
      }
    };
  }

  /** Answers a cell that only asks what a name is: the front end opens its pager. */
  private async page(run: Run, name: string): Promise<void> {
    const found = await this.parts.engine.inspect(name, name.length);
    if (found === undefined) {
      const failure = plainFailure("NameError", `nothing is known of "${name}"`);
      this.parts.queue.put({ type: "error", parent: run.request.header, content: failure });
      await this.parts.queue.drain();
      await this.fail(run, failure);
      return;
    }
    const payload = [{ source: "page", data: inspectionBundle(found), start: 0 }];
    this.finish(run, { status: "ok", user_expressions: {}, payload }, {});
  }

  /** The reply of a cell that has failed; the cells that wait behind it are given up. */
  private async fail(run: Run, failure: Failure, metadata: object = {}): Promise<void> {
    // What the sockets have already got waits as well; what is sent after the reply does not.
    await nextTurn();
    const stops = run.request.content.stop_on_error !== false;
    const waiting = stops ? this.waiting.splice(0) : [];
    this.finish(run, failed(failure), metadata);
    this.abort(waiting);
  }

  /** Reply and idle; what was shown before has left by then. */
  private finish(run: Run, content: object, metadata: object): void {
    if (run.answered) {
      return;
    }
    run.answered = true;
    const { channels, queue } = this.parts;
    const { request, count } = run;
    queue.endBreaking();
    channels.reply(request, "execute_reply", { ...content, execution_count: count }, metadata);
    this.idle(request);
  }

  private idle({ header }: Request): void {
    const { channels, queue } = this.parts;
    channels.publishStatus("idle", header);
    queue.renewLimits();
  }

  private abort(requests: readonly Request[]): void {
    const { channels } = this.parts;
    for (const request of requests) {
      channels.publishStatus("busy", request.header);
      channels.reply(request, "execute_reply", {
        status: "aborted",
        // Front ends write this number beside the cell, which has not run.
        execution_count: null,
        user_expressions: {},
        payload: [],
      });
      this.idle(request);
    }
  }

  /** The engine itself has failed: a bug of ours, but the notebook goes on. */
  private broken(run: Run, error: unknown): Outcome {
    // What has its answer was ended by a shutdown, which the engine cannot survive.
    if (!run.answered) {
      this.parts.log(`the engine failed: ${(error as Error).stack ?? error}`);
    }
    const rest = { diagnostics: [], userExpressions: {}, seconds: 0, compileSeconds: 0 };
    return { status: "error", failure: failureFrom(error), peakMemory: 0, ...rest };
  }
}
