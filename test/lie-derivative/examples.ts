import { Matrix, RandomStream } from "../../src/numerics/index.js";

/** Standard normal entries, the same for the same seed. */
export function drawn(seed: number, rows: number, columns: number): Matrix {
  return new Matrix(
    rows,
    columns,
    RandomStream.fromSeed(seed)
      .split("entries")
      .normals(rows * columns),
  );
}
