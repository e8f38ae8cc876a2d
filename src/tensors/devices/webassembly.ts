/** The device "webassembly": our own kernels, whose backend registers itself when tensors are imported. */
import * as tf from "@tensorflow/tfjs-core";
import { EnvironmentError } from "../../errors.js";
import { nativeTensors } from "../../native/tensors-build.js";
import { BACKENDS } from "./device-names.js";

/** What it is. @throws EnvironmentError when the backend is not registered */
export function openWebAssembly(): string {
  if (tf.findBackendFactory(BACKENDS.webassembly) === null) {
    throw new EnvironmentError(
      'useDevice: the backend "intertwine" is not registered; import "intertwine/tensors", which registers it.',
    );
  }
  return describeWebAssembly();
}

export function describeWebAssembly(): string {
  const { used, detail } = nativeTensors();
  return used ? `this machine's own code (${detail})` : "WebAssembly SIMD";
}
