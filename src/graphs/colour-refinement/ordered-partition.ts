/**
 * An ordered partition of 0 … n − 1 whose splits can be taken back.
 *
 * | name       | meaning                                                              |
 * | elements   | the vertices, cell after cell                                        |
 * | position   | its inverse                                                          |
 * | cellOf     | for each vertex the first position of its cell, which names the cell |
 * | lengths    | size of the cell that starts at a position                           |
 *
 * Splitting moves vertices within their cell only, and the first part keeps the cell's name; so
 * taking splits back restores the cells as sets, and their order, not the order in them.
 */
export class OrderedPartition {
  size = 0;
  cells = 0;
  elements: Int32Array;
  position: Int32Array;
  cellOf: Int32Array;
  lengths: Int32Array;
  /** First positions of the cells that splits made, latest last. */
  splits = 0;
  #made: Int32Array;
  #singletons: Int32Array;
  #singletonCount = 0;
  #larger: Int32Array;
  #largerHead = 0;
  #largerCount = 0;
  #pending: Uint8Array;

  constructor(capacity: number) {
    this.elements = new Int32Array(capacity);
    this.position = new Int32Array(capacity);
    this.cellOf = new Int32Array(capacity);
    this.lengths = new Int32Array(capacity);
    this.#made = new Int32Array(capacity);
    this.#singletons = new Int32Array(capacity);
    this.#larger = new Int32Array(capacity);
    this.#pending = new Uint8Array(capacity);
  }

  /** One cell. */
  reset(size: number): void {
    this.size = size;
    this.cells = size === 0 ? 0 : 1;
    this.splits = 0;
    for (let v = 0; v < size; v++) {
      this.elements[v] = v;
      this.position[v] = v;
      this.cellOf[v] = 0;
    }
    if (size > 0) this.lengths[0] = size;
  }

  get discrete(): boolean {
    return this.cells === this.size;
  }

  /**
   * Splits a cell whose last positions, from `from` on, are sorted by `keys`: a part for each
   * key, and one for the positions before `from`. Parts that must still split others are made
   * pending: all of them if the cell was, else all but the first largest.
   */
  split(cell: number, from: number, keys: Int32Array): void {
    const { elements, cellOf, lengths } = this;
    const end = cell + lengths[cell];
    const before = this.splits;
    let largest = 0;
    let largestCell = cell;
    let start = end;
    while (start > cell) {
      const partEnd = start;
      if (start > from) {
        const key = keys[elements[start - 1]];
        do start--;
        while (start > from && keys[elements[start - 1]] === key);
      } else start = cell;
      const length = partEnd - start;
      lengths[start] = length;
      if (length >= largest) {
        largest = length;
        largestCell = start;
      }
      if (start === cell) break;
      for (let k = start; k < partEnd; k++) cellOf[elements[k]] = start;
      this.#made[this.splits++] = start;
      this.cells++;
    }
    const whole = this.#pending[cell] === 1;
    for (let k = this.splits - 1; k >= before; k--) {
      if (whole || this.#made[k] !== largestCell) this.#makePending(this.#made[k]);
    }
    if (!whole && largestCell !== cell) this.#makePending(cell);
  }

  /** Puts the vertex into a cell of its own, behind the rest of its cell, and makes it pending. */
  individualise(vertex: number): number {
    const { elements, position, cellOf, lengths } = this;
    const cell = cellOf[vertex];
    const last = cell + lengths[cell] - 1;
    const other = elements[last];
    const place = position[vertex];
    elements[place] = other;
    position[other] = place;
    elements[last] = vertex;
    position[vertex] = last;
    lengths[cell]--;
    lengths[last] = 1;
    cellOf[vertex] = last;
    this.#made[this.splits++] = last;
    this.cells++;
    this.#makePending(last);
    return last;
  }

  /** Takes back the splits after the first `count`. */
  undo(count: number): void {
    const { elements, cellOf, lengths } = this;
    while (this.splits > count) {
      const start = this.#made[--this.splits];
      const cell = cellOf[elements[start - 1]];
      const end = start + lengths[start];
      for (let k = start; k < end; k++) cellOf[elements[k]] = cell;
      lengths[cell] += lengths[start];
      this.cells--;
    }
  }

  /** Makes all cells pending, but for the first largest when the sums over all cells are even. */
  makeAllPending(sumsAreEven: boolean): void {
    let largest = -1;
    if (sumsAreEven && this.size > 0) {
      largest = 0;
      for (let cell = 0; cell < this.size; cell += this.lengths[cell]) {
        if (this.lengths[cell] > this.lengths[largest]) largest = cell;
      }
    }
    for (let cell = 0; cell < this.size; cell += this.lengths[cell]) {
      if (cell !== largest) this.#makePending(cell);
    }
  }

  /** A pending cell, which is pending no longer; −1 for none. Cells of one vertex come first. */
  nextPending(): number {
    let cell = -1;
    if (this.#singletonCount > 0) cell = this.#singletons[--this.#singletonCount];
    else if (this.#largerCount > 0) {
      cell = this.#larger[this.#largerHead];
      this.#largerHead = this.#largerHead + 1 === this.#larger.length ? 0 : this.#largerHead + 1;
      this.#largerCount--;
    }
    if (cell >= 0) this.#pending[cell] = 0;
    return cell;
  }

  clearPending(): void {
    while (this.nextPending() >= 0);
  }

  #makePending(cell: number): void {
    if (this.#pending[cell] === 1) return;
    this.#pending[cell] = 1;
    if (this.lengths[cell] === 1) this.#singletons[this.#singletonCount++] = cell;
    else {
      let end = this.#largerHead + this.#largerCount;
      if (end >= this.#larger.length) end -= this.#larger.length;
      this.#larger[end] = cell;
      this.#largerCount++;
    }
  }
}
