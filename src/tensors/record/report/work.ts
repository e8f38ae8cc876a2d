import type { Operation, Place } from "../../plan/index.js";

const product = (lengths: readonly number[]): number =>
  lengths.reduce((size, length) => size * length, 1);
const sizeOf = ({ shape }: Place): number => product(shape);

/** About how many scalar operations it is: by this the time of what was joined is shared. */
export function workOf(operation: Operation): number {
  switch (operation.kind) {
    case "map":
      return sizeOf(operation.outputs[0]) * Math.max(1, operation.steps.length);
    case "contract":
      return 2 * operation.batch * operation.rows * operation.inner * operation.columns;
    case "reduce":
      return product(operation.extent);
    case "convolve":
    case "convolveInput":
    case "convolveFilter": {
      const w = operation.window;
      const pairs = w.depthwise ? w.outputChannels : w.inputChannels * w.outputChannels;
      const outputs = w.batch * w.outputHeight * w.outputWidth;
      return 2 * outputs * w.windowHeight * w.windowWidth * pairs;
    }
    case "pool":
    case "poolBack": {
      const w = operation.window;
      const outputs = w.batch * w.outputHeight * w.outputWidth * w.outputChannels;
      return outputs * w.windowHeight * w.windowWidth;
    }
    default:
      return Math.max(...[...operation.inputs, ...operation.outputs].map(sizeOf));
  }
}
