import { Matrix } from "../matrix.js";
import type { RandomStream } from "./random-stream.js";

/** Points uniform in [−1, 1]ᵐ, a row drawn after the other: the first n of more are the same n. */
export function uniformPoints(count: number, dimension: number, stream: RandomStream): Matrix {
  const points = new Matrix(count, dimension);
  for (let i = 0; i < points.data.length; i++) points.data[i] = 2 * stream.uniform() - 1;
  return points;
}
