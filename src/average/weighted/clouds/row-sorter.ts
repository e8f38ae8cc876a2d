/** Sorts the rows of clouds of one size by numbers, with room that is made once. */

type Numbers = Float32Array | Float64Array;

export class RowSorter {
  readonly #points: number;
  readonly #dimension: number;
  readonly #heights: Float64Array;
  #order: Int32Array;
  #spare: Int32Array;

  constructor(points: number, dimension: number) {
    this.#points = points;
    this.#dimension = dimension;
    this.#heights = new Float64Array(points);
    this.#order = new Int32Array(points);
    this.#spare = new Int32Array(points);
  }

  /** Rows by ⟨direction, row⟩; ties in the order of the rows' coordinates. */
  sortAlong(cloud: Numbers, direction: ArrayLike<number>, out: Numbers, offset: number): void {
    this.#measure(cloud, direction);
    this.#sort(cloud);
    this.#write(cloud, out, offset);
  }

  /** Rows by their first coordinate, then by the second, …. */
  sortLexicographically(cloud: Numbers, out: Numbers, offset: number): void {
    for (let i = 0; i < this.#points; i++) this.#heights[i] = cloud[i * this.#dimension];
    this.#sort(cloud);
    this.#write(cloud, out, offset);
  }

  #measure(cloud: Numbers, direction: ArrayLike<number>): void {
    const d = this.#dimension;
    if (d === 2) {
      const [a, b] = [direction[0], direction[1]];
      for (let i = 0; i < this.#points; i++) {
        this.#heights[i] = a * cloud[2 * i] + b * cloud[2 * i + 1];
      }
      return;
    }
    for (let i = 0; i < this.#points; i++) {
      let sum = 0;
      for (let c = 0; c < d; c++) sum += direction[c] * cloud[i * d + c];
      this.#heights[i] = sum;
    }
  }

  /** Merge sort from runs of 1 up. */
  #sort(cloud: Numbers): void {
    const n = this.#points;
    let from = this.#order;
    let to = this.#spare;
    for (let i = 0; i < n; i++) from[i] = i;
    for (let width = 1; width < n; width *= 2) {
      for (let start = 0; start < n; start += 2 * width) {
        const middle = Math.min(start + width, n);
        const end = Math.min(start + 2 * width, n);
        let [left, right] = [start, middle];
        for (let at = start; at < end; at++) {
          const takeLeft =
            left < middle && (right >= end || !this.#before(cloud, from[right], from[left]));
          to[at] = takeLeft ? from[left++] : from[right++];
        }
      }
      [from, to] = [to, from];
    }
    this.#order = from;
    this.#spare = to;
  }

  #before(cloud: Numbers, i: number, j: number): boolean {
    const [a, b] = [this.#heights[i], this.#heights[j]];
    if (a !== b) return a < b;
    const d = this.#dimension;
    for (let c = 0; c < d; c++) {
      if (cloud[i * d + c] !== cloud[j * d + c]) return cloud[i * d + c] < cloud[j * d + c];
    }
    return false;
  }

  #write(cloud: Numbers, out: Numbers, offset: number): void {
    const d = this.#dimension;
    for (let k = 0; k < this.#points; k++) {
      const row = this.#order[k] * d;
      for (let c = 0; c < d; c++) out[offset + k * d + c] = cloud[row + c];
    }
  }
}
