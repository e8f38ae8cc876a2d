/** jsdom, which has no types of its own here: only what the tests of figures use. */
import { createRequire } from "node:module";

export interface Node {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly children: Iterable<Node>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Node | null;
  querySelectorAll(selector: string): Iterable<Node>;
}

export interface Window {
  document: Node;
  URL: { createObjectURL: () => string };
  HTMLCanvasElement: { prototype: { getContext: () => null } };
  eval(source: string): unknown;
  [name: string]: unknown;
}

const { JSDOM } = createRequire(import.meta.url)("jsdom") as {
  JSDOM: new (text: string, options: Record<string, unknown>) => { window: Window };
};

export function parseXml(text: string): Node {
  return new JSDOM(text, { contentType: "image/svg+xml" }).window.document;
}

export function emptyWindow(): Window {
  return new JSDOM("<!doctype html><body></body>", { runScripts: "outside-only" }).window;
}
