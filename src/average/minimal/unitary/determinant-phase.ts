/** The phase of a determinant over ℂ: what one axis is divided by to make it 1. */

/**
 * det A / |det A| of d × d numbers by elimination, for a matrix with an inverse.
 * @param matrix d × 2d, row i is (Re a_i, Im a_i)
 */
export function determinantPhase(
  matrix: Float64Array,
  dimension: number,
): readonly [number, number] {
  const width = 2 * dimension;
  const left = matrix.slice();
  let [re, im] = [1, 0];
  const size = (i: number, k: number): number =>
    Math.hypot(left[i * width + k], left[i * width + dimension + k]);
  for (let k = 0; k < dimension; k++) {
    let pivot = k;
    let length = size(k, k);
    for (let i = k + 1; i < dimension; i++) {
      const other = size(i, k);
      if (other > length) [pivot, length] = [i, other];
    }
    const from = k * width;
    const a = left[pivot * width + k];
    const b = left[pivot * width + dimension + k];
    const sign = pivot === k ? 1 : -1;
    const turned = (sign * (re * a - im * b)) / length;
    im = (sign * (re * b + im * a)) / length;
    re = turned;
    if (pivot !== k) {
      for (let j = 0; j < width; j++) {
        const held = left[from + j];
        left[from + j] = left[pivot * width + j];
        left[pivot * width + j] = held;
      }
    }
    for (let at = from + width; at < left.length; at += width) {
      const x = left[at + k];
      const y = left[at + dimension + k];
      const c = (x * a + y * b) / length ** 2;
      const d = (y * a - x * b) / length ** 2;
      for (let j = k; j < dimension; j++) {
        const p = left[from + j];
        const q = left[from + dimension + j];
        left[at + j] -= c * p - d * q;
        left[at + dimension + j] -= c * q + d * p;
      }
    }
  }
  const length = Math.hypot(re, im);
  return [re / length, im / length];
}
