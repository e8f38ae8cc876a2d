/**
 * A symmetric positive definite matrix kept from each row's first entry that is not zero to the
 * diagonal; its Cholesky factor fills the same places.
 *
 * | symbol | name here                  |
 * | a_ij   | data[start[i] + j], first[i] ≤ j ≤ i |
 */
export class EnvelopeMatrix {
  readonly size: number;
  readonly first: Int32Array;
  readonly start: Int32Array;
  readonly data: Float64Array;

  /** `first[i]` ≤ i. */
  constructor(first: Int32Array) {
    this.size = first.length;
    this.first = first;
    this.start = new Int32Array(this.size);
    let length = 0;
    for (let i = 0; i < this.size; i++) {
      this.start[i] = length - first[i];
      length += i - first[i] + 1;
    }
    this.data = new Float64Array(length);
  }

  /** Overwrites the matrix by its factor L, L Lᵀ = A; false where A is not positive definite. */
  factor(): boolean {
    const { size, first, start, data } = this;
    for (let i = 0; i < size; i++) {
      const row = start[i];
      const begin = first[i];
      let diagonal = data[row + i];
      for (let j = begin; j < i; j++) {
        const other = start[j];
        let sum = data[row + j];
        for (let k = Math.max(begin, first[j]); k < j; k++) sum -= data[row + k] * data[other + k];
        sum /= data[other + j];
        data[row + j] = sum;
        diagonal -= sum * sum;
      }
      if (!(diagonal > 0)) return false;
      data[row + i] = Math.sqrt(diagonal);
    }
    return true;
  }

  /** Overwrites `right` by A⁻¹ right, once factored. */
  solve(right: Float64Array): void {
    const { size, first, start, data } = this;
    for (let i = 0; i < size; i++) {
      const row = start[i];
      let sum = right[i];
      for (let k = first[i]; k < i; k++) sum -= data[row + k] * right[k];
      right[i] = sum / data[row + i];
    }
    for (let i = size - 1; i >= 0; i--) {
      const row = start[i];
      const value = right[i] / data[row + i];
      right[i] = value;
      for (let k = first[i]; k < i; k++) right[k] -= data[row + k] * value;
    }
  }
}
