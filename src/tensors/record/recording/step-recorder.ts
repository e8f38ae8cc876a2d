/**
 * Takes down what happens to numbers while a step runs: the operations, and what came from outside.
 * Refuses, with the line, what a replay could not repeat.
 */
import { DomainError } from "../../../errors.js";
import type { IntertwineBackend, Numbers, Recorder, Writing } from "../../backend/index.js";
import type { NumberType, Operation, Place } from "../../plan/index.js";

/** Numbers that were not computed in the step: made by the host, or there before. */
export interface Outside {
  readonly values: Numbers;
  readonly type: NumberType;
  readonly origin: "host" | "before";
  readonly line: string | undefined;
  /** The buffer of the backend. */
  readonly source: number;
}

export class StepRecorder implements Recorder {
  readonly wantsLines = true;
  readonly operations: Operation[] = [];
  /** By buffer, in the order in which they were first used. */
  readonly outside = new Map<number, Outside>();
  readonly #backend: IntertwineBackend;
  readonly #known: (buffer: number) => boolean;
  readonly #written = new Set<number>();
  readonly #host = new Map<number, Outside>();

  /** @param known whether a buffer is an input of the step or a variable's */
  constructor(backend: IntertwineBackend, known: (buffer: number) => boolean) {
    this.#backend = backend;
    this.#known = known;
  }

  operation(operation: Operation): void {
    for (const place of operation.inputs) this.use(place, operation.line);
    for (const { buffer } of operation.outputs) this.#written.add(buffer);
    this.operations.push(operation);
  }

  /** Whether the buffer was written by an operation of the step. */
  wrote(buffer: number): boolean {
    return this.#written.has(buffer);
  }

  /** Notes where the numbers come from, unless the step computed them. */
  use({ buffer, type }: Pick<Place, "buffer" | "type">, line?: string): void {
    if (this.#written.has(buffer) || this.outside.has(buffer) || this.#known(buffer)) return;
    const host = this.#host.get(buffer);
    const values = host?.values ?? this.#backend.peek(buffer);
    this.outside.set(buffer, host ?? { values, type, origin: "before", line, source: buffer });
  }

  written({ buffer, type, values, origin, line }: Writing): void {
    if (origin === "moved" || this.#known(buffer)) return;
    this.#host.set(buffer, { values: values.slice(), type, origin: "host", line, source: buffer });
  }

  read(_: number, line: string | undefined): void {
    throw new DomainError(
      `plan: the step reads the numbers of a tensor${at(line)}: a replay never comes back to that line. Return the tensor from the step and read it there, or leave the reading out.`,
    );
  }

  uncarried(kernel: string, line: string | undefined): void {
    throw new DomainError(
      `plan: the step asks for "${kernel}"${at(line)}, for which there is no kernel in plans; write it with other operations, or call the step without a plan.`,
    );
  }

  released(): void {}
}

export const at = (line: string | undefined): string => (line === undefined ? "" : ` at ${line}`);
