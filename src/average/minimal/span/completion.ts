/**
 * Axes for what the points do not span: the unit vectors of the coordinates, the one that
 * is farthest outside first. Any completion serves where the stabiliser turns it about.
 */

/** Fills the rows of `axes` from `rank` on so that all d are orthonormal. */
export function completeAxes(axes: Float64Array, rank: number, dimension: number): void {
  for (let next = rank; next < dimension; next++) {
    const start = next * dimension;
    axes.fill(0, start, start + dimension);
    axes[start + leastCovered(axes, next, dimension)] = 1;
    let square = 0;
    for (let pass = 0; pass < 2; pass++) {
      for (let at = 0; at < start; at += dimension) {
        let inner = 0;
        for (let k = 0; k < dimension; k++) inner += axes[at + k] * axes[start + k];
        for (let k = 0; k < dimension; k++) axes[start + k] -= inner * axes[at + k];
      }
      square = 0;
      for (let k = 0; k < dimension; k++) square += axes[start + k] ** 2;
      const length = Math.sqrt(square);
      for (let k = 0; k < dimension; k++) axes[start + k] /= length;
    }
  }
}

function leastCovered(axes: Float64Array, count: number, dimension: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let k = 0; k < dimension; k++) {
    let covered = 0;
    for (let j = 0; j < count; j++) covered += axes[j * dimension + k] ** 2;
    if (covered < least) [best, least] = [k, covered];
  }
  return best;
}
