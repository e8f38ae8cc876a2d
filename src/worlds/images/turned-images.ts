/**
 * Images turned about their middle, each once, by an angle that is known.
 *
 *   (ρ(θ) x)(p) = x(R p),  R = (cos θ, −sin θ; sin θ, cos θ)
 *
 * p is the place from the middle, to the right and down, so that the picture turns counter-clockwise
 * as one looks at it. Values between pixels are bilinear, outside there are zeros. Every step is a
 * sum, product or quotient: the same bits everywhere.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { type RandomStream, uniformDirection } from "../../numerics/index.js";
import type { ImageSet, ImageSize } from "./image-set.js";

export interface TurnedImages extends ImageSet {
  /** cos θ and sin θ of each, count × 2. */
  readonly directions: Float64Array;
}

/** Each image turned by a uniform angle, which depends on the stream and the image's number alone. */
export function turnedImages(set: ImageSet, random: RandomStream): TurnedImages {
  const directions = new Float64Array(2 * set.count);
  for (let k = 0; k < set.count; k++) {
    directions.set(uniformDirection(random.split(k)), 2 * k);
  }
  return imagesTurnedBy(set, directions);
}

/**
 * Image k turned by the direction (cos θ, sin θ) at 2k.
 * @throws ShapeError for another number of them, DomainError for one that is not of length 1
 */
export function imagesTurnedBy(set: ImageSet, directions: ArrayLike<number>): TurnedImages {
  if (directions.length !== 2 * set.count) {
    throw new ShapeError(
      `imagesTurnedBy: got ${directions.length} numbers; expected a cosine and a sine for each of ${set.count} images.`,
    );
  }
  for (let k = 0; k < set.count; k++) {
    const [cosine, sine] = [directions[2 * k], directions[2 * k + 1]];
    if (Math.abs(Math.hypot(cosine, sine) - 1) <= UNIT_TOLERANCE) continue;
    throw new DomainError(
      `imagesTurnedBy: the direction of image ${k} is (${cosine}, ${sine}); expected the cosine and sine of an angle.`,
    );
  }
  const length = set.height * set.width * set.channels;
  const values = new Float32Array(set.values.length);
  for (let k = 0; k < set.count; k++) {
    const [start, end] = [k * length, (k + 1) * length];
    const [cosine, sine] = [directions[2 * k], directions[2 * k + 1]];
    turnInto(set.values.subarray(start, end), set, cosine, sine, values.subarray(start, end));
  }
  return { ...set, values, directions: Float64Array.from(directions) };
}

/** Of float32 directions. */
const UNIT_TOLERANCE = 1e-6;

function turnInto(
  image: Float32Array,
  { height, width, channels }: ImageSize,
  cosine: number,
  sine: number,
  out: Float32Array,
): void {
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  for (let row = 0, at = 0; row < height; row++) {
    const y = row - middleY;
    for (let column = 0; column < width; column++, at += channels) {
      const x = column - middleX;
      const fromX = cosine * x - sine * y + middleX;
      const fromY = sine * x + cosine * y + middleY;
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      if (left < -1 || top < -1 || left >= width || top >= height) continue;
      const right = fromX - left;
      const down = fromY - top;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let corner = 0; corner < 4; corner++) {
          const cx = left + (corner & 1);
          const cy = top + (corner >> 1);
          if (cx < 0 || cy < 0 || cx >= width || cy >= height) continue;
          const across = corner & 1 ? right : 1 - right;
          const along = corner >> 1 ? down : 1 - down;
          sum += across * along * image[(cy * width + cx) * channels + c];
        }
        // The weights' sum may pass 1 by rounding.
        out[at + c] = Math.min(1, sum);
      }
    }
  }
}
