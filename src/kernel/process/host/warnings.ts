/** Node's warnings, under the cell that causes them; those about the kernel's own means are not shown. */
import process from "node:process";
import { send } from "../output.js";
import { presentNumber } from "../run/run.js";

const ours = /USE_MAIN_CONTEXT_DEFAULT_LOADER|vm\.constants/;

export function showWarnings(): void {
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name === "ExperimentalWarning" && ours.test(warning.message)) {
      return;
    }
    const { code } = warning as NodeJS.ErrnoException;
    const text = `${code === undefined ? "" : `[${code}] `}${warning.name}: ${warning.message}\n`;
    send({ type: "stream", run: presentNumber(), name: "stderr", text });
  });
}
