/**
 * The program of one dispatch while it is written. Sizes and places are parameters, words in a
 * buffer of the plan, so that operations of one form share one pipeline and may run side by side
 * in one dispatch, each with its own words.
 *
 * | in WGSL        | is                                                            |
 * | parameters     | the words of all dispatches that run together                  |
 * | base           | where those of this one begin                                  |
 * | memory0 …      | the pages of the plan's memory, words of four bytes            |
 * | group, t       | the workgroup's number, the thread's number in it              |
 * | groups         | how many workgroups there are                                  |
 */
import type { NumberType, Place } from "../../../plan/index.js";
import { isFloat } from "../../../plan/index.js";
import { withFunctions } from "../functions/library.js";
import type { Memory, Span } from "../memory/memory.js";

export const THREADS = 256;

/** One dispatch of a plan. */
export interface Dispatch {
  readonly code: string;
  readonly parameters: readonly number[];
  /** Page of the memory behind each binding. */
  readonly pages: readonly number[];
  readonly workgroups: number;
  readonly reads: readonly Span[];
  readonly writes: readonly Span[];
  readonly kernel: string;
}

export interface ProgramText {
  /** Declarations before main. */
  readonly before?: string;
  /** The body of main. */
  readonly main: string;
  readonly workgroups: number;
}

/** A tensor in a program. */
export class Access {
  constructor(
    readonly page: string,
    readonly offset: string,
    readonly type: NumberType,
  ) {}

  word(index: string): string {
    return `${this.page}[${this.offset} + ${index}]`;
  }

  /** The number as f32 or i32, after the tensor's type. */
  read(index: string): string {
    return `bitcast<${isFloat(this.type) ? "f32" : "i32"}>(${this.word(index)})`;
  }

  write(index: string, value: string): string {
    return `${this.word(index)} = bitcast<u32>(${value});`;
  }
}

export class Shader {
  readonly #memory: Memory;
  readonly #kernel: string;
  readonly #parameters: number[] = [];
  readonly #pages: number[] = [];
  readonly #reads: Span[] = [];
  readonly #writes: Span[] = [];

  constructor(memory: Memory, kernel: string) {
    this.#memory = memory;
    this.#kernel = kernel;
  }

  /** A word, as u32; numbers below 0 as in two's complement. */
  parameter(value: number): string {
    this.#parameters.push(value >>> 0);
    return `parameters[base + ${this.#parameters.length - 1}u]`;
  }

  /** The bits of a constant: never in the text, where WGSL refuses infinities and NaN. */
  constant(value: number, type: NumberType): string {
    const float = isFloat(type);
    const word = this.parameter(float ? bitsOf(value) : value | 0);
    return `bitcast<${float ? "f32" : "i32"}>(${word})`;
  }

  input({ buffer, type }: Pick<Place, "buffer" | "type">): Access {
    return this.#access(buffer, type, this.#reads);
  }

  output({ buffer, type }: Pick<Place, "buffer" | "type">): Access {
    return this.#access(buffer, type, this.#writes);
  }

  /** What is read and written: to be waited for in both ways. */
  inPlace(place: Pick<Place, "buffer" | "type">): Access {
    this.#reads.push(this.#memory.spanOf(place.buffer));
    return this.output(place);
  }

  finish({ before = "", main, workgroups }: ProgramText): Dispatch {
    const stride = this.#parameters.length;
    const text = `${before}
@compute @workgroup_size(${THREADS}) fn main(@builtin(workgroup_id) at: vec3u, @builtin(num_workgroups) extent: vec3u, @builtin(local_invocation_index) t: u32) {
  let base = at.z * ${stride}u;
  let group = at.x + at.y * extent.x;
  let groups = extent.x * extent.y;
${main}
}
`;
    const pages = this.#pages.map(
      (_, k) => `@group(0) @binding(${k + 1}) var<storage, read_write> memory${k}: array<u32>;\n`,
    );
    const code = `@group(0) @binding(0) var<storage, read> parameters: array<u32>;\n${pages.join("")}${withFunctions(text)}`;
    return {
      code,
      parameters: this.#parameters,
      pages: this.#pages,
      workgroups,
      reads: this.#reads,
      writes: this.#writes,
      kernel: this.#kernel,
    };
  }

  #access(buffer: number, type: NumberType, spans: Span[]): Access {
    const span = this.#memory.spanOf(buffer);
    spans.push(span);
    let slot = this.#pages.indexOf(span.page);
    if (slot < 0) slot = this.#pages.push(span.page) - 1;
    return new Access(`memory${slot}`, this.parameter(span.from), type);
  }
}

const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

export function bitsOf(value: number): number {
  float[0] = value;
  return word[0];
}

/** Of WGSL, for a type of number. */
export const wgslType = (type: NumberType): string => (isFloat(type) ? "f32" : "i32");
