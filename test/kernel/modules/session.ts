import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Failed {
  name: string;
  message: string;
  code?: string;
  stack: string;
  isSyntaxError: boolean;
}

/** A project in a temporary folder, with a notebook's process in its folder `notebooks`. */
export class Session {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "intertwine-modules-")));
  #process?: ChildProcess;

  constructor(files: Record<string, string> = {}) {
    mkdirSync(join(this.folder, "notebooks"));
    this.write({ "package.json": '{"type":"module"}', ...files });
  }

  /** Files as if written a minute ago: the stamp alone tells whether they have changed. */
  write(files: Record<string, string>, age = 60): void {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      const time = Date.now() / 1000 - age;
      utimesSync(path, time, time);
    }
  }

  /** The value of `code`, the body of an async function that sees `load`, `kept` and the module's face. */
  async run<T = unknown>(code: string): Promise<T> {
    const answer = await this.#ask(code);
    if (answer.error) throw new Error(`${answer.error.message}\n${answer.error.stack}`);
    return answer.value as T;
  }

  /** How `code` fails. */
  async failure(code: string): Promise<Failed> {
    const answer = await this.#ask(code);
    if (!answer.error) throw new Error("It did not fail.");
    return answer.error;
  }

  get pid(): number {
    return this.#process!.pid!;
  }

  /** Ends the process, as the system would when memory runs out. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const end = once(child, "exit");
    child.kill("SIGKILL");
    await end;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #ask(code: string): Promise<{ value?: unknown; error?: Failed }> {
    if (!this.#process) {
      this.#process = fork(
        new URL("./session-process.js", import.meta.url),
        [join(this.folder, "notebooks")],
        { execArgv: [] },
      );
      await once(this.#process, "message");
    }
    this.#process.send(code);
    const [answer] = await once(this.#process, "message");
    return answer as { value?: unknown; error?: Failed };
  }
}

/** A session for each test of a suite; closed after it. */
export function sessions(): (files?: Record<string, string>) => Session {
  const open: Session[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((session) => session.close()));
  });
  return (files) => {
    const session = new Session(files);
    open.push(session);
    return session;
  };
}
