/** Kernels that move numbers and change none. */
import { backend_util, slice_util, util } from "@tensorflow/tfjs-core";
import { DomainError } from "../../../errors.js";
import type { Place } from "../../plan/index.js";
import {
  type Attributes,
  type Emitter,
  type Inputs,
  type Lowering,
  listed,
  sizeOf,
  viewed,
} from "./lowering.js";
import { dot, joined, padded, picked, put, sliced, stridesOf, transposed } from "./rearranged.js";

export const MOVES: Readonly<Record<string, Lowering>> = {
  BatchToSpaceND: batchToSpace,
  Concat: (inputs, { axis }, emitter) => concatenated(listed(inputs), axis as number, emitter),
  DepthToSpace: depthToSpace,
  Diag: diagonal,
  FlipLeftRight: ({ image }, _, emitter) => reversed(image, [2], emitter),
  MirrorPad: mirrored,
  Pack: packed,
  PadV2: ({ x }, { paddings, constantValue }, emitter) =>
    padded(emitter, x, paddings as [number, number][], (constantValue ?? 0) as number),
  Reverse: ({ x }, { dims }, emitter) =>
    reversed(x, util.parseAxisParam(dims as number[], [...x.shape]), emitter),
  Slice: slice,
  SpaceToBatchND: spaceToBatch,
  SplitV: split,
  StridedSlice: stridedSlice,
  Tile: tiled,
  Transpose: ({ x }, { perm }, emitter) => transposed(emitter, x, perm as number[]),
  Unpack: unpacked,
};

function concatenated(parts: readonly Place[], axis: number, emitter: Emitter): Place {
  const [at] = util.parseAxisParam(axis, [...parts[0].shape]);
  const shapes = parts.map(({ shape }) => [...shape]);
  backend_util.assertParamsConsistent(shapes, at);
  const result = joined(emitter, parts, at);
  return viewed(result, backend_util.computeOutShape(shapes, at));
}

function packed(inputs: Inputs, { axis }: Attributes, emitter: Emitter): Place {
  const parts = listed(inputs);
  const shape = [...parts[0].shape];
  const at = (axis as number) < 0 ? (axis as number) + shape.length + 1 : (axis as number);
  shape.splice(at, 0, 1);
  return viewed(
    joined(
      emitter,
      parts.map((part) => viewed(part, shape)),
      at,
    ),
    shape.map((length, k) => (k === at ? parts.length : length)),
  );
}

function unpacked({ value }: Inputs, { axis }: Attributes, emitter: Emitter): Place[] {
  const [at] = util.parseAxisParam(axis as number, [...value.shape]);
  const rest = value.shape.filter((_, k) => k !== at);
  const ones = new Array<number>(value.shape[at]).fill(1);
  return cut(emitter, value, at, ones).map((part) => viewed(part, rest));
}

function split({ x }: Inputs, attributes: Attributes, emitter: Emitter): Place[] {
  const { numOrSizeSplits: given, axis } = attributes as Record<string, number | number[]>;
  // TensorFlow.js writes the length that −1 stands for into the list that it was given.
  const wanted = Array.isArray(given) ? [...given] : given;
  const [at] = util.parseAxisParam(axis as number, [...x.shape]);
  const tensor = { shape: x.shape } as unknown as Parameters<
    typeof backend_util.prepareSplitSize
  >[0];
  const sizes = backend_util.prepareSplitSize(tensor, wanted, at);
  return cut(emitter, x, at, sizes);
}

function cut(emitter: Emitter, x: Place, axis: number, sizes: readonly number[]): Place[] {
  const begin = x.shape.map(() => 0);
  return sizes.map((length) => {
    const size = x.shape.map((own, k) => (k === axis ? length : own));
    const part = sliced(emitter, x, begin, size);
    begin[axis] += length;
    return part;
  });
}

function slice({ x }: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const tensor = { shape: x.shape, rank: x.shape.length } as unknown as Parameters<
    typeof slice_util.parseSliceParams
  >[0];
  const { begin, size } = attributes as Record<string, number[]>;
  const [from, lengths] = slice_util.parseSliceParams(tensor, begin, size);
  slice_util.assertParamsValid(tensor, from, lengths);
  return sliced(emitter, x, from, lengths);
}

function stridedSlice({ x }: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const a = attributes as Record<string, number[]> & Record<string, number>;
  const whole = [...x.shape];
  const info = slice_util.sliceInfo(
    ...([whole, a.begin, a.end, a.strides, a.beginMask, a.endMask] as const),
    ...([a.ellipsisMask, a.newAxisMask, a.shrinkAxisMask] as const),
  );
  if (info.isIdentity) return viewed(x, info.finalShape);
  const own = stridesOf(x.shape);
  // Not info.finalShapeSparse, which lacks the axes that are to vanish.
  const lengths = slice_util.computeOutShape(info.begin, info.end, info.strides);
  const shape = lengths.map((length) => Math.max(0, length));
  const strides = own.map((stride, axis) => stride * info.strides[axis]);
  return picked(emitter, x, { shape, offset: dot(info.begin, own), strides }, info.finalShape);
}

