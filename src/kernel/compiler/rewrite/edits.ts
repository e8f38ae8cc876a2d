/**
 * Changes to a cell's text, and the source map that they leave. Of insertions
 * at one place those made first are the outer ones, so what encloses is to be
 * edited before what is enclosed.
 */
import type ts from "typescript";
import { MapWriter } from "../map-writer.js";

/** Sides of a place: the end of what is before it, the start of what is after it, and that itself. */
const AFTER = 0;
const BEFORE = 1;
const SPAN = 2;

interface Edit {
  from: number;
  to: number;
  side: typeof AFTER | typeof BEFORE | typeof SPAN;
  text: string;
  order: number;
}

/** New text that belongs to a place in the old one. */
export interface Piece {
  text: string;
  place?: number;
}

export interface Edited {
  code: string;
  /** The `mappings` of a source map, version 3. */
  mappings: string;
}

export class Edits {
  readonly #edits: Edit[] = [];

  constructor(
    readonly file: ts.SourceFile,
    readonly code: string,
  ) {}

  /** Where a node begins, past blanks and comments. */
  start(node: ts.Node): number {
    // Without the file TypeScript climbs the whole tree to find it.
    return node.getStart(this.file);
  }

  source(node: ts.Node): string {
    return node.getText(this.file);
  }

  before(node: ts.Node, text: string): void {
    const place = this.start(node);
    this.#add(place, place, BEFORE, text);
  }

  after(node: ts.Node, text: string): void {
    this.#add(node.end, node.end, AFTER, text);
  }

  around(node: ts.Node, before: string, after: string): void {
    this.before(node, before);
    this.after(node, after);
  }

  replace(node: ts.Node, replacement: string): void {
    this.span(this.start(node), node.end, replacement);
  }

  /** Replaces what stands between two places; nothing may be inserted within. */
  span(from: number, to: number, replacement: string): void {
    if (from < to || replacement !== "") this.#add(from, to, SPAN, replacement);
  }

  /** The new text; `shift` is how far the old one was moved to the right in its first line. */
  finish(head: readonly Piece[], tail: string, shift: number): Edited {
    const out = new MapWriter(this.file.getLineStarts(), shift);
    for (const { text, place } of head) out.insert(text, place);
    let done = 0;
    for (const { from, to, side, text } of this.#edits.sort(inOrder)) {
      if (from < done) throw new Error(`Edits of a cell overlap at ${from}.`);
      out.copy(this.code, done, from);
      out.insert(text, side === SPAN ? from : undefined);
      done = to;
    }
    out.copy(this.code, done, this.code.length);
    out.insert(tail);
    return out.finish();
  }

  #add(from: number, to: number, side: Edit["side"], text: string): void {
    this.#edits.push({ from, to, side, text, order: this.#edits.length });
  }
}

function inOrder(a: Edit, b: Edit): number {
  if (a.from !== b.from) return a.from - b.from;
  if (a.side !== b.side) return a.side - b.side;
  return a.side === AFTER ? b.order - a.order : a.order - b.order;
}
