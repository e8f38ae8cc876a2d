/**
 * Where output goes: to the Intertwine kernel, to tslab, or to a terminal.
 * The host is looked up at each call, because a module may be loaded before
 * its kernel is ready and tslab changes its writer with every cell.
 */
import { createRequire } from "node:module";
import type { MimeBundle } from "./bundle.js";

/** What travels with a bundle. */
export interface Placement {
  /** Identity of the output, by which a later bundle replaces it. */
  id?: string;
  /** True when the bundle replaces the earlier output of the same id. */
  update: boolean;
  metadata: Record<string, unknown>;
}

export type Writer = (bundle: MimeBundle, placement: Placement) => void;

export interface Host {
  kind: "intertwine" | "tslab" | "terminal";
  write: Writer;
}

/** A kernel puts its writer under this name into the global scope. */
export const hostHook: unique symbol = Symbol.for("Intertwine.display") as never;

/** The writer that a kernel left for us, tslab's, or standard output. */
export function currentHost(): Host {
  const hook = (globalThis as Record<symbol, unknown>)[hostHook];
  if (typeof hook === "function") return { kind: "intertwine", write: hook as Writer };
  const tslab = tslabWriter();
  if (tslab !== undefined) return { kind: "tslab", write: tslab };
  return { kind: "terminal", write: writeText };
}

interface TslabDisplayData {
  data: MimeBundle;
  metadata: Record<string, unknown>;
  transient: { display_id?: string };
}

/** tslab's module jupyter.js. */
interface TslabOutput {
  lastWriteDisplayData?: ((content: TslabDisplayData, update: boolean) => void) | null;
}

/**
 * tslab's writer for whole bundles, which its public face lacks: the running
 * instance is found in the module cache, where it exists in tslab only.
 * The writer is bound now, so that late output stays with its own cell.
 */
function tslabWriter(): Writer | undefined {
  const cache = createRequire(import.meta.url).cache;
  for (const path in cache) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(path)) continue;
    const write = (cache[path]?.exports as TslabOutput | undefined)?.lastWriteDisplayData;
    if (typeof write !== "function") continue;
    return (data, { id, update, metadata }) =>
      write({ data, metadata, transient: id === undefined ? {} : { display_id: id } }, update);
  }
  return undefined;
}

function writeText(bundle: MimeBundle): void {
  const text = bundle["text/plain"] ?? bundle["text/markdown"];
  if (typeof text === "string") process.stdout.write(`${text}\n`);
}
