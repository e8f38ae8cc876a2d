/** Clouds of every rank: on lattices, with repeated points, lines and planes, empty, far away. */
import { Matrix, type RandomStream } from "../../../src/numerics/index.js";

export function degenerateCloud(dimension: number, random: RandomStream): Matrix {
  const count = random.integer(10);
  const rank = random.integer(dimension + 1);
  const whole = random.integer(2) === 1;
  const entry = (): number => (whole ? random.integer(7) - 3 : random.normal());
  const fill = (rows: number, columns: number): Matrix =>
    new Matrix(rows, columns, Float64Array.from({ length: rows * columns }, entry));
  const cloud = fill(count, rank).multiply(fill(rank, dimension));
  for (let i = 1; i < count; i++) {
    if (random.integer(4) === 0) cloud.row(i).set(cloud.row(random.integer(i)));
  }
  if (random.integer(2) === 1) {
    const offset = Array.from({ length: dimension }, () => 10 * entry());
    for (let k = 0; k < cloud.data.length; k++) cloud.data[k] += offset[k % dimension];
  }
  return cloud;
}

/** Where each cloud begins, in points, and the number of all points. */
export function offsetsOf(clouds: readonly Matrix[]): number[] {
  const offsets = [0];
  for (const { rows } of clouds) offsets.push(offsets[offsets.length - 1] + rows);
  return offsets;
}

export function stacked(clouds: readonly Matrix[]): Float64Array {
  return Float64Array.from(clouds.flatMap(({ data }) => [...data]));
}
