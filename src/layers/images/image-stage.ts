/**
 * How many pixels are left along a side of an image.
 *
 *   after = side + 2 padding − size + 1, and of these ⌈after / 2⌉ where a pool follows
 *
 * are the places of a window of `size` pixels, with `padding` zeros on both ends.
 */

/** What a convolution, and perhaps a pool behind it, do to the sides of an image. */
export interface ImageStage {
  /** Pixels along a side of the filters. */
  readonly size: number;
  /** Pixels of zeros around the image; default ⌊size / 2⌋. */
  readonly padding?: number;
  /** Whether a pool halves the number of pixels along each side; default false. */
  readonly isPooled?: boolean;
}

/** Pixels along a side behind the stage; below 1 where no window fits. */
export function sideAfter(side: number, stage: ImageStage): number {
  const after = side - lostAlong(stage);
  return stage.isPooled ? Math.ceil(after / 2) : after;
}

/** Pixels that a side must have for the windows of all stages to fit, one after the other. */
export function leastSide(stages: readonly ImageStage[]): number {
  return stages.reduceRight((needed, stage) => {
    const windows = stage.isPooled ? 2 * needed - 1 : needed;
    return Math.max(1, windows + lostAlong(stage));
  }, 1);
}

const lostAlong = ({ size, padding = Math.floor(size / 2) }: ImageStage): number =>
  size - 1 - 2 * padding;
