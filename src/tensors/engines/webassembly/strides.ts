/** Axes of a walk through tensors, merged where neighbours lie one behind the other. */

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);

/** What the memory's addresses are multiples of, in numbers: the widest vectors and cache lines. */
export const ALIGNMENT = 32;
export const aligned = (numbers: number): number => Math.ceil(numbers / ALIGNMENT) * ALIGNMENT;

export interface Axis {
  readonly length: number;
  /** Distances of neighbours in each of the tensors. */
  readonly strides: readonly number[];
}

/** Axes of length 1 are left out, axes that can be walked as one are. */
export function mergedAxes(
  shape: readonly number[],
  strides: readonly (readonly number[])[],
): Axis[] {
  const axes: Axis[] = [];
  shape.forEach((length, k) => {
    if (length === 1) return;
    const own = strides.map((list) => list[k]);
    const before = axes.at(-1);
    if (before?.strides.every((stride, t) => stride === own[t] * length)) {
      axes[axes.length - 1] = { length: before.length * length, strides: own };
    } else axes.push({ length, strides: own });
  });
  return axes;
}

/** Distances of neighbours in a tensor that is broadcast to `shape`; 0 where it repeats. */
export function broadcastStrides(from: readonly number[], shape: readonly number[]): number[] {
  const strides = shape.map(() => 0);
  let size = 1;
  for (let back = 1; back <= from.length; back++) {
    const length = from[from.length - back];
    if (length !== 1) strides[shape.length - back] = size;
    size *= length;
  }
  return strides;
}
