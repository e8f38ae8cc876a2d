/** Images read between their pixels, with the derivative by pixels and by places. */
import * as tf from "@tensorflow/tfjs-core";

/** Pixels of zeros around an image: a place beyond the first of them reads 0, and so do its neighbours. */
const MARGIN = 2;

/** Where to read, in pixels from the centre of the first one: [batch, height · width] each. */
export interface Places {
  readonly column: tf.Tensor;
  readonly row: tf.Tensor;
}

/** The four pixels around each place: [batch · height · width, channels] each. */
interface Corners {
  readonly values: readonly tf.Tensor[];
  /** Of the upper left one in the framed images, counted through the batch; int32. */
  readonly index: tf.Tensor;
  /** How far to the right of it, and below it, the place is: [batch · height · width, 1]. */
  readonly right: tf.Tensor;
  readonly below: tf.Tensor;
}

type Save = (tensors: tf.Tensor[]) => void;

/**
 * Bilinear: with a, b above c, d around the place, and u to the right, v below of a,
 *
 *   value = (1 − v) ((1 − u) a + u b) + v ((1 − u) c + u d),   0 outside.
 *
 * The derivative by the places is that of this formula, and 0 outside.
 *
 * @param images [batch, height, width, channels]
 * @returns as images
 */
export function sampleImages(places: Places, images: tf.Tensor): tf.Tensor {
  const { shape } = images;
  const wide = shape[2]! + 2 * MARGIN;
  const sampled = tf.customGrad((...given) => {
    const [column, row, pixels, save] = given as [tf.Tensor, tf.Tensor, tf.Tensor, Save];
    const { values, index, right, below } = cornersOf({ column, row }, pixels);
    const [a, b, c, d] = values;
    const upper = between(a, b, right);
    const lower = between(c, d, right);
    save([index, right, below, ...values]);
    return {
      value: tf.reshape(between(upper, lower, below), shape),
      gradFunc: (dy, saved) => {
        const [corner, u, v, ...around] = saved;
        const slope = tf.reshape(dy as tf.Tensor, around[0].shape);
        return [
          ...byPlaces(slope, around, [u, v]).map((by) => tf.reshape(by, column.shape)),
          byPixels(slope, corner, [u, v], { shape, wide }),
        ];
      },
    };
  });
  return sampled(places.column, places.row, images);
}

const between = (from: tf.Tensor, to: tf.Tensor, part: tf.Tensor): tf.Tensor =>
  tf.add(from, tf.mul(part, tf.sub(to, from)));

function cornersOf({ column, row }: Places, images: tf.Tensor): Corners {
  const [batch, height, width, channels] = images.shape;
  const wide = width + 2 * MARGIN;
  const tall = height + 2 * MARGIN;
  const x = tf.clipByValue(column, -MARGIN, width + MARGIN - 1.5);
  const y = tf.clipByValue(row, -MARGIN, height + MARGIN - 1.5);
  const left = tf.floor(x);
  const top = tf.floor(y);
  const framed = tf.pad(images, frameOf(4));
  const pixels = tf.reshape(framed, [batch * tall * wide, channels]);
  const first = Int32Array.from({ length: batch }, (_, b) => (b * tall + MARGIN) * wide + MARGIN);
  const lines = tf.mul(tf.cast(top, "int32"), tf.scalar(wide, "int32"));
  const inImage = tf.add(lines, tf.cast(left, "int32"));
  const index = tf.reshape(tf.add(tf.tensor2d(first, [batch, 1], "int32"), inImage), [-1]);
  return {
    index,
    right: tf.reshape(tf.sub(x, left), [-1, 1]),
    below: tf.reshape(tf.sub(y, top), [-1, 1]),
    values: [0, 1, wide, wide + 1].map((shift) => tf.gather(pixels, shifted(index, shift))),
  };
}

const shifted = (index: tf.Tensor, by: number): tf.Tensor1D =>
  (by === 0 ? index : tf.add(index, tf.scalar(by, "int32"))) as tf.Tensor1D;

const frameOf = (rank: number): [number, number][] =>
  Array.from({ length: rank }, (_, axis) => (axis === 1 || axis === 2 ? [MARGIN, MARGIN] : [0, 0]));

function byPlaces(
  slope: tf.Tensor,
  [a, b, c, d]: readonly tf.Tensor[],
  [u, v]: readonly tf.Tensor[],
): tf.Tensor[] {
  const across = between(tf.sub(b, a), tf.sub(d, c), v);
  const down = between(tf.sub(c, a), tf.sub(d, b), u);
  return [across, down].map((by) => tf.sum(tf.mul(slope, by), 1));
}

/** Every slope goes back to the four pixels that its value was read from. */
function byPixels(
  slope: tf.Tensor,
  corner: tf.Tensor,
  [u, v]: readonly tf.Tensor[],
  { shape, wide }: { readonly shape: readonly number[]; readonly wide: number },
): tf.Tensor {
  const [batch, height, width, channels] = shape;
  const tall = height + 2 * MARGIN;
  const lower = tf.mul(slope, v);
  const upper = tf.sub(slope, lower);
  const parts = [upper, lower].flatMap((part) => {
    const right = tf.mul(part, u);
    return [tf.sub(part, right), right];
  });
  const framed = parts.map((part, k) => {
    const index = shifted(corner, [0, 1, wide, wide + 1][k]);
    return tf.unsortedSegmentSum(part, index, batch * tall * wide);
  });
  const all = tf.reshape(tf.addN(framed), [batch, tall, wide, channels]);
  return tf.slice(all, [0, MARGIN, MARGIN, 0], [batch, height, width, channels]);
}
