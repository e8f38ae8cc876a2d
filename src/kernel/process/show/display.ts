/** `display`, `clearOutput`, and the hook of the library that shows ready bundles. */
import { randomUUID } from "node:crypto";
import type { MimeBundle } from "../messages.js";
import { send } from "../output.js";
import { presentNumber } from "../run/run.js";
import { bundleOf, type Shown, wireBundle, wireJson } from "./bundle.js";

export interface DisplayOptions {
  id?: string;
  update?: boolean;
}

export interface DisplayHandle {
  readonly id: string;
  update(value: unknown): void;
}

type Report = (error: unknown, run: number) => void;

export class Display {
  /** Shows reach the front end in the order in which they were asked for, each id for itself. */
  private readonly orders = new Map<string, Promise<void>>();

  constructor(private readonly report: Report) {}

  /** Without an id there is nothing to return, so that a cell may end with `display(value)`. */
  display = (value: unknown, options: DisplayOptions = {}): DisplayHandle | undefined => {
    const { id, update = false } = options;
    this.show(value, id, update);
    return id === undefined ? undefined : { id, update: (next) => this.show(next, id, true) };
  };

  clearOutput = (wait = false): void => {
    send({ type: "clear", run: presentNumber(), wait });
  };

  /** A bundle that is ready, as the library makes it. */
  showBundle = (
    bundle: MimeBundle,
    options: { id?: string; update?: boolean; metadata?: object } = {},
  ): void => {
    const { id, update = false, metadata } = options;
    const shown = {
      data: wireBundle(bundle),
      metadata: metadata === undefined ? {} : (wireJson(metadata) as object),
    };
    emit(presentNumber(), shown, id, update);
  };

  private show(value: unknown, id: string | undefined, update: boolean): void {
    const key = id ?? randomUUID();
    const run = presentNumber();
    // A text is what the user wants to read, not a value to be inspected.
    const shown: Shown | Promise<Shown> =
      typeof value === "string" ? { data: { "text/plain": value }, metadata: {} } : bundleOf(value);
    const before = this.orders.get(key);
    if (before === undefined && !(shown instanceof Promise)) {
      emit(run, shown, id, update);
      return;
    }
    const order = Promise.all([shown, before])
      .then(
        ([ready]) => emit(run, ready, id, update),
        (error) => this.report(error, run),
      )
      .then(() => {
        if (this.orders.get(key) === order) {
          this.orders.delete(key);
        }
      });
    this.orders.set(key, order);
  }
}

function emit(run: number, { data, metadata }: Shown, id: string | undefined, update: boolean) {
  send({ type: "display", run, data, metadata, id, update });
}
