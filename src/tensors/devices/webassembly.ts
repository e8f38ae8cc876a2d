/** The device "webassembly": our own kernels. */
import { nativeTensors } from "../../native/tensors-build.js";
import { registerIntertwine } from "../backend/index.js";
import { nativeWorkerCount } from "../engines/worker-count.js";

/** Registers its backend where nobody has; answers what it is. */
export function openWebAssembly(): string {
  registerIntertwine();
  return describeWebAssembly();
}

export function describeWebAssembly(): string {
  const { used, detail } = nativeTensors();
  if (!used) {
    return 'WebAssembly SIMD; plans on one core, on all by this machine\'s own code ("npm run native")';
  }
  const workers = nativeWorkerCount("useDevice");
  const cores = workers === 1 ? "one core" : `${workers} cores`;
  return `this machine's own code (${detail}); plans on ${cores}`;
}
