/** What became of a step: its operations before and after the passes, with the lines that asked for them. */
import type { Operation, OperationKind, PlanGraph } from "../../plan/index.js";
import { reportBundle } from "./report-bundle.js";
import { workOf } from "./work.js";

/** An operation as it was recorded. */
export interface RecordedKernel {
  /** Of TensorFlow.js, such as "BatchMatMul"; "Assign" where a variable takes its new numbers. */
  readonly kernel: string;
  /** Of the user's program; steps backward carry the line that asked for gradients. */
  readonly line: string | undefined;
  /** About how many scalar operations it is. */
  readonly work: number;
}

/** An operation as it is replayed. */
export interface ReplayedOperation {
  readonly kind: OperationKind;
  /** Such as "[32,64]", or "variable dense_1/kernel [32,64]". */
  readonly writes: readonly string[];
  /** Scalar operations on each number: of a map, or of what is done to a product while it is written. */
  readonly steps: number;
  /** What it was joined from, in the order in which it was recorded. */
  readonly parts: readonly RecordedKernel[];
}

export interface PlannedShape {
  readonly inputs: string;
  readonly state: "run as it is" | "being prepared" | "replayed";
  readonly recordedOperations: number;
  readonly replayedOperations: number;
  readonly bytes: number;
  readonly replays: number;
  readonly recorded: readonly RecordedKernel[];
  readonly operations: readonly ReplayedOperation[];
}

export interface PlanReport {
  readonly engine: string;
  /** For each shape of the inputs, in the order of their last use. */
  readonly shapes: readonly PlannedShape[];
  /** Why it runs as it is. */
  readonly refused: string | undefined;
}

/** A notebook shows it as a table of what is replayed. */
export function planReport(report: PlanReport): PlanReport {
  const shown = { ...report };
  const value = () => reportBundle(report);
  Object.defineProperty(shown, Symbol.for("Jupyter.display"), { value });
  return shown;
}

export function recordedKernels({ operations }: PlanGraph): RecordedKernel[] {
  return operations.map((operation) => {
    const { kernel, line } = operation;
    return { kernel, line, work: workOf(operation) };
  });
}

/** @param graph after passes, or the recorded one */
export function replayedOperations(
  { buffers, operations }: PlanGraph,
  recorded: readonly RecordedKernel[],
): ReplayedOperation[] {
  return operations.map((operation, k) => ({
    kind: operation.kind,
    writes: operation.outputs.map(({ buffer, shape }) => {
      const { role, name } = buffers[buffer];
      return role === "variable" ? `variable ${name} [${shape}]` : `[${shape}]`;
    }),
    steps: stepsOf(operation),
    parts: (operation.parts ?? [k]).map((part) => recorded[part]),
  }));
}

function stepsOf(operation: Operation): number {
  const steps =
    operation.kind === "map"
      ? operation.steps
      : operation.kind === "contract"
        ? operation.epilogue?.steps
        : undefined;
  return steps?.filter(({ code }) => code !== "constant").length ?? 0;
}

/** For each line of the user's program: operations that it recorded, and replayed ones it has a part in. */
export function plannedLines({
  recorded,
  operations,
}: PlannedShape): { line: string; recorded: number; replayed: number }[] {
  const lines = [...new Set(recorded.map(({ line }) => line))];
  return lines.map((line) => ({
    line: line ?? "variables",
    recorded: recorded.filter((kernel) => kernel.line === line).length,
    replayed: operations.filter(({ parts }) => parts.some((part) => part.line === line)).length,
  }));
}
