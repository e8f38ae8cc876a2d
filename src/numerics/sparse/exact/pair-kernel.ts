/**
 * The kernel of rows with at most two entries, modulo p and in nearly linear time:
 * a x_i + b x_j = 0 makes x_i a multiple of x_j, a x_i = 0 makes x_i vanish with
 * all that are multiples of it.
 *
 * | symbol | name here      | meaning                                          |
 * | r(i)   | root           | what x_i is a multiple of                        |
 * | w_i    | weight         | x_i = w_i · x_parent(i)                          |
 */
import type { CompressedRows } from "../compressed-rows.js";
import type { PrimeField } from "./prime-field.js";

/** A basis of { x : B x = 0 } modulo p, reduced: on the free coordinates it is the identity. */
export interface Kernel {
  /** Coordinates that can be chosen, one for each basis vector. */
  readonly free: Int32Array;
  /** columns(B) × free.length, basis vectors in columns. */
  readonly basis: CompressedRows;
}

/**
 * The kernel of those rows of the blocks, all equally wide, that have one or two
 * entries; the others are not looked at.
 */
export function pairKernel(
  columns: number,
  blocks: readonly CompressedRows[],
  field: PrimeField,
): Kernel {
  const forest = new WeightedForest(columns, field);
  for (const { rows, rowStarts, columnIndices, values } of blocks) {
    for (let i = 0; i < rows; i++) {
      const k = rowStarts[i];
      const count = rowStarts[i + 1] - k;
      if (count === 1) forest.vanish(columnIndices[k]);
      else if (count === 2) {
        forest.join(columnIndices[k], columnIndices[k + 1], values[k], values[k + 1]);
      }
    }
  }
  return forest.kernel();
}

class WeightedForest {
  readonly #parent: Int32Array;
  readonly #weight: Float64Array;
  readonly #vanishes: Uint8Array;
  readonly #field: PrimeField;

  constructor(columns: number, field: PrimeField) {
    this.#parent = Int32Array.from({ length: columns }, (_, i) => i);
    this.#weight = new Float64Array(columns).fill(1);
    this.#vanishes = new Uint8Array(columns);
    this.#field = field;
  }

  vanish(i: number): void {
    this.#vanishes[this.#root(i)] = 1;
  }

  /** a x_i + b x_j = 0. */
  join(i: number, j: number, a: number, b: number): void {
    const field = this.#field;
    const [root, other] = [this.#root(i), this.#root(j)];
    const left = field.multiply(a, this.#weightOf(i));
    const right = field.multiply(b, this.#weightOf(j));
    if (root === other) {
      if (field.reduce(left + right) !== 0) this.#vanishes[root] = 1;
      return;
    }
    // the smaller index stays root, so that its coordinate is the free one
    const [kept, hung] = root < other ? [root, other] : [other, root];
    const [ofKept, ofHung] = root < other ? [left, right] : [right, left];
    this.#parent[hung] = kept;
    this.#weight[hung] = field.multiply(field.negate(ofKept), field.inverse(ofHung));
    if (this.#vanishes[hung] === 1) this.#vanishes[kept] = 1;
  }

  kernel(): Kernel {
    const columns = this.#parent.length;
    const place = new Int32Array(columns).fill(-1);
    let count = 0;
    for (let i = 0; i < columns; i++) {
      if (this.#parent[i] === i && this.#vanishes[i] === 0) place[i] = count++;
    }
    const free = new Int32Array(count);
    const rowStarts = new Int32Array(columns + 1);
    const columnIndices = new Int32Array(columns);
    const values = new Float64Array(columns);
    let at = 0;
    for (let i = 0; i < columns; i++) {
      const root = this.#root(i);
      if (place[root] >= 0) {
        columnIndices[at] = place[root];
        values[at++] = this.#weightOf(i);
        if (root === i) free[place[i]] = i;
      }
      rowStarts[i + 1] = at;
    }
    const basis = {
      rows: columns,
      columns: count,
      rowStarts,
      columnIndices: columnIndices.slice(0, at),
      values: values.slice(0, at),
    };
    return { free, basis };
  }

  /** After #root(i): x_i as a multiple of its root. */
  #weightOf(i: number): number {
    return this.#parent[i] === i ? 1 : this.#weight[i];
  }

  /** Hangs everything on the way directly below the root. */
  #root(i: number): number {
    const parent = this.#parent;
    let root = i;
    while (parent[root] !== root) root = parent[root];
    if (parent[i] !== root) this.#compress(i, root);
    return root;
  }

  #compress(i: number, root: number): void {
    const path: number[] = [];
    for (let at = i; this.#parent[at] !== root && at !== root; at = this.#parent[at]) path.push(at);
    for (const at of path.reverse()) {
      const parent = this.#parent[at];
      this.#weight[at] = this.#field.multiply(this.#weight[at], this.#weight[parent]);
      this.#parent[at] = root;
    }
  }
}
