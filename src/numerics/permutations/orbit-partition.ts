/** Orbits that merge as generators come: union–find whose roots are the least members. */
export class OrbitPartition {
  readonly #parent: Int32Array;
  readonly #sizes: Int32Array;

  constructor(n: number) {
    this.#parent = new Int32Array(n);
    this.#sizes = new Int32Array(n);
    this.reset(n);
  }

  /** Every one of 0 … n − 1 alone; n at most the number at the beginning. */
  reset(n: number): void {
    for (let v = 0; v < n; v++) {
      this.#parent[v] = v;
      this.#sizes[v] = 1;
    }
  }

  /** The least member of the orbit. */
  find(v: number): number {
    const parent = this.#parent;
    let at = v;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  size(v: number): number {
    return this.#sizes[this.find(v)];
  }

  join(a: number, b: number): void {
    const rootA = this.find(a);
    const rootB = this.find(b);
    if (rootA === rootB) return;
    const least = Math.min(rootA, rootB);
    this.#parent[Math.max(rootA, rootB)] = least;
    this.#sizes[least] = this.#sizes[rootA] + this.#sizes[rootB];
  }

  /** Joins each v with its image. */
  joinImages(permutation: ArrayLike<number>): void {
    for (let v = 0; v < permutation.length; v++) {
      if (permutation[v] !== v) this.join(v, permutation[v]);
    }
  }

  joinAll(set: readonly number[]): void {
    for (let k = 1; k < set.length; k++) this.join(set[0], set[k]);
  }

  /** The least member of its orbit, for each of 0 … n − 1. */
  toArray(n: number): Int32Array {
    const least = new Int32Array(n);
    for (let v = 0; v < n; v++) least[v] = this.find(v);
    return least;
  }
}
