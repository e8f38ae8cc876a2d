/**
 * The language in a thread of its own, so that neither the load of the compiler
 * nor a long check holds up anything else. The thread may be lost, to a type
 * that eats all memory or one that never ends; then another takes its place
 * and hears of all cells that have run.
 */
import { Worker } from "node:worker_threads";
import { LanguageLost } from "./errors.js";
import type { CellSource, Language } from "./language.js";
import {
  isCancellable,
  type Question,
  type Reply,
  type Request,
  type WorkerData,
} from "./messages.js";
import { abort, type Pending } from "./pending.js";

export interface LanguageOptions {
  /** Folder of the notebook. */
  cwd: string;
}

/** Starts the worker at once; it loads and warms up by itself. */
export function startLanguage(options: LanguageOptions): Language {
  return new WorkerLanguage(options);
}

/** Time in ms that a warm worker has to leave a cancelled request before it is replaced. */
const patience = 2000;

/** Time in ms that a worker has to end by itself when the kernel closes. */
const farewell = 500;

class WorkerLanguage implements Language {
  #cwd: string;
  /** Absent before a start, and when it was lost; not `#worker`, so that a test can end it. */
  private worker: Worker | undefined;
  #cancelled = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  #pending = new Map<number, Pending>();
  #outbox: Request[] = [];
  #committed: CellSource[] = [];
  /** Cancelled requests that the worker has not left yet, as far as is known. */
  #abandoned = new Set<number>();
  #isWarm = false;
  #last = 0;
  #closed = false;

  constructor({ cwd }: LanguageOptions) {
    this.#cwd = cwd;
    this.#start();
  }

  compile(cell: CellSource) {
    return this.#ask({ method: "compile", cell }) as ReturnType<Language["compile"]>;
  }

  check(cell: CellSource) {
    return this.#ask({ method: "check", cell }) as ReturnType<Language["check"]>;
  }

  commit(cell: CellSource) {
    const done = this.#ask({ method: "commit", cell }) as ReturnType<Language["commit"]>;
    this.#committed.push(cell);
    return done;
  }

  complete(code: string, offset: number) {
    return this.#ask({ method: "complete", code, offset }) as ReturnType<Language["complete"]>;
  }

  inspect(code: string, offset: number) {
    return this.#ask({ method: "inspect", code, offset }) as ReturnType<Language["inspect"]>;
  }

  isComplete(code: string) {
    return this.#ask({ method: "isComplete", code }) as ReturnType<Language["isComplete"]>;
  }

  problems() {
    return this.#ask({ method: "problems" }) as ReturnType<Language["problems"]>;
  }

  reset() {
    this.#committed = [];
    return this.#ask({ method: "reset" }) as ReturnType<Language["reset"]>;
  }

  cancel(): void {
    Atomics.store(new Int32Array(this.#cancelled), 0, this.#last);
    for (const [id, pending] of this.#pending) {
      if (!isCancellable(pending.request)) continue;
      this.#settle(id);
      this.#abandoned.add(id);
      abort(pending);
    }
    const worker = this.worker;
    if (this.#abandoned.size === 0 || !this.#isWarm) return;
    const abandoned = [...this.#abandoned];
    // The compiler looks at the flag between declarations; one expression can take for ever.
    setTimeout(() => {
      const isStuck = abandoned.some((id) => this.#abandoned.has(id));
      if (isStuck && worker === this.worker) this.#replace();
    }, patience).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.worker;
    this.worker = undefined;
    this.#failAll(new LanguageLost("The kernel is closing."));
    if (!worker) return;
    if (this.#isWarm) await leave(worker);
    await worker.terminate();
  }

  #ask(question: Question): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new LanguageLost("The kernel is closing."));
        return;
      }
      const request = { ...question, id: ++this.#last };
      this.#pending.set(request.id, { request, resolve, reject });
      if (!this.worker) this.#start();
      // A process that waits for nothing else must still wait for an answer.
      this.worker?.ref();
      this.#send(request);
    });
  }

  /** Requests of one turn go together, so that the worker can compile a cell while it checks it. */
  #send(request: Request): void {
    if (this.#outbox.push(request) > 1) return;
    queueMicrotask(() => {
      if (this.#outbox.length > 0) this.worker?.postMessage(this.#outbox);
      this.#outbox = [];
    });
  }

  #start(): void {
    const workerData: WorkerData = {
      cwd: this.#cwd,
      cancelled: this.#cancelled,
      committed: this.#committed,
    };
    const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData });
    let cause: Error | undefined;
    worker.on("message", (reply: Reply) => {
      if (worker === this.worker) this.#receive(reply);
    });
    worker.on("error", (error) => {
      cause = error as Error;
    });
    worker.on("exit", (code) => {
      if (worker === this.worker) this.#lose(cause ?? new Error(`exit code ${code}`));
    });
    worker.unref();
    this.worker = worker;
    this.#isWarm = false;
  }

  #receive(reply: Reply): void {
    if ("ready" in reply) {
      this.#isWarm = true;
      return;
    }
    const wasAbandoned = this.#abandoned.delete(reply.id);
    const pending = this.#settle(reply.id);
    // One that has looked at types has its program; it may not have been idle yet.
    if (wasAbandoned || (pending && isCancellable(pending.request))) this.#isWarm = true;
    if (!pending) return;
    if ("cancelled" in reply) abort(pending);
    else if ("error" in reply) {
      const { name, message, stack } = reply.error;
      pending.reject(Object.assign(new Error(message), { name, stack }));
    } else pending.resolve(reply.result);
  }

  /** The request is no longer open. */
  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.worker?.unref();
    return pending;
  }

  /** The worker has ended by itself. */
  #lose(cause: Error): void {
    const wasWarm = this.#isWarm;
    this.#forget();
    this.#failAll(
      new LanguageLost(
        `The compiler's thread has ended (${cause.message}). Another one takes its place; run the cell again.`,
        { cause },
      ),
    );
    // One that never came so far would fail again at once; it is tried with the next request.
    if (wasWarm) this.#start();
  }

  /** Ends a worker that does not listen; what was not cancelled is asked of the next. */
  #replace(): void {
    void this.worker?.terminate();
    this.#forget();
    const again = [...this.#pending.values()].filter((pending) => !this.#isReplayed(pending));
    this.#start();
    if (again.length > 0) this.worker?.ref();
    for (const { request } of again) this.#send(request);
  }

  #forget(): void {
    this.worker = undefined;
    this.#isWarm = false;
    this.#abandoned.clear();
    this.#outbox = [];
  }

  /** A new worker begins with the committed cells: commits and resets have been obeyed then. */
  #isReplayed({ request: { method, id }, resolve }: Pending): boolean {
    if (method !== "commit" && method !== "reset") return false;
    this.#settle(id);
    resolve(undefined);
    return true;
  }

  #failAll(error: Error): void {
    const open = [...this.#pending.values()].filter(
      (pending) => this.#closed || !this.#isReplayed(pending),
    );
    this.#pending.clear();
    for (const { reject } of open) reject(error);
  }
}

/** Lets a worker end what it has started; it may be in the middle of something long. */
async function leave(worker: Worker): Promise<void> {
  const request: Request = { id: 0, method: "close" };
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  worker.postMessage([request]);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, farewell);
  });
  await Promise.race([ended, late]);
  clearTimeout(timer);
}
