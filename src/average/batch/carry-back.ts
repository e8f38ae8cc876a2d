/** What a model said about the forms of a batch, carried back to its clouds. */
import { ShapeError } from "../../errors.js";
import type { BatchedFrames, BatchedPrincipalAxes } from "./batched-frames.js";
import { chunksOf, FRAME_FLAGS, withFramesKernel } from "./frames-kernel.js";

/**
 * Each row y of the values as g Π y, or as the point b + g Π y.
 * @param values d numbers for each point of the batch, in its order
 * @param into may be `values` itself; default: a new Float64Array
 * @throws ShapeError for more or fewer values; EnvironmentError when the largest cloud does
 *   not fit into memory
 */
export function carryBack<Into extends Float64Array | Float32Array = Float64Array>(
  frames: Pick<BatchedFrames | BatchedPrincipalAxes, "dimension" | "offsets" | "axes" | "shifts">,
  values: Float64Array | Float32Array,
  as: "vectors" | "points",
  into: Into = new Float64Array(values.length) as Into,
): Into {
  const { dimension, offsets, axes, shifts } = frames;
  const expected = offsets[offsets.length - 1] * dimension;
  if (values.length !== expected || into.length !== expected) {
    throw new ShapeError(
      `carryBack: got ${values.length} values and room for ${into.length}; expected ${expected}, ${dimension} for each point.`,
    );
  }
  const flags = as === "points" ? FRAME_FLAGS.centred : 0;
  const chunks = chunksOf(offsets, dimension);
  withFramesKernel("carryBack", chunks, offsets, dimension, false, ({ memory, carry }) => {
    for (const chunk of chunks) {
      const { first, last, start, end } = chunk;
      memory.forms.set(values.subarray(start * dimension, end * dimension));
      memory.axes.set(axes.subarray(first * dimension ** 2, last * dimension ** 2));
      memory.shifts.set(shifts.subarray(first * dimension, last * dimension));
      carry(flags, chunk);
      into.set(memory.forms.subarray(0, (end - start) * dimension), start * dimension);
    }
  });
  return into;
}
