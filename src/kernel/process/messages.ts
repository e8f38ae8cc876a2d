/**
 * What the kernel and the process that runs the cells say to each other.
 *
 * File descriptors of the process: 0 is empty; 1 and 2 are pipes, read by the
 * kernel, for what native code and child processes print; 3 carries events to
 * the kernel, written synchronously so that nothing is lost or overtaken;
 * 4 carries `SideMessage`s to the process's side thread, and its end is the
 * sign that the kernel is gone; 5 is Node's own channel, for `Command`s.
 */
import type { CheckMode } from "../language/language.js";

/** An exception as Jupyter wants it. */
export interface Failure {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** Media type → content. Bytes are base64 in a text, as on the wire. */
export type MimeBundle = Record<string, unknown>;

/** A message of a comm, in either direction. */
export type CommMessage =
  | {
      kind: "open";
      comm: string;
      target: string;
      data: unknown;
      metadata: object;
      buffers: Uint8Array[];
    }
  | { kind: "message"; comm: string; data: unknown; metadata: object; buffers: Uint8Array[] }
  | { kind: "close"; comm: string; data: unknown; metadata: object; buffers: Uint8Array[] };

/** From the kernel, over Node's channel. */
export type Command =
  /** Runs a script; `run` is the number under which its events come back. */
  | {
      type: "run";
      run: number;
      label: string;
      names: string[];
      code: string;
      map: string;
      allowInput: boolean;
      expression: boolean;
    }
  /** Interrupts the run if it is still going. */
  | { type: "interrupt"; run: number }
  /** From a front end; the handlers run under the number `run`. */
  | { type: "comm"; run: number; message: CommMessage }
  | { type: "exit" };

/** From the kernel to the side thread, as lines of JSON. */
export type SideMessage =
  /** Answer to an `input` event; `null` when there is nobody to ask. */
  | { type: "input"; text: string | null }
  /** The same as the command, for a main thread that waits for a child process. */
  | { type: "interrupt"; run: number };

/** From the process, in frames on descriptor 3 (see `frames.ts`). */
export type Event =
  | { type: "ready" }
  | { type: "stream"; run: number; name: "stdout" | "stderr"; text: string }
  | {
      type: "display";
      run: number;
      data: MimeBundle;
      metadata: object;
      id?: string;
      update: boolean;
    }
  | { type: "clear"; run: number; wait: boolean }
  | { type: "result"; run: number; data: MimeBundle; metadata: object }
  | { type: "comm"; run: number; message: CommMessage }
  | { type: "input"; run: number; prompt: string; password: boolean }
  /** The mode that a cell asked for, from the next cell on. */
  | { type: "check"; mode: CheckMode }
  /** The run has heard of its interrupt and begins to end. */
  | { type: "interrupting"; run: number }
  /** The run has ended; with `failure` it has failed. `peakMemory` in bytes, of the whole process. */
  | {
      type: "done";
      run: number;
      failure?: Failure;
      interrupted: boolean;
      seconds: number;
      peakMemory: number;
    };
