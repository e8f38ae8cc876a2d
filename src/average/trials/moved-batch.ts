/** A batch of clouds, each moved by a matrix of its own. */
import type { Matrix } from "../../numerics/index.js";
import { type CloudBatch, cloudOffsets } from "../batch/cloud-batch.js";
import { carryBack } from "../batch/index.js";

/** Rows x of cloud k become g_k x. @param element g_k, d × d. @throws ShapeError, DomainError as for any batch */
export function movedBatch(clouds: CloudBatch, element: (cloud: number) => Matrix): Float64Array {
  const { dimension, coordinates } = clouds;
  const offsets = cloudOffsets("movedBatch", clouds);
  const count = offsets.length - 1;
  const axes = new Float64Array(count * dimension ** 2);
  for (let k = 0; k < count; k++) axes.set(element(k).data, k * dimension ** 2);
  const shifts = new Float64Array(count * dimension);
  return carryBack(
    { dimension, offsets, axes, shifts },
    coordinates,
    "vectors",
    new Float64Array(coordinates.length),
  );
}
