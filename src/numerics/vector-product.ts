/** a × b in ℝ³, as numbers. */
export function vectorProduct(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): [x: number, y: number, z: number] {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
