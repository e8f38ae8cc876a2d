/** A kernel that TensorFlow.js has not: random numbers by key and counter (`noise` asks for it). */
import type { NoiseOperation } from "../../plan/index.js";
import type { Lowering } from "./lowering.js";

export const NOISE_KERNEL = "Threefry";

/** Attributes of the kernel; its input is the counter, int32, one number. */
export interface NoiseAttributes extends Pick<NoiseOperation, "law" | "key"> {
  readonly shape: readonly number[];
}

export const NOISE: Readonly<Record<string, Lowering>> = {
  [NOISE_KERNEL]: ({ counter }, attributes, emitter) => {
    const { law, key, shape } = attributes as unknown as NoiseAttributes;
    const output = emitter.place(shape, "float32");
    emitter.emit({ kind: "noise", law, key, inputs: [counter], outputs: [output] });
    return output;
  },
};
