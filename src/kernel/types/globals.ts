/**
 * The names that every cell has without an import, as TypeScript declares
 * them. The process that runs the cells defines what is promised here; the
 * docstrings are what a user reads when asking about a name.
 */
export const notebookGlobals = `
/** What \`display\` has put under a cell; it can be changed later, from any cell. */
interface DisplayHandle {
  /** Name of the output, for \`display(value, { id, update: true })\`. */
  readonly id: string;
  /** Shows another value in the place of this one. */
  update(value: unknown): void;
}

/**
 * Shows a value under the cell that is running, as rich as the front end can.
 *
 * A value with a method \`[Symbol.for("Jupyter.display")]()\` decides itself: the
 * method returns an object from media type to content.
 * @param value What to show.
 * @param options \`id\` names the output; with \`update\` the output of that name
 * is replaced instead of adding one.
 * @returns With an \`id\`, a handle to change the output later.
 * @example
 * const handle = display("working …", { id: "state" });
 * handle.update("done");
 */
declare function display(value: unknown): void;
declare function display(value: unknown, options: { id: string; update?: boolean }): DisplayHandle;

/**
 * Removes what the running cell has shown.
 * @param wait Removes it only when the next output comes, so that nothing flickers.
 */
declare function clearOutput(wait?: boolean): void;

/**
 * Asks the user for a line of text and waits for it.
 * @param question Text before the field.
 * @param options With \`password\` the answer stays hidden while it is typed.
 * @returns The line, without its end.
 * @throws When the front end has nobody to ask, as in a headless run.
 */
declare function prompt(question?: string, options?: { password?: boolean }): string;

/** Loads a module as CommonJS does, seen from the notebook's folder. */
declare var require: NodeJS.Require;

/** A message that came through a \`Comm\`. */
interface CommMessage {
  /** Content, as JSON carries it. */
  readonly data: unknown;
  readonly metadata: object;
  /** Binary parts, not copied through JSON. */
  readonly buffers: Uint8Array[];
}

/** A channel between the notebook and a widget in the front end. */
interface Comm {
  /** Name of the channel, the same on both sides. */
  readonly id: string;
  /** Name of the front end's code at the other end. */
  readonly target: string;
  /**
   * Sends a message to the front end.
   * @param data Content that JSON can carry.
   */
  send(data: unknown, options?: { metadata?: object; buffers?: Uint8Array[] }): void;
  /**
   * Closes the channel on both sides.
   * @param data Last words.
   */
  close(data?: unknown): void;
  /** Calls the handler for every message from the front end, in place of the handler before. */
  onMessage(handler: (message: CommMessage) => void): void;
  /** Calls the handler when the front end closes the channel. */
  onClose(handler: (message: CommMessage) => void): void;
}

/** The kernel that runs this notebook. */
interface NotebookKernel {
  /**
   * Aborts when the running cell is interrupted; pass it on to what can be stopped.
   * @example
   * await fetch(url, { signal: kernel.signal });
   */
  readonly signal: AbortSignal;
  /**
   * Chooses what a type error does, from the next cell on.
   * @param mode \`"error"\` refuses the cell (the default), \`"warn"\` runs it and
   * shows the errors, \`"off"\` does not look for any.
   */
  check(mode: "error" | "warn" | "off"): void;
  /** The open channels to the front end, by their ids. */
  readonly comms: ReadonlyMap<string, Comm>;
  /**
   * Opens a channel to code in the front end, such as a widget.
   * @param target Name under which the front end has registered that code.
   * @param options First message, and an \`id\` if it must be a certain one.
   */
  openComm(
    target: string,
    options?: { data?: unknown; metadata?: object; buffers?: Uint8Array[]; id?: string },
  ): Comm;
  /**
   * Accepts channels that the front end opens.
   * @param target Name that the front end asks for.
   * @param handler Receives the channel and the message that opened it.
   */
  onComm(target: string, handler: (comm: Comm, message: CommMessage) => void): void;
}

/** The kernel that runs this notebook: interruption, type checks, channels to widgets. */
declare var kernel: NotebookKernel;
`;