function tiled({ x }: Inputs, { reps }: Attributes, emitter: Emitter): Place {
  const times = reps as number[];
  const shape = x.shape.map((length, axis) => length * times[axis]);
  if (times.every((count) => count === 1)) return x;
  const strides = stridesOf(x.shape).flatMap((stride) => [0, stride]);
  const walk = {
    shape: x.shape.flatMap((length, axis) => [times[axis], length]),
    offset: 0,
    strides,
  };
  return picked(emitter, x, walk, shape);
}

function reversed(x: Place, axes: readonly number[], emitter: Emitter): Place {
  if (sizeOf(x.shape) <= 1) return x;
  const own = stridesOf(x.shape);
  const offset = axes.reduce((sum, axis) => sum + (x.shape[axis] - 1) * own[axis], 0);
  const strides = own.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
  return picked(emitter, x, { shape: x.shape, offset, strides });
}

/** One axis after the other: the middle as it is, then both ends backwards. */
function mirrored({ x }: Inputs, { paddings, mode }: Attributes, emitter: Emitter): Place {
  const skipped = mode === "reflect" ? 1 : 0;
  let now = x;
  (paddings as [number, number][]).forEach(([before, after], axis) => {
    if (before === 0 && after === 0) return;
    const length = now.shape[axis];
    const of = (count: number): number[] => now.shape.map((own, k) => (k === axis ? count : own));
    const from = stridesOf(now.shape);
    const back = from.map((stride, k) => (k === axis ? -stride : stride));
    const parts: Place[] = [];
    const end = (count: number, first: number): void => {
      if (count === 0) return;
      const walk = { shape: of(count), offset: first * from[axis], strides: back };
      parts.push(picked(emitter, now, walk));
    };
    end(before, before - 1 + skipped);
    parts.push(now);
    end(after, length - 1 - skipped);
    now = joined(emitter, parts, axis);
  });
  return now;
}

function diagonal({ x }: Inputs, _: Attributes, emitter: Emitter): Place {
  const count = sizeOf(x.shape);
  const output = emitter.place([...x.shape, ...x.shape], x.type);
  put(emitter, x, output, { shape: [count], offset: 0, strides: [count + 1] }, false);
  return output;
}

function depthToSpace({ x }: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const { blockSize, dataFormat } = attributes as { blockSize: number; dataFormat: string };
  if (dataFormat !== "NHWC") {
    throw new DomainError(
      `tf.depthToSpace: got the format "${dataFormat}"; expected "NHWC": transpose it first.`,
    );
  }
  const [batch, height, width, depth] = x.shape;
  const rest = depth / (blockSize * blockSize);
  const blocks = viewed(x, [batch, height, width, blockSize, blockSize, rest]);
  const moved = transposed(emitter, blocks, [0, 1, 3, 2, 4, 5]);
  return viewed(moved, [batch, height * blockSize, width * blockSize, rest]);
}

function spaceToBatch({ x }: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const { blockShape, paddings } = attributes as {
    blockShape: number[];
    paddings: [number, number][];
  };
  const all = x.shape.map((_, axis) => paddings[axis - 1] ?? ([0, 0] as const));
  const wide = padded(emitter, x, all);
  const shape = [...wide.shape];
  const count = sizeOf(blockShape);
  const blocks = viewed(wide, backend_util.getReshaped(shape, blockShape, count, false));
  const order = backend_util.getPermuted(blocks.shape.length, blockShape.length, false);
  const moved = transposed(emitter, blocks, order);
  return viewed(moved, backend_util.getReshapedPermuted(shape, blockShape, count, false));
}

function batchToSpace({ x }: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const { blockShape, crops } = attributes as { blockShape: number[]; crops: number[][] };
  const shape = [...x.shape];
  const count = sizeOf(blockShape);
  const blocks = viewed(x, backend_util.getReshaped(shape, blockShape, count));
  const order = backend_util.getPermuted(blocks.shape.length, blockShape.length);
  const whole = backend_util.getReshapedPermuted(shape, blockShape, count);
  const moved = viewed(transposed(emitter, blocks, order), whole);
  const begin = backend_util.getSliceBeginCoords(crops, blockShape.length);
  const size = backend_util.getSliceSize(whole, crops, blockShape.length);
  const rest = whole.slice(begin.length);
  return sliced(emitter, moved, [...begin, ...rest.map(() => 0)], [...size, ...rest]);
}
