/**
 * MIME bundles: one value in several media types, of which a front end shows
 * the richest that it knows. A value says how it wants to be shown through
 * the method `Symbol.for("Jupyter.display")`.
 */
import { inspect } from "node:util";

/** Media type → content: text, base64 for pictures, plain objects for JSON types. */
export type MimeBundle = Record<string, unknown>;

/** Name of the method that returns a value's MimeBundle, or a promise of one. */
export const displayMethod: unique symbol = Symbol.for("Jupyter.display") as never;

/** Name of the method that returns what goes with the bundle, such as a picture's width. */
export const displayMetadataMethod: unique symbol = Symbol.for(
  "Intertwine.displayMetadata",
) as never;

/**
 * Name of the method that console.log asks for a value's text. Not Node's own
 * `inspect.custom`: declarations that mention Node's types cannot be read by
 * the TypeScript of tslab.
 */
export const inspectMethod: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** A value that knows how it is shown. */
export interface Displayable {
  [displayMethod](): MimeBundle | Promise<MimeBundle>;
  [displayMetadataMethod]?(): Record<string, unknown>;
}

function isDisplayable(value: unknown): value is Displayable {
  return (
    value !== null &&
    (typeof value === "object" || typeof value === "function") &&
    typeof (value as Partial<Displayable>)[displayMethod] === "function"
  );
}

/** The bundle of `value`: its own if it has one, otherwise its text. */
export function bundleOf(value: unknown): MimeBundle | Promise<MimeBundle> {
  if (isDisplayable(value)) return value[displayMethod]();
  return { "text/plain": typeof value === "string" ? value : inspect(value, { depth: 4 }) };
}

/** The metadata that goes with the bundle of `value`; empty for most values. */
export function bundleMetadataOf(value: unknown): Record<string, unknown> {
  return (isDisplayable(value) ? value[displayMetadataMethod]?.() : undefined) ?? {};
}
