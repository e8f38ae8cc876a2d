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

/** Of a part that is written twice, the copy that an edit is for. */
export type Copy = "first" | "second";

interface Edit {
  from: number;
  to: number;
  side: typeof AFTER | typeof BEFORE | typeof SPAN;
  text: string;
  order: number;
  copy?: Copy;
  /** Writes everything up to its end twice: `text`, the first, the second, and these between and after. */
  twice?: { to: number; between: string; after: string };
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
  #copy: Copy | undefined;

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

  /** Writes a node twice; `within` says what is for one of the two alone. */
  twice(node: ts.Node, before: string, between: string, after: string): void {
    const place = this.start(node);
    this.#add(place, place, BEFORE, before, { to: node.end, between, after });
  }

  /** Makes edits for one copy of what is written twice. */
  within(copy: Copy, edit: () => void): void {
    this.#copy = copy;
    edit();
    this.#copy = undefined;
  }

  /** The new text; `shift` is how far the old one was moved to the right in its first line. */
  finish(head: readonly Piece[], tail: string, shift: number): Edited {
    const out = new MapWriter(this.file.getLineStarts(), shift);
    for (const { text, place } of head) out.insert(text, place);
    this.#write(out, this.#edits.sort(inOrder), 0, this.code.length);
    out.insert(tail);
    return out.finish();
  }

  #write(out: MapWriter, edits: readonly Edit[], start: number, end: number): void {
    let done = start;
    for (let index = 0; index < edits.length; index++) {
      const { from, to, side, text, twice } = edits[index];
      if (from < done) throw new Error(`Edits of a cell overlap at ${from}.`);
      out.copy(this.code, done, from);
      out.insert(text, side === SPAN ? from : undefined);
      done = to;
      if (twice === undefined) continue;
      let next = index + 1;
      while (next < edits.length && isWithin(edits[next], twice.to)) next++;
      const inner = edits.slice(index + 1, next);
      this.#write(
        out,
        inner.filter(({ copy }) => copy !== "second"),
        from,
        twice.to,
      );
      out.insert(twice.between);
      this.#write(
        out,
        inner.filter(({ copy }) => copy !== "first"),
        from,
        twice.to,
      );
      out.insert(twice.after);
      done = twice.to;
      index = next - 1;
    }
    out.copy(this.code, done, end);
  }

  #add(from: number, to: number, side: Edit["side"], text: string, twice?: Edit["twice"]): void {
    const order = this.#edits.length;
    this.#edits.push({ from, to, side, text, order, copy: this.#copy, twice });
  }
}

function isWithin({ from, side }: Edit, end: number): boolean {
  return from < end || (from === end && side === AFTER);
}

function inOrder(a: Edit, b: Edit): number {
  if (a.from !== b.from) return a.from - b.from;
  if (a.side !== b.side) return a.side - b.side;
  return a.side === AFTER ? b.order - a.order : a.order - b.order;
}
