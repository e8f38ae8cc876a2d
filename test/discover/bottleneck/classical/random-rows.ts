import { Matrix, type RandomStream } from "../../../../src/numerics/index.js";

/** Laws with exponential entries, divided by their sums: uniform on the simplex. */
export function randomRows(random: RandomStream, rows: number, columns: number): Matrix {
  const out = new Matrix(rows, columns);
  for (let x = 0; x < rows; x++) {
    const row = out.row(x);
    for (let y = 0; y < columns; y++) row[y] = -Math.log(1 - random.uniform());
    const sum = row.reduce((a, b) => a + b, 0);
    for (let y = 0; y < columns; y++) row[y] /= sum;
  }
  return out;
}
