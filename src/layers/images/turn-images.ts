/**
 * What motions of the plane do to pictures (R. Winter and others, NeurIPS 2022, arXiv 2202.07559):
 *
 *   (ρ(g) x)(p) = x(g⁻¹ p)
 *
 * | symbol | name here | shape                                                                    |
 * | x      | images    | [batch, height, width, channels], values at the centres of pixels        |
 * | p      |           | from the centre of the image, y up, the longer side from −1 to 1         |
 * | R      | matrices  | [batch, 2, 2], orthogonal; (cos θ, sin θ) first column: counter-clockwise |
 * | (R|t)  | motions   | [batch, 2, 3], p ↦ R p + t                                               |
 *
 * Between pixels bilinear, zeros outside. Laws: the identity keeps every value; quarter turns of square
 * images move pixels to pixels; derivatives by images and by matrices are those of the interpolation.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";
import { sampleImages } from "./sample-images.js";

/**
 * Pictures turned about their centres, or reflected.
 *
 * @param matrices [batch, 2, 2], orthogonal: a scaled one shrinks the picture by its factor
 * @throws ShapeError
 */
export function turnImages(matrices: tf.Tensor, images: tf.Tensor): tf.Tensor {
  requireShapes("turnImages", "matrices", matrices, images, 2);
  return moved(matrices, images);
}

/**
 * Pictures turned about their centres and then moved by t, in halves of the longer side, y up.
 *
 * @param motions [batch, 2, 3]: (R | t)
 * @throws ShapeError
 */
export function moveImages(motions: tf.Tensor, images: tf.Tensor): tf.Tensor {
  requireShapes("moveImages", "motions", motions, images, 3);
  return moved(motions, images);
}

/** With y down, as rows are counted, R⁻¹ = Rᵀ is (r₀₀, −r₁₀; −r₀₁, r₁₁). */
function moved(motions: tf.Tensor, images: tf.Tensor): tf.Tensor {
  const [batch, height, width] = images.shape;
  const columns = motions.shape[2]!;
  return tf.tidy(() => {
    const [across, down] = centres(height, width);
    const entry = (row: number, column: number): tf.Tensor =>
      tf.reshape(tf.slice(motions, [0, row, column], [batch, 1, 1]), [batch, 1]);
    let x: tf.Tensor = across;
    let y: tf.Tensor = down;
    if (columns === 3) {
      const half = Math.max(height, width) / 2;
      x = tf.sub(across, tf.mul(entry(0, 2), half));
      y = tf.add(down, tf.mul(entry(1, 2), half));
    }
    const column = tf.sub(tf.mul(entry(0, 0), x), tf.mul(entry(1, 0), y));
    const row = tf.sub(tf.mul(entry(1, 1), y), tf.mul(entry(0, 1), x));
    const places = {
      column: tf.add(column, (width - 1) / 2),
      row: tf.add(row, (height - 1) / 2),
    };
    return sampleImages(places, images);
  });
}

/** Centres of pixels from the centre of the image, in pixels, y down: [1, height · width] each. */
function centres(height: number, width: number): [across: tf.Tensor, down: tf.Tensor] {
  const size = height * width;
  const across = Float32Array.from({ length: size }, (_, k) => (k % width) - (width - 1) / 2);
  const down = Float32Array.from(
    { length: size },
    (_, k) => Math.floor(k / width) - (height - 1) / 2,
  );
  return [tf.tensor2d(across, [1, size]), tf.tensor2d(down, [1, size])];
}

function requireShapes(
  caller: string,
  name: string,
  motions: tf.Tensor,
  images: tf.Tensor,
  columns: number,
): void {
  if (images.rank !== 4) {
    throw new ShapeError(
      `${caller}: got images of shape [${images.shape}]; expected [batch, height, width, channels].`,
    );
  }
  const [batch] = images.shape;
  if (`${motions.shape}` !== `${[batch, 2, columns]}`) {
    throw new ShapeError(
      `${caller}: got ${name} of shape [${motions.shape}] for ${batch} images; expected [${batch}, 2, ${columns}].`,
    );
  }
}
