/** Moves of numbers along strides: what transposes, slices, broadcasts and joins tensors. */
import type { Place } from "../../plan/index.js";
import { type Emitter, sizeOf, viewed } from "./lowering.js";

/** Distances of neighbours along each axis. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = strides[axis + 1] * shape[axis + 1];
  }
  return strides;
}

/** Where a walk through the numbers of a tensor begins, and its steps along each axis of `shape`. */
export interface Walk {
  readonly shape: readonly number[];
  readonly offset: number;
  readonly strides: readonly number[];
}

/** The numbers that a walk meets, in a tensor with `shape`, or with the shape of the walk. */
export function picked(
  emitter: Emitter,
  x: Place,
  walk: Walk,
  shape: readonly number[] = walk.shape,
): Place {
  const output = emitter.place(shape, x.type);
  emitter.emit({
    kind: "rearrange",
    shape: walk.shape,
    inputOffset: walk.offset,
    inputStrides: walk.strides,
    outputOffset: 0,
    outputStrides: stridesOf(walk.shape),
    keepsRest: false,
    inputs: [x],
    outputs: [output],
  });
  return output;
}

/** Writes x along a walk through `output`, whose other numbers stay, or become 0. */
export function put(emitter: Emitter, x: Place, output: Place, walk: Walk, keepsRest = true): void {
  emitter.emit({
    kind: "rearrange",
    shape: walk.shape,
    inputOffset: 0,
    inputStrides: stridesOf(walk.shape),
    outputOffset: walk.offset,
    outputStrides: walk.strides,
    keepsRest,
    inputs: [x],
    outputs: [output],
  });
}

/** x itself, seen with another shape, where no number moves. */
export function transposed(emitter: Emitter, x: Place, order: readonly number[]): Place {
  const shape = order.map((axis) => x.shape[axis]);
  const long = order.filter((axis) => x.shape[axis] !== 1);
  if (long.every((axis, k) => k === 0 || long[k - 1] < axis)) return viewed(x, shape);
  const strides = stridesOf(x.shape);
  return picked(emitter, x, { shape, offset: 0, strides: order.map((axis) => strides[axis]) });
}

/** x repeated along its axes of length 1, and along new ones before them. */
export function broadcastTo(emitter: Emitter, x: Place, shape: readonly number[]): Place {
  if (sizeOf(shape) === sizeOf(x.shape)) return viewed(x, shape);
  const own = stridesOf(x.shape);
  const new_ = shape.length - x.shape.length;
  const strides = shape.map((_, axis) => {
    const from = axis - new_;
    return from < 0 || x.shape[from] === 1 ? 0 : own[from];
  });
  return picked(emitter, x, { shape, offset: 0, strides });
}

/** The block of x that begins at `begin` and has this size. */
export function sliced(
  emitter: Emitter,
  x: Place,
  begin: readonly number[],
  size: readonly number[],
): Place {
  if (sizeOf(size) === sizeOf(x.shape)) return viewed(x, size);
  const strides = stridesOf(x.shape);
  return picked(emitter, x, { shape: size, offset: dot(begin, strides), strides });
}

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, k) => sum + value * b[k], 0);

/** With `before` and `after` more numbers along each axis, all of them `value`. */
export function padded(
  emitter: Emitter,
  x: Place,
  paddings: readonly (readonly [before: number, after: number])[],
  value = 0,
): Place {
  const shape = x.shape.map((length, axis) => length + paddings[axis][0] + paddings[axis][1]);
  if (sizeOf(shape) === sizeOf(x.shape) && sizeOf(shape) > 0) return x;
  const output = emitter.place(shape, x.type);
  const strides = stridesOf(shape);
  const before = paddings.map(([first]) => first);
  if (value !== 0 || sizeOf(x.shape) === 0) {
    emitter.emit({ kind: "fill", value, inputs: [], outputs: [output] });
  }
  const walk = { shape: x.shape, offset: dot(before, strides), strides };
  if (sizeOf(x.shape) > 0) put(emitter, x, output, walk, value !== 0);
  return output;
}

/** Tensors one behind the other along an axis. */
export function joined(emitter: Emitter, parts: readonly Place[], axis: number): Place {
  const full = parts.filter(({ shape }) => sizeOf(shape) > 0);
  const shape = [...parts[0].shape];
  shape[axis] = parts.reduce((sum, part) => sum + part.shape[axis], 0);
  if (full.length === 1) return full[0];
  const output = emitter.place(shape, parts[0].type);
  const strides = stridesOf(shape);
  let at = 0;
  for (const part of full) {
    put(emitter, part, output, { shape: part.shape, offset: at * strides[axis], strides });
    at += part.shape[axis];
  }
  return output;
}
