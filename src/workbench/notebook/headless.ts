/**
 * Our own kernel in this process's care, without sockets and without Python:
 * the same compiler, type check and process of cells as in JupyterLab.
 */
import { startEngine, startLanguage } from "../../kernel/index.js";
import type { ExecuteOptions, Execution } from "../jupyter/index.js";
import { CellOutputs, deadlineAfter, failure, isError } from "../jupyter/index.js";

/** What runs the cells of a notebook: a Jupyter kernel, or ours without sockets. */
export interface CellKernel {
  execute(code: string, options?: ExecuteOptions & { label?: string }): Promise<Execution>;
  interrupt(): void;
  shutdown(): Promise<void>;
}

/** Starts the kernel in the folder `cwd`. */
export function startHeadless({ cwd }: { cwd: string }): CellKernel {
  const engine = startEngine({ cwd, language: startLanguage({ cwd }) });
  const displays = new Map();
  let count = 0;
  return {
    async execute(code, { timeout, label } = {}) {
      const outputs = new CellOutputs(displays);
      const executionCount = ++count;
      const deadline = deadlineAfter(timeout, () => engine.interrupt());
      void deadline.insisted.then(() => engine.close());
      try {
        const outcome = await engine.execute(
          { code, label: label ?? `cell[${executionCount}]` },
          (output) => outputs.show(output, executionCount),
        );
        if (deadline.passed()) {
          outputs.take("error", failure("Timeout", `the cell ran longer than ${timeout} ms`));
        } else if (outcome.failure !== undefined) {
          outputs.take("error", { ...outcome.failure });
        }
      } finally {
        deadline.clear();
      }
      const status = outputs.list.some(isError) ? "error" : "ok";
      return { status, executionCount, outputs: outputs.list };
    },
    interrupt: () => engine.interrupt(),
    shutdown: () => engine.close(),
  };
}
