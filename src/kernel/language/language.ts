/**
 * What the kernel asks of a compiler. Everything that knows TypeScript stands
 * behind this interface, so that another compiler can take its place.
 */

export const checkModes = ["error", "warn", "off"] as const;

/** How type errors are treated: `error` refuses the cell, `warn` runs it all the same. */
export type CheckMode = (typeof checkModes)[number];

export interface CellSource {
  /** Number of this run, unique in the life of the kernel. */
  id: number;
  /** Name of the cell in messages and stack frames, such as `cell[3]`. */
  label: string;
  code: string;
}

/** One complaint of the compiler; lines and columns count from 1, in the cell's own text. */
export interface Diagnostic {
  label: string;
  line: number;
  column: number;
  /** Length of the marked text in characters; it may end on a later line. */
  length: number;
  /** `TS2322`; empty for what is not TypeScript's. */
  code: string;
  message: string;
}

/** A cell that can run. */
export interface Script {
  /** JavaScript for `vm.Script`; its completion value is an async function without parameters. */
  code: string;
  /** Source map (version 3, as JSON) from `code` to the cell's text. */
  map: string;
  /** Names of the notebook's variables whose boxes must exist before the script runs. */
  names: string[];
}

/** Offsets count UTF-16 code units of the code that was given. */
export interface Completion {
  start: number;
  end: number;
  entries: { name: string; kind: string; signature?: string }[];
}

export interface Inspection {
  /** The type or signature, as TypeScript writes it. */
  signature: string;
  /** The docstring as Markdown, tags included; empty when there is none. */
  documentation: string;
}

export type Completeness =
  | { status: "complete" }
  | { status: "invalid" }
  | { status: "incomplete"; indent: string };

export interface Language {
  /** The cell as a script, or every syntax error in it. */
  compile(cell: CellSource): Promise<{ script: Script } | { errors: Diagnostic[] }>;
  /** Every syntax and type error of the cell, beside all cells committed before. Rejects after `cancel`. */
  check(cell: CellSource): Promise<Diagnostic[]>;
  /** The cell runs: from now on later cells see what it declares. */
  commit(cell: CellSource): Promise<void>;
  complete(code: string, offset: number): Promise<Completion>;
  inspect(code: string, offset: number): Promise<Inspection | undefined>;
  isComplete(code: string): Promise<Completeness>;
  /** What is wrong with the project's settings, by which cells are checked; one text each. */
  problems(): Promise<string[]>;
  /** Forgets all cells, as after the loss of the process that held their variables. */
  reset(): Promise<void>;
  /**
   * Ends every check, completion and inspection that is under way: a check rejects
   * with an error named `AbortError`, the others answer that they found nothing.
   */
  cancel(): void;
  close(): Promise<void>;
}
