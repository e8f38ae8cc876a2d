/** The device "webassembly": our own kernels. */
import { nativeTensors } from "../../native/tensors-build.js";
import { registerIntertwine } from "../backend/index.js";

/** Registers its backend where nobody has; answers what it is. */
export function openWebAssembly(): string {
  registerIntertwine();
  return describeWebAssembly();
}

export function describeWebAssembly(): string {
  const { used, detail } = nativeTensors();
  return used ? `this machine's own code (${detail})` : "WebAssembly SIMD";
}
