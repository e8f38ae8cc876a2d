/**
 * Images of another size, by interpolation or from the nearest pixel, and their derivatives. Rows
 * and columns are interpolated one after the other, by a product with a matrix; the derivative is the
 * product with its transpose, for every way of placing pixels. (The cpu backend's derivatives leave
 * out `halfPixelCenters`, exchange height and width, and mix batches.)
 */
import type { Place } from "../../plan/index.js";
import { type Attributes, type Emitter, type Lowering, viewed } from "./lowering.js";
import { product } from "./products.js";
import { filled } from "./sources.js";

interface Placing {
  readonly alignCorners?: boolean;
  readonly halfPixelCenters?: boolean;
}

/** Where pixel k of the new line lies on the old one. */
function positions(before: number, after: number, placing: Placing, shift: number): number[] {
  const corners = placing.alignCorners === true && after > 1;
  const ratio = corners ? (before - 1) / (after - 1) : before / after;
  return Array.from({ length: after }, (_, k) =>
    placing.halfPixelCenters === true ? ratio * (k + 0.5) - shift : ratio * k,
  );
}

/** [after, before]: what each new pixel takes of each old one. */
function interpolation(emitter: Emitter, before: number, after: number, placing: Placing): Place {
  const weights = new Float32Array(after * before);
  positions(before, after, placing, 0.5).forEach((position, k) => {
    const low = Math.max(0, Math.floor(position));
    const high = Math.min(before - 1, Math.ceil(position));
    const part = position - low;
    weights[k * before + low] += 1 - part;
    weights[k * before + high] += part;
  });
  return emitter.constant(weights, [after, before]);
}

function bilinear(transposeA: boolean): Lowering {
  return ({ images, dy }, attributes, emitter) => {
    const from = transposeA ? dy : images;
    const to = transposeA ? images.shape.slice(1, 3) : (attributes.size as number[]);
    const [batch, height, width, channels] = from.shape;
    const matrix = (old: number, now: number): Place =>
      transposeA
        ? interpolation(emitter, now, old, attributes)
        : interpolation(emitter, old, now, attributes);
    const rows = viewed(from, [batch, height, width * channels]);
    const tall = product(emitter, matrix(height, to[0]), rows, { transposeA });
    const columns = viewed(tall, [batch * to[0], width, channels]);
    const wide = product(emitter, matrix(width, to[1]), columns, { transposeA });
    return viewed(wide, [batch, to[0], to[1], channels]);
  };
}

/** The old pixel that is nearest to each new one, along one axis. */
function nearest(before: number, after: number, placing: Placing): number[] {
  const rounded = placing.alignCorners === true ? Math.round : Math.floor;
  return positions(before, after, placing, 0).map((position) =>
    Math.max(0, Math.min(before - 1, rounded(position))),
  );
}

/** For each pixel of `after`, which of `before` it is, counted through the image. */
function pixels(before: readonly number[], after: readonly number[], placing: Placing): number[] {
  const columns = nearest(before[1], after[1], placing);
  return nearest(before[0], after[0], placing).flatMap((row) =>
    columns.map((column) => row * before[1] + column),
  );
}

function nearestPixels(
  { images }: Record<string, Place>,
  attributes: Attributes,
  emitter: Emitter,
) {
  const size = attributes.size as number[];
  const [batch, height, width, channels] = images.shape;
  const index = Int32Array.from(pixels([height, width], size, attributes));
  const output = emitter.place([batch, ...size, channels], images.type);
  emitter.emit({
    kind: "gather",
    batch: 1,
    outer: batch,
    rows: height * width,
    count: index.length,
    inner: channels,
    inputs: [images, emitter.constant(index, [index.length])],
    outputs: [output],
  });
  return output;
}

function nearestPixelsBack(
  { images, dy }: Record<string, Place>,
  attributes: Attributes,
  emitter: Emitter,
): Place {
  const [batch, height, width, channels] = images.shape;
  const index = pixels([height, width], dy.shape.slice(1, 3), attributes);
  const all = new Int32Array(batch * index.length);
  for (let b = 0; b < batch; b++) {
    all.set(
      index.map((pixel) => b * height * width + pixel),
      b * index.length,
    );
  }
  const output = filled(emitter, images.shape, 0, dy.type);
  emitter.emit({
    kind: "scatter",
    rows: batch * height * width,
    count: all.length,
    inner: channels,
    inputs: [dy, emitter.constant(all, [all.length])],
    outputs: [output],
  });
  return output;
}

export const RESIZING: Readonly<Record<string, Lowering>> = {
  ResizeBilinear: bilinear(false),
  ResizeBilinearGrad: bilinear(true),
  ResizeNearestNeighbor: nearestPixels,
  ResizeNearestNeighborGrad: nearestPixelsBack,
};
