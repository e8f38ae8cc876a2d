/** Values as bundles: media type → content, for every front end. */
import { inspect } from "node:util";
import { parseJson, stringifyJson } from "../host/originals.js";
import type { MimeBundle } from "../messages.js";

const displayMethod = Symbol.for("Jupyter.display");
const metadataKey = Symbol.for("Intertwine.displayMetadata");

/** Characters after which the text of a value is cut. */
const LONGEST = 1_000_000;

export interface Shown {
  data: MimeBundle;
  metadata: object;
}

/** How the value wants to be shown; a promise if its display method needs time. */
export function bundleOf(value: unknown): Shown | Promise<Shown> {
  const method = property(value, displayMethod);
  if (typeof method !== "function") {
    return { data: { "text/plain": textOf(value) }, metadata: {} };
  }
  const metadata = property(value, metadataKey);
  const bundle: unknown = method.call(value);
  const finish = (data: unknown): Shown => ({
    data: wireBundle(data),
    metadata: isObject(metadata) ? (wireJson(metadata) as object) : {},
  });
  return isPromise(bundle) ? bundle.then(finish) : finish(bundle);
}

/**
 * A bundle in the form in which it goes over the wire.
 * @throws TypeError for what is no object from media type to content.
 */
export function wireBundle(bundle: unknown): MimeBundle {
  if (!isObject(bundle) || Array.isArray(bundle)) {
    throw new TypeError(
      `display: got ${inspect(bundle, { depth: 0 })} as a bundle; expected an object from media ` +
        'type to content, such as { "text/html": "<b>…</b>" }.',
    );
  }
  const wire: MimeBundle = {};
  for (const [type, content] of Object.entries(bundle)) {
    if (content !== undefined) {
      wire[type] = wireContent(content);
    }
  }
  return wire;
}

function wireContent(content: unknown): unknown {
  if (typeof content === "string") {
    return content;
  }
  if (ArrayBuffer.isView(content)) {
    const { buffer, byteOffset, byteLength } = content;
    return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString("base64");
  }
  return wireJson(content);
}

/** What JSON makes of the value: numbers that it lacks become null, functions go. */
export function wireJson(value: unknown): unknown {
  const text = stringifyJson(value);
  return text === undefined ? null : parseJson(text);
}

/** The value as Node shows it, without colours. */
export function textOf(value: unknown): string {
  let text: string;
  try {
    text = inspect(value);
  } catch (error) {
    text = `[a value that cannot be shown: ${safeText(error)}]`;
  }
  return text.length <= LONGEST
    ? text
    : `${text.slice(0, LONGEST)}\n… cut here: the text has ${text.length} characters.`;
}

/** A short text for anything that was thrown, a hostile object included. */
export function safeText(error: unknown): string {
  try {
    return error instanceof Error
      ? `${error.name}: ${error.message}`
      : inspect(error, { depth: 0 });
  } catch {
    return "an error that cannot be shown itself";
  }
}

/** The property, if the value is an object that lets itself be asked. */
function property(value: unknown, key: symbol): unknown {
  try {
    return isObject(value) ? (value as Record<symbol, unknown>)[key] : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function isPromise(value: unknown): value is Promise<unknown> {
  return isObject(value) && typeof (value as Promise<unknown>).then === "function";
}
