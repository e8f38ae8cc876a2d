/** Errors that nobody catches: the notebook lives on and says what happened. */
import process from "node:process";
import type { Failure } from "../messages.js";
import { send } from "../output.js";
import { KernelInterrupt } from "../run/kernel-interrupt.js";
import { presentNumber } from "../run/run.js";
import { failureOf } from "./failure.js";

export function catchLateErrors(): void {
  process.on("uncaughtException", (error) => reportLate(error, presentNumber()));
  process.on("unhandledRejection", (reason) => reportLate(reason, presentNumber()));
}

/** Shows the error under the cell that it comes from. */
export function reportLate(error: unknown, run: number): void {
  // The user knows of the interrupt.
  if (!(error instanceof KernelInterrupt)) {
    send({ type: "stream", run, name: "stderr", text: textOf(failureOf(error)) });
  }
}

function textOf({ traceback }: Failure): string {
  return `${traceback.join("\n")}\n`;
}
