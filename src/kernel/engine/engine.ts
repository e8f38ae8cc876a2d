/**
 * Runs cells: compiles and checks each in the language worker, runs it in the
 * process of the cells, and survives the end of that process.
 */
import type { CellSource, CheckMode, Language, Script } from "../language/language.js";
import type { CommMessage, Event, Failure } from "../process/messages.js";
import { CellProcess } from "./cell-process.js";
import { NOT_STARTED } from "./end.js";
import { Interruption } from "./interruption.js";
import { interrupted, prepare, warn } from "./prepare.js";
import type { Engine, ExecuteRequest, Outcome, Output } from "./types.js";
import { evaluateExpressions } from "./user-expressions.js";

export interface EngineOptions {
  language: Language;
  /** The notebook's folder. */
  cwd: string;
  /** How type errors are treated until a cell says otherwise; `error` when left out. */
  check?: CheckMode;
  env?: NodeJS.ProcessEnv;
}

type Show = (output: Output) => void;
type Done = Pick<Event & { type: "done" }, "failure" | "seconds" | "peakMemory">;

/** The cell that is being compiled or run. */
interface Current {
  run: number;
  request: ExecuteRequest;
  interruption?: Interruption;
  interrupted: boolean;
  /** Resolves the wait for the process. */
  end?: (done: Done) => void;
}

export function startEngine(options: EngineOptions): Engine {
  return new CellEngine(options);
}

class CellEngine implements Engine {
  onComm: Engine["onComm"] = () => {};
  private readonly language: Language;
  private process: CellProcess;
  private mode: CheckMode;
  private runs = 0;
  private current: Current | undefined;
  /** Where the output of each run goes, for as long as the kernel lives: a timer may print late. */
  private readonly shows = new Map<number, Show>();

  constructor(private readonly options: EngineOptions) {
    this.language = options.language;
    this.mode = options.check ?? "error";
    this.process = this.startProcess();
  }

  async execute(request: ExecuteRequest, show: Show): Promise<Outcome> {
    const current: Current = { run: ++this.runs, request, interrupted: false };
    this.current = current;
    this.shows.set(current.run, show);
    const cell = { id: current.run, label: request.label, code: request.code };
    const start = performance.now();
    try {
      const prepared = await prepare(this.language, cell, this.mode, current, show);
      const compileSeconds = (performance.now() - start) / 1000;
      if ("failure" in prepared) {
        return { ...nothingRan, ...prepared, status: "error", compileSeconds };
      }
      const warned = this.mode === "warn" ? warn(this.language, cell, show) : [];
      const running = this.run(prepared.script, cell, current);
      const known = Promise.all([warned, this.language.commit(cell)]);
      // When the language fails, the cell must not go on behind its answer.
      await Promise.allSettled([running, known]);
      const done = await running;
      const [diagnostics] = await known;
      const userExpressions =
        done.failure === undefined ? await this.evaluate(request, current) : {};
      return {
        ...done,
        status: done.failure === undefined ? "ok" : "error",
        diagnostics,
        userExpressions,
        compileSeconds,
      };
    } finally {
      this.current = undefined;
    }
  }

  interrupt(): void {
    const { current } = this;
    if (current === undefined || current.interrupted) {
      return;
    }
    current.interrupted = true;
    this.language.cancel();
    this.process.setPaused(false);
    if (current.end !== undefined) {
      this.beginInterruption(current);
    }
  }

  complete(code: string, offset: number) {
    return this.language.complete(code, offset);
  }

  inspect(code: string, offset: number) {
    return this.language.inspect(code, offset);
  }

  isComplete(code: string) {
    return this.language.isComplete(code);
  }

  receiveComm(message: CommMessage, show: Show): void {
    const run = ++this.runs;
    this.shows.set(run, show);
    this.process.send({ type: "comm", run, message });
  }

  setPaused(paused: boolean): void {
    // An interrupted cell has to get rid of its output to come to its end.
    this.process.setPaused(paused && !this.current?.interrupted);
  }

  async close(): Promise<void> {
    await Promise.all([this.process.close(), this.language.close()]);
  }

  private run(script: Script, cell: CellSource, current: Current, expression = false) {
    return new Promise<Done>((resolve) => {
      current.end = (done) => {
        current.interruption?.end();
        current.interruption = undefined;
        current.end = undefined;
        resolve(done);
      };
      if (current.interrupted) {
        current.end({ failure: interrupted, seconds: 0, peakMemory: 0 });
        return;
      }
      if (!this.process.isAlive) {
        this.process = this.startProcess();
      }
      this.process.send({
        type: "run",
        run: current.run,
        label: cell.label,
        ...script,
        allowInput: current.request.input !== undefined,
        expression,
      });
    });
  }

  /** Evaluates what the request wants to know beside its cell, under the cell's interrupt. */
  private evaluate({ userExpressions = {} }: ExecuteRequest, current: Current) {
    const nextRun = () => ++this.runs;
    return evaluateExpressions(
      userExpressions,
      this.language,
      nextRun,
      async (script, cell, show) => {
        current.run = cell.id;
        this.shows.set(cell.id, show);
        const { failure } = await this.run(script, cell, current, true);
        this.shows.delete(cell.id);
        return failure;
      },
    );
  }

  private beginInterruption(current: Current): void {
    const giveUp = (text: string) =>
      this.shows.get(current.run)?.({ type: "stream", name: "stderr", text });
    current.interruption = new Interruption(this.process, current.run, giveUp);
  }

  private startProcess(): CellProcess {
    const started = new CellProcess({
      cwd: this.options.cwd,
      env: this.options.env,
      receive: (event) => this.receive(event),
    });
    void started.ended.then(({ asked, failure }) => {
      if (asked) {
        this.current?.end?.({ failure, seconds: 0, peakMemory: 0 });
      } else {
        this.replaceProcess(failure);
      }
    });
    return started;
  }

  /** The variables are lost: the types that were known of them are forgotten as well. */
  private replaceProcess(failure: Failure): void {
    this.language.reset().catch(() => {
      // The kernel is closing: there is nothing to forget any more.
    });
    // What could not start is tried again when the next cell needs it.
    if (failure.ename !== NOT_STARTED) {
      this.process = this.startProcess();
    }
    const { current } = this;
    if (current?.end !== undefined) {
      current.end({ failure, seconds: 0, peakMemory: 0 });
    } else {
      const text = `${failure.traceback.join("\n")}\n`;
      [...this.shows.values()].at(-1)?.({ type: "stream", name: "stderr", text });
    }
  }

  private receive(event: Event): void {
    switch (event.type) {
      case "ready":
        break;
      case "check":
        this.mode = event.mode;
        break;
      case "done":
        if (event.run === this.current?.run) {
          this.current.end?.(event);
        }
        break;
      case "interrupting":
        if (event.run === this.current?.run) {
          this.current.interruption?.heard();
        }
        break;
      case "input":
        void this.ask(event);
        break;
      case "comm":
        this.onComm(event.message, this.shows.get(event.run));
        break;
      default: {
        const { run, ...output } = event;
        // Native code may print before the first cell.
        this.shows.get(run)?.(output);
      }
    }
  }

  private async ask({ run, prompt, password }: Event & { type: "input" }): Promise<void> {
    const input = this.current?.run === run ? this.current.request.input : undefined;
    const text = (await input?.(prompt, password).catch(() => null)) ?? null;
    this.process.answer({ type: "input", text });
  }
}

const nothingRan = { seconds: 0, peakMemory: 0, userExpressions: {} };
