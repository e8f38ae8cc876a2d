/** The face of the engine: what a Jupyter server and a headless run both stand on. */
import type { Completeness, Completion, Diagnostic, Inspection } from "../language/language.js";
import type { CommMessage, Failure, MimeBundle } from "../process/messages.js";

/** What a cell shows. It may come after the cell has ended, from a timer or a promise. */
export type Output =
  | { type: "stream"; name: "stdout" | "stderr"; text: string }
  | { type: "display"; data: MimeBundle; metadata: object; id?: string; update: boolean }
  | { type: "clear"; wait: boolean }
  | { type: "result"; data: MimeBundle; metadata: object };

export interface ExecuteRequest {
  code: string;
  /** Name of the cell in error messages and stack frames, such as `cell[3]`. */
  label: string;
  /** Expressions to evaluate when the cell has succeeded. */
  userExpressions?: Readonly<Record<string, string>>;
  /** Asks the user for a line; without it `prompt` in a cell is an error. */
  input?: (prompt: string, password: boolean) => Promise<string>;
}

export interface Outcome {
  status: "ok" | "error";
  /** What went wrong; for `error`. */
  failure?: Failure;
  /** The type errors behind `failure`, or those that were only warned about. */
  diagnostics: Diagnostic[];
  /** For each of the user's expressions its bundle, or why it failed. */
  userExpressions: Record<string, { data: MimeBundle; metadata: object } | Failure>;
  /** Seconds of the cell itself, and of compiling and checking before it. */
  seconds: number;
  compileSeconds: number;
  /** Largest resident memory of the cell's process while it ran, in bytes. */
  peakMemory: number;
}

export interface Engine {
  /** Runs one cell; the caller waits for its end before the next. */
  execute(request: ExecuteRequest, show: (output: Output) => void): Promise<Outcome>;
  /** Ends the running cell within a second, state kept; harmless when nothing runs. */
  interrupt(): void;
  complete(code: string, offset: number): Promise<Completion>;
  inspect(code: string, offset: number): Promise<Inspection | undefined>;
  isComplete(code: string): Promise<Completeness>;
  /** Hands a front end's comm message to the handlers in the notebook. */
  receiveComm(message: CommMessage, show: (output: Output) => void): void;
  /** Called for every comm message of the notebook; `run` is the `show` of the cell it is from. */
  onComm: (message: CommMessage, show: ((output: Output) => void) | undefined) => void;
  /** Stops or resumes taking output from the cells, so that a flood waits where it is made. */
  setPaused(paused: boolean): void;
  /** Ends the process with everything that it started. */
  close(): Promise<void>;
}
