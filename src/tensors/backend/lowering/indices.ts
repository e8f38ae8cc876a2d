/** Kernels that pick or place numbers by indices. An index outside gives 0, or is left out. */
import { backend_util, util } from "@tensorflow/tfjs-core";
import type { NumberType, Place } from "../../plan/index.js";
import { asInteger, mapped } from "./chain.js";
import {
  type Attributes,
  type Emitter,
  type Inputs,
  type Lowering,
  sizeOf,
  viewed,
} from "./lowering.js";
import { picked, stridesOf } from "./rearranged.js";
import { filled } from "./sources.js";

type TensorOf = Parameters<typeof backend_util.segment_util.collectGatherOpShapeInfo>[0];

function gather({ x, indices }: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const [axis] = util.parseAxisParam(attributes.axis as number, [...x.shape]);
  const batchDims = (attributes.batchDims ?? 0) as number;
  const like = ({ shape }: Place): TensorOf => ({ shape }) as unknown as TensorOf;
  const info = backend_util.segment_util.collectGatherOpShapeInfo(
    ...([like(x), like(indices), axis, batchDims] as const),
  );
  const output = emitter.place(info.outputShape, x.type);
  emitter.emit({
    kind: "gather",
    batch: info.batchSize,
    outer: info.outerSize,
    rows: info.dimSize,
    count: info.batchSize === 0 ? 0 : sizeOf(indices.shape) / info.batchSize,
    inner: info.sliceSize,
    inputs: [x, asInteger(indices)],
    outputs: [output],
  });
  return output;
}

/** Rows of a tensor whose first axes are `lengths`, by indices [count, lengths.length]; −1 for one outside. */
function rowIndices(
  emitter: Emitter,
  indices: Place,
  count: number,
  lengths: readonly number[],
): Place {
  if (lengths.length === 0) return filled(emitter, [count], 0, "int32");
  if (lengths.length === 1) return viewed(indices, [count]);
  const columns = lengths.map((_, k) =>
    picked(emitter, indices, { shape: [count], offset: k, strides: [lengths.length] }),
  );
  const strides = stridesOf(lengths);
  return mapped(
    emitter,
    columns,
    (chain) => {
      const whole = (value: number): number => chain.constant(value, "int32");
      let row = whole(0);
      let isInside = chain.constant(1, "bool");
      lengths.forEach((length, k) => {
        const low = chain.step("greaterEqual", k, whole(0));
        const high = chain.step("less", k, whole(length));
        isInside = chain.step("and", isInside, chain.step("and", low, high));
        row = chain.step("add", row, chain.step("multiply", k, whole(strides[k])));
      });
      return chain.step("select", isInside, row, whole(-1));
    },
    "int32",
  );
}

function gatherNd({ params, indices }: Inputs, _: Attributes, emitter: Emitter): Place {
  const depth = indices.shape.at(-1)!;
  const count = sizeOf(indices.shape.slice(0, -1));
  const lengths = params.shape.slice(0, depth);
  const rest = params.shape.slice(depth);
  const rows = rowIndices(emitter, indices, count, lengths);
  const output = emitter.place([...indices.shape.slice(0, -1), ...rest], params.type);
  emitter.emit({
    kind: "gather",
    batch: 1,
    outer: 1,
    rows: sizeOf(lengths),
    count,
    inner: sizeOf(rest),
    inputs: [params, rows],
    outputs: [output],
  });
  return output;
}

function added(
  emitter: Emitter,
  values: Place,
  index: Place,
  shape: readonly number[],
  rows: number,
): Place {
  const output = filled(emitter, shape, 0, values.type);
  const count = sizeOf(index.shape);
  const inner = rows === 0 ? 0 : sizeOf(shape) / rows;
  emitter.emit({
    kind: "scatter",
    rows,
    count,
    inner,
    inputs: [values, index],
    outputs: [output],
  });
  return output;
}

function scatterNd({ indices, updates }: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const shape = attributes.shape as number[];
  const depth = indices.shape.length > 1 ? indices.shape.at(-1)! : 1;
  const count = depth === 0 ? sizeOf(indices.shape.slice(0, -1)) : sizeOf(indices.shape) / depth;
  const lengths = shape.slice(0, depth);
  const rows = rowIndices(emitter, indices, count, lengths);
  return added(emitter, asInteger(updates), rows, shape, sizeOf(lengths));
}

function segmentSum({ x, segmentIds }: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const rows = attributes.numSegments as number;
  const shape = [rows, ...x.shape.slice(segmentIds.shape.length)];
  return added(emitter, asInteger(x), asInteger(segmentIds), shape, rows);
}

function oneHot({ indices }: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const { depth, onValue, offValue } = attributes as Record<string, number>;
  const type = (attributes.dtype ?? "float32") as NumberType;
  const places = emitter.place([depth], "int32");
  emitter.emit({ kind: "index", extent: [1, depth, 1], inputs: [], outputs: [places] });
  const column = viewed(asInteger(indices), [...indices.shape, 1]);
  return mapped(
    emitter,
    [column, places],
    (chain) => {
      const isHere = chain.step("equal", 0, 1);
      return chain.step(
        "select",
        isHere,
        chain.constant(onValue, type),
        chain.constant(offValue, type),
      );
    },
    type,
  );
}

export const INDICES: Readonly<Record<string, Lowering>> = {
  GatherNd: gatherNd,
  GatherV2: gather,
  OneHot: oneHot,
  ScatterNd: scatterNd,
  UnsortedSegmentSum: segmentSum,
};
