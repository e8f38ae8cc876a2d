/** A rectangle of pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The part of `box` between shares of its width and height; y counts upward, as Plotly does. */
export function partOf(box: Box, x: readonly number[], y: readonly number[]): Box {
  return {
    left: box.left + x[0] * box.width,
    top: box.top + (1 - y[1]) * box.height,
    width: (x[1] - x[0]) * box.width,
    height: (y[1] - y[0]) * box.height,
  };
}
