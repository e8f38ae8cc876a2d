/**
 * A small finite group by its multiplication table.
 *
 * | symbol | name here      | meaning                                                       |
 * | n      | order          |                                                               |
 * | e_i    |                | the element of index i; e_0 is the identity                   |
 * | e_i e_j| product(i, j)  |                                                               |
 *
 * e_i = s e_p for a generator s and an earlier element e_p, so that row i of the table is row p
 * after the multiplication by s: the table costs n² look-ups.
 */
import type { StabiliserChain } from "../../../numerics/index.js";
import type { FiniteGroup } from "../../group.js";

/** Groups with more elements get no table: 8 MB. */
export const LARGEST_TABLE = 2000;

/** Indices of elements, ascending, the identity's among them. */
export type Subgroup = readonly number[];

export class GroupTable {
  readonly order: number;
  readonly generators: readonly number[];
  /** Order of each element. */
  readonly elementOrders: Int32Array;
  readonly inverses: Int32Array;
  readonly #products: Uint16Array;

  constructor(products: Uint16Array, generators: readonly number[]) {
    const n = Math.round(Math.sqrt(products.length));
    this.order = n;
    this.generators = generators;
    this.#products = products;
    this.inverses = new Int32Array(n);
    this.elementOrders = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      let last = 0;
      let order = 1;
      for (let power = i; power !== 0; power = this.product(power, i)) {
        last = power;
        order++;
      }
      this.inverses[i] = last;
      this.elementOrders[i] = order;
    }
  }

  product(i: number, j: number): number {
    return this.#products[i * this.order + j];
  }

  /** i j i⁻¹. */
  conjugate(i: number, j: number): number {
    return this.product(this.product(i, j), this.inverses[i]);
  }

  power(i: number, exponent: number): number {
    let result = 0;
    for (let k = 0; k < exponent; k++) result = this.product(result, i);
    return result;
  }

  commute(i: number, j: number): boolean {
    return this.product(i, j) === this.product(j, i);
  }

  get abelian(): boolean {
    return this.generators.every((a) => this.generators.every((b) => this.commute(a, b)));
  }
}

/** @param chain of the group that they generate; its order at most LARGEST_TABLE */
export function tableOfPermutations(
  generators: readonly ArrayLike<number>[],
  chain: StabiliserChain,
): GroupTable {
  const start = Array.from(chain.base);
  return tableFromSteps(
    start,
    generators.map((generator) => (images) => images.map((point) => generator[point])),
    (images) => images.join(),
  );
}

export function tableOfGroup<Element>(group: FiniteGroup<Element>): GroupTable {
  return tableFromSteps(
    0,
    group.generators.map((s) => (i) => group.indexOf(group.compose(s, group.elements[i]))),
    (i) => i,
  );
}

/**
 * From what stands for the elements (its identity first) and what multiplication by each
 * generator from the left makes of it.
 */
export function tableFromSteps<Mark>(
  identity: Mark,
  steps: readonly ((mark: Mark) => Mark)[],
  key: (mark: Mark) => string | number,
): GroupTable {
  const marks: Mark[] = [identity];
  const indices = new Map([[key(identity), 0]]);
  const parents = [0];
  const letters = [-1];
  const left: number[][] = steps.map(() => []);
  for (let i = 0; i < marks.length; i++) {
    steps.forEach((step, s) => {
      const mark = step(marks[i]);
      const text = key(mark);
      let index = indices.get(text);
      if (index === undefined) {
        index = marks.length;
        marks.push(mark);
        indices.set(text, index);
        parents.push(i);
        letters.push(s);
      }
      left[s][i] = index;
    });
  }
  const n = marks.length;
  const products = new Uint16Array(n * n);
  for (let j = 0; j < n; j++) products[j] = j;
  for (let i = 1; i < n; i++) {
    const row = left[letters[i]];
    for (let j = 0; j < n; j++) products[i * n + j] = row[products[parents[i] * n + j]];
  }
  const generators = [...new Set(left.map((row) => row[0]))].filter((i) => i !== 0);
  return new GroupTable(products, generators);
}
