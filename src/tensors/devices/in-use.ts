/** Which device tensors run on, told without loading TensorFlow.js: where nobody has, there is none. */
import { BACKENDS, DEVICE_NAMES, type DeviceUse } from "./device-names.js";

/** The last device that `useDevice` opened in this process, whichever copy of this module did. */
const KEY = Symbol.for("intertwine.tensors.device");

interface Globals {
  /** The engine of TensorFlow.js, where it is loaded. */
  readonly _tfengine?: { readonly backendName?: string };
  [KEY]?: DeviceUse;
}
const globals = globalThis as unknown as Globals;

export function setDeviceInUse(use: DeviceUse): void {
  globals[KEY] = use;
}

/**
 * Undefined before the first tensor. A backend that was set by `tf.setBackend`, past `useDevice`,
 * is told too.
 */
export function deviceInUse(): DeviceUse | undefined {
  const backend = globals._tfengine?.backendName;
  if (!backend) return undefined;
  const opened = globals[KEY];
  if (opened?.backend === backend) return opened;
  const device = DEVICE_NAMES.find((name) => BACKENDS[name] === backend);
  return { device, backend, detail: "set by TensorFlow.js" };
}
