/**
 * Runs a notebook from top to bottom in a fresh kernel. The result is a new
 * notebook that depends on nothing but the code: execution counts 1 … n, no
 * times, the identities of the cells kept.
 */
import { basename, dirname, resolve } from "node:path";
import { interruptSignal } from "../../interrupt.js";
import { kernelName } from "../../kernel/index.js";
import {
  type ErrorOutput,
  type Execution,
  type KernelSpec,
  type Output,
  startKernel,
} from "../jupyter/index.js";
import type { Cell, CodeCell, Notebook } from "./format.js";
import { readNotebook, typescriptLanguage } from "./format.js";
import { type CellKernel, startHeadless } from "./headless.js";
import { injectedTag, injectParameters, type ParameterValues } from "./parameters.js";

export interface CellEvent {
  phase: "start" | "end";
  cell: CodeCell;
  /** Number among the code cells, from 1, and how many there are. */
  number: number;
  total: number;
  /** Seconds that the cell took; at the end. */
  seconds?: number;
  status?: "ok" | "error";
}

export interface RunOptions {
  /** The Jupyter kernel to run it under; our own, without sockets, when left out. */
  kernel?: KernelSpec;
  /** Values for the cell tagged `parameters`. */
  parameters?: ParameterValues;
  /** What to run instead of what lies at `path`, beside which it runs all the same. */
  source?: Notebook;
  /** Milliseconds for one cell; without a limit when left out. */
  cellTimeout?: number;
  onCell?: (event: CellEvent) => void;
  /**
   * Ends the run: the running cell is interrupted and counts as failed. By
   * default the interruption of the cell that called `runNotebook` does.
   */
  signal?: AbortSignal;
}

export interface NotebookRun {
  /** The notebook with its new outputs, up to the cell that failed. */
  notebook: Notebook;
  /** Where and why it stopped; undefined when it came to its end. */
  failure?: { cell: CodeCell; number: number; error: ErrorOutput };
  seconds: number;
}

/** Runs the notebook at `path`; an error in a cell is in the result, not thrown. */
export async function runNotebook(path: string, options: RunOptions): Promise<NotebookRun> {
  const start = performance.now();
  const source = await injectParameters(
    path,
    options.source ?? readNotebook(path),
    options.parameters ?? {},
  );
  const cells = source.cells.map(cleared);
  const code = cells.filter((cell) => cell.cell_type === "code");
  const notebook = { ...source, metadata: cleanMetadata(source.metadata), cells };
  const cwd = dirname(resolve(path));
  const kernel: CellKernel =
    options.kernel === undefined
      ? startHeadless({ cwd })
      : await startKernel(options.kernel, { cwd });
  const { signal = interruptSignal() } = options;
  const interrupt = () => kernel.interrupt();
  signal?.addEventListener("abort", interrupt);
  let failure: NotebookRun["failure"];
  const live: { cell: CodeCell; outputs: readonly Output[] }[] = [];
  try {
    for (const [index, cell] of code.entries()) {
      const number = index + 1;
      const event = { cell, number, total: code.length };
      options.onCell?.({ phase: "start", ...event });
      const began = performance.now();
      const { status, outputs }: Pick<Execution, "status" | "outputs"> = signal?.aborted
        ? { status: "error", outputs: [interrupted()] }
        : await kernel.execute(cell.source, {
            timeout: options.cellTimeout,
            label: `${basename(path)}:${number}`,
          });
      const seconds = (performance.now() - began) / 1000;
      live.push({ cell, outputs });
      cell.execution_count = number;
      options.onCell?.({ phase: "end", ...event, seconds, status });
      if (status === "error") {
        const error = outputs.find(
          (output): output is ErrorOutput => output.output_type === "error",
        );
        failure = { cell, number, error: error ?? interrupted() };
        break;
      }
    }
  } finally {
    signal?.removeEventListener("abort", interrupt);
    await kernel.shutdown();
  }
  for (const { cell, outputs } of live) {
    cell.outputs = outputs
      .filter((output) => cell.id !== injectedTag || output.output_type !== "execute_result")
      .map((output) => withCount(output, cell.execution_count));
  }
  return { notebook, failure, seconds: (performance.now() - start) / 1000 };
}

function cleared(cell: Cell): Cell {
  const { execution: _times, ...metadata } = cell.metadata;
  return cell.cell_type === "code"
    ? { ...cell, metadata, outputs: [], execution_count: null }
    : { ...cell, metadata };
}

/** What every run writes alike, whichever front end saved the file before. */
function cleanMetadata(metadata: Record<string, unknown>): Record<string, unknown> {
  return {
    ...metadata,
    kernelspec: {
      display_name: "TypeScript (Intertwine)",
      language: "typescript",
      name: kernelName,
    },
    language_info: typescriptLanguage,
  };
}

function withCount(output: Output, count: number | null): Output {
  return output.output_type === "execute_result" ? { ...output, execution_count: count } : output;
}

function interrupted(): ErrorOutput {
  const evalue = "the run was interrupted";
  return {
    output_type: "error",
    ename: "Interrupted",
    evalue,
    traceback: [`Interrupted: ${evalue}`],
  };
}
