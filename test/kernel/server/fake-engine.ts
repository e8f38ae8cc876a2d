/** An engine whose cells are functions of the test, by the text of the cell. */
import type { Engine, ExecuteRequest, Outcome, Output } from "../../../src/kernel/engine/types.js";
import type { CommMessage } from "../../../src/kernel/process/messages.js";

export type Show = (output: Output) => void;
export type Cell = (show: Show, request: ExecuteRequest) => Promise<void> | void;

export class FakeEngine implements Engine {
  onComm: Engine["onComm"] = () => {};
  /** What the server has asked for, in order. */
  readonly requests: ExecuteRequest[] = [];
  readonly received: { message: CommMessage; show: Show }[] = [];
  readonly pauses: boolean[] = [];
  interrupts = 0;
  closes = 0;
  /** Comm targets that the notebook knows. */
  targets = ["known"];
  private fail: ((error: Error) => void) | undefined;

  constructor(private readonly cells: Record<string, Cell> = {}) {}

  async execute(request: ExecuteRequest, show: Show): Promise<Outcome> {
    this.requests.push(request);
    const measured = { diagnostics: [], seconds: 0.25, compileSeconds: 0.125, peakMemory: 4096 };
    const interrupted = new Promise<never>((_, reject) => {
      this.fail = reject;
    });
    try {
      await Promise.race([this.cells[request.code]?.(show, request), interrupted]);
    } catch (error) {
      const { name: ename, message: evalue } = error as Error;
      const failure = { ename, evalue, traceback: [`${ename}: ${evalue}`, "at cell:1"] };
      return { ...measured, status: "error", failure, userExpressions: {} };
    }
    const userExpressions: Outcome["userExpressions"] = {};
    for (const [name, code] of Object.entries(request.userExpressions ?? {})) {
      userExpressions[name] =
        code === "bad"
          ? { ename: "ReferenceError", evalue: "bad is not defined", traceback: [] }
          : { data: { "text/plain": code }, metadata: {} };
    }
    return { ...measured, status: "ok", userExpressions };
  }

  interrupt(): void {
    this.interrupts++;
    this.fail?.(Object.assign(new Error("interrupted"), { name: "KernelInterrupt" }));
  }

  /** Completes the word before the offset by what follows it in the alphabet of names below. */
  async complete(code: string, offset: number) {
    const start = code.slice(0, offset).search(/\w*$/);
    const word = code.slice(start, offset);
    const entries = ["alpha", "alphabet"]
      .filter((name) => name.startsWith(word))
      .map((name) => ({ name, kind: "variable", signature: `const ${name}: number` }));
    return { start, end: offset, entries };
  }

  async inspect(code: string, offset: number) {
    if (code === "throw") {
      throw new TypeError("the language worker has a bug");
    }
    const word = /\w+$/.exec(code.slice(0, offset))?.[0];
    return word === undefined
      ? undefined
      : { signature: `const ${word}: number`, documentation: "A *number*." };
  }

  async isComplete(code: string) {
    return code.endsWith("{")
      ? ({ status: "incomplete", indent: "  " } as const)
      : ({ status: "complete" } as const);
  }

  receiveComm(message: CommMessage, show: Show): void {
    this.received.push({ message, show });
    if (message.kind === "open" && !this.targets.includes(message.target)) {
      const { comm } = message;
      this.onComm({ kind: "close", comm, data: {}, metadata: {}, buffers: [] }, show);
    }
  }

  setPaused(paused: boolean): void {
    this.pauses.push(paused);
  }

  async close(): Promise<void> {
    this.closes++;
  }
}
