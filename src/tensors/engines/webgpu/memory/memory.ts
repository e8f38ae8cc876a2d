/**
 * Where the buffers of a plan lie: in few large GPU buffers, pages, each of which a shader binds
 * whole. What outlives a run comes first, then temporaries, over one another only where there is
 * much of them: what shares no memory may run at the same time.
 */
import { DomainError } from "../../../../errors.js";
import type { PlanGraph } from "../../../plan/index.js";
import { layOut } from "../../webassembly/layout.js";

/** Words `from` to before `to` of a page. */
export interface Span {
  readonly page: number;
  readonly from: number;
  readonly to: number;
}

/** Words of temporaries that are laid side by side: 64 MiB. */
const SIDE_BY_SIDE = 2 ** 24;
/** A page begins and ends, and tensors begin, at multiples of 256 bytes. */
const ALIGNMENT = 64;
const aligned = (words: number): number => Math.ceil(words / ALIGNMENT) * ALIGNMENT;

export class Memory {
  readonly #spans: Span[] = [];
  /** Words used of each page. */
  readonly #pages: number[] = [];
  readonly #mostWords: number;
  readonly #contents: { readonly span: Span; readonly words: Int32Array }[] = [];
  readonly #graph: PlanGraph;

  /** @param mostBytes of a page @throws DomainError for a buffer that is larger */
  constructor(graph: PlanGraph, mostBytes: number) {
    this.#graph = graph;
    this.#mostWords = Math.floor(mostBytes / 4 / ALIGNMENT) * ALIGNMENT;
    const temporary = graph.buffers.reduce(
      (sum, { role, length }) => sum + (role === "temporary" ? length : 0),
      0,
    );
    const overlaid = temporary > SIDE_BY_SIDE ? layOut(graph, 0) : undefined;
    if (overlaid !== undefined && aligned(overlaid.end) <= this.#mostWords) {
      this.#pages.push(aligned(overlaid.end));
      graph.buffers.forEach(({ length }, k) => {
        const from = overlaid.addresses[k];
        this.#spans.push({ page: 0, from, to: from + length });
      });
    } else for (const { length } of graph.buffers) this.append(length);
  }

  get graph(): PlanGraph {
    return this.#graph;
  }

  /** Words of each page. */
  get pages(): readonly number[] {
    return this.#pages.map((words) => Math.max(words, ALIGNMENT));
  }

  /** What the constants of kernels hold from the beginning. */
  get contents(): readonly { readonly span: Span; readonly words: Int32Array }[] {
    return this.#contents;
  }

  spanOf(buffer: number): Span {
    const span = this.#spans[buffer];
    if (span === undefined) {
      throw new DomainError(
        `webgpu: got buffer ${buffer}; the plan has ${this.#graph.buffers.length}.`,
      );
    }
    return span;
  }

  /** Room for a kernel to work in, or with what it reads; a buffer's number behind those of the graph. */
  append(length: number, words?: Int32Array): number {
    const room = aligned(length);
    if (room > this.#mostWords) {
      throw new DomainError(
        `webgpu: got a tensor of ${(4 * length) / 2 ** 20} MiB; this device binds ${(4 * this.#mostWords) / 2 ** 20} MiB at once. Take smaller batches, or another device.`,
      );
    }
    let page = this.#pages.findIndex((used) => used + room <= this.#mostWords);
    if (page < 0) page = this.#pages.push(0) - 1;
    const from = this.#pages[page];
    this.#pages[page] += room;
    const span = { page, from, to: from + length };
    if (words !== undefined) this.#contents.push({ span, words });
    return this.#spans.push(span) - 1;
  }
}
