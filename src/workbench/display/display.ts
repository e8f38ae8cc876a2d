/**
 * Shows a value in the notebook, or its text in a terminal.
 *
 *     display(figure);
 *     const state = display("starting", { id: "state" });
 *     state.update("half way");
 */
import { DomainError } from "../../errors.js";
import { bundleMetadataOf, bundleOf, type MimeBundle } from "./bundle.js";
import { currentHost } from "./host.js";

/** An output on the screen that can be replaced. */
export class DisplayHandle {
  readonly id: string;
  #shown: Promise<void> = Promise.resolve();

  constructor(id: string) {
    this.id = id;
  }

  /** Resolves when everything that was asked for is written; matters only for values with a promised bundle. */
  get shown(): Promise<void> {
    return this.#shown;
  }

  /** Replaces the output by `value`. */
  update(value: unknown): void {
    this.#shown = write(value, this.id, true, this.#shown);
  }

  /** @internal The first output under this id. */
  open(value: unknown): this {
    this.#shown = write(value, this.id, false, this.#shown);
    return this;
  }
}

/**
 * Shows `value`: its own bundle if it has the method
 * `Symbol.for("Jupyter.display")`, otherwise its text. With an id it returns
 * a handle that replaces the output later; without one it returns nothing, so
 * that `display(figure)` may be the last line of a cell.
 */
export function display(value: unknown): void;
export function display(value: unknown, options: { id: string }): DisplayHandle;
export function display(value: unknown, options?: { id?: string }): DisplayHandle | undefined;
export function display(value: unknown, options: { id?: string } = {}): DisplayHandle | undefined {
  const { id } = options;
  if (id === undefined) {
    void write(value, undefined, false);
    return undefined;
  }
  if (typeof id !== "string" || id === "") {
    throw new DomainError(`display: got id ${JSON.stringify(id)}; expected a text with a letter.`);
  }
  return new DisplayHandle(id).open(value);
}

/** Shows Markdown, formulas between dollar signs included. */
export function markdown(text: string): void {
  display({
    [Symbol.for("Jupyter.display")]: (): MimeBundle => ({
      "text/markdown": text,
      "text/plain": text,
    }),
  });
}

/**
 * Writes at once when the bundle is there and nothing earlier is still
 * awaited, otherwise in order. The host is the one of the calling cell.
 */
function write(
  value: unknown,
  id: string | undefined,
  update: boolean,
  earlier?: Promise<void>,
): Promise<void> {
  const host = currentHost();
  const bundle = bundleOf(value);
  const metadata = bundleMetadataOf(value);
  if (bundle instanceof Promise) {
    return (earlier ?? Promise.resolve())
      .then(() => bundle)
      .then((ready) => host.write(ready, { id, update, metadata }));
  }
  host.write(bundle, { id, update, metadata });
  return earlier ?? Promise.resolve();
}
