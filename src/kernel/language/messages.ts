/** What the kernel's main thread and the language worker say to each other. */
import type { CellSource } from "./language.js";

export interface WorkerData {
  cwd: string;
  /** One number: requests up to this one are cancelled. */
  cancelled: SharedArrayBuffer;
  /** Cells to begin with, after the loss of a worker. */
  committed: CellSource[];
}

export type Question =
  | { method: "compile" | "check" | "commit"; cell: CellSource }
  | { method: "complete" | "inspect"; code: string; offset: number }
  | { method: "isComplete"; code: string }
  | { method: "problems" | "reset" | "close" };

export type Request = Question & { id: number };

/** Whether `cancel` ends a request; the others are quick, or change what is known. */
export function isCancellable({ method }: Question): boolean {
  return method === "check" || method === "complete" || method === "inspect";
}

export type Reply =
  /** The worker is warm: from now on it answers in milliseconds. */
  | { ready: true }
  | { id: number; result: unknown }
  /** The request was cancelled. */
  | { id: number; cancelled: true }
  | { id: number; error: { name: string; message: string; stack?: string } };
