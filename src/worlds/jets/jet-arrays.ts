/** Jets as arrays for a network on sets. */
import { ShapeError } from "../../errors.js";
import { type Jets, MOST_CONSTITUENTS } from "./jets.js";

export interface JetArrays {
  /** S × 60 × 4: arsinh of the components in GeV, whose range is wide. */
  readonly members: Float64Array;
  /** S × 60: 1/20 for a constituent, so that sums over a jet are of order 1; 0 for an empty place. */
  readonly present: Float64Array;
  /** S */
  readonly y: Float64Array;
  readonly [name: string]: Float64Array;
}

const SHARE = 1 / 20;

/**
 * @param momenta S × 60 × 4, the jets' own unless given: their coordinates in a frame, or as
 *   another observer sees them
 * @throws ShapeError for momenta of another number
 */
export function jetArrays(jets: Jets, momenta: ArrayLike<number> = jets.momenta): JetArrays {
  if (momenta.length !== jets.momenta.length) {
    throw new ShapeError(
      `jetArrays: got ${momenta.length} numbers; expected ${jets.momenta.length}, four for each of ${MOST_CONSTITUENTS} places in ${jets.jets} jets.`,
    );
  }
  const present = new Float64Array(jets.jets * MOST_CONSTITUENTS);
  jets.constituents.forEach((count, jet) => {
    present.fill(SHARE, jet * MOST_CONSTITUENTS, jet * MOST_CONSTITUENTS + count);
  });
  return {
    members: Float64Array.from(momenta, Math.asinh),
    present,
    y: Float64Array.from(jets.labels),
  };
}
