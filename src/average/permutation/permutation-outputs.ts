/**
 * Outputs that move with the rows or vertices of an input.
 *
 * | outputs           | name here | shape | what is carried back                   |
 * | one row for each  | rowOutput | n × m | means over the orbits of places, Y_{π⁻¹ i}   |
 * | one for each pair | pairOutput | n × n | means over the orbitals, Z_{π⁻¹ i, π⁻¹ j}    |
 *
 * A mean over an orbit is the mean over the whole stabiliser, because each place of the
 * orbit is met equally often; the stabiliser itself is never listed.
 */
import { ShapeError } from "../../errors.js";
import { Matrix, requireFinite } from "../../numerics/index.js";
import type { OutputAction } from "../frame.js";
import type { PermutationPose } from "../minimal/permutation-pose.js";

/** Row i belongs to row or vertex i of the input. */
export const rowOutput: OutputAction<Pick<PermutationPose<unknown>, "order" | "blocks">, Matrix> = {
  name: "a row for each row",
  reads: ["order", "blocks"],
  restore({ order, blocks }, value): Matrix {
    requireFinite("rowOutput", "the model's value", value);
    requireRowCount("rowOutput", value, order.length);
    const { columns, data } = value;
    const means = new Float64Array(data.length);
    const sizes = new Int32Array(value.rows);
    for (let k = 0, from = 0; k < value.rows; k++) {
      const share = 1 / ++sizes[blocks[k]];
      const start = blocks[k] * columns;
      for (let j = start; j < start + columns; j++) means[j] += share * (data[from++] - means[j]);
    }
    const out = new Matrix(value.rows, columns);
    for (let k = 0; k < value.rows; k++) {
      const to = order[k] * columns;
      const start = blocks[k] * columns;
      for (let j = 0; j < columns; j++) out.data[to + j] = means[start + j];
    }
    return out;
  },
};

/** Entry (i, j) belongs to the pair of rows or vertices i, j of the input. */
export const pairOutput: OutputAction<
  Pick<PermutationPose<unknown>, "order" | "orbitals">,
  Matrix
> = {
  name: "a number for each pair",
  reads: ["order", "orbitals"],
  restore({ order, orbitals }, value): Matrix {
    requireFinite("pairOutput", "the model's value", value);
    const n = order.length;
    requireRowCount("pairOutput", value, n);
    if (value.columns !== n) {
      throw new ShapeError(
        `pairOutput: the model gave ${n} × ${value.columns}; expected ${n} × ${n}, a number for each pair.`,
      );
    }
    const orbitalOf = orbitals();
    const means = new Float64Array(n * n);
    const sizes = new Int32Array(n * n);
    for (let k = 0; k < n * n; k++) {
      const orbital = orbitalOf[k];
      means[orbital] += (value.data[k] - means[orbital]) / ++sizes[orbital];
    }
    const out = new Matrix(n, n);
    for (let k = 0; k < n; k++) {
      for (let l = 0; l < n; l++) {
        out.data[order[k] * n + order[l]] = means[orbitalOf[k * n + l]];
      }
    }
    return out;
  },
};

/** @throws ShapeError unless the value has a row for each place */
export function requireRowCount(caller: string, { rows, columns }: Matrix, n: number): void {
  if (rows === n) return;
  throw new ShapeError(
    `${caller}: the model gave ${rows} × ${columns} for ${n} rows of the input; expected ${n} rows.`,
  );
}
