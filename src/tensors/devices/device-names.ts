/**
 * The devices that tensors run on, by the names that a user gives.
 *
 * | device      | what it is                                    | name in TensorFlow.js |
 * | webassembly | our own kernels on the processor; plans       | intertwine            |
 * | webgpu      | a GPU by WebGPU, through Dawn                 | webgpu                |
 * | native      | the C library of TensorFlow, GPU if it has one | tensorflow           |
 * | cpu         | TensorFlow.js' kernels in plain JavaScript    | cpu                   |
 */
export const DEVICE_NAMES = ["webassembly", "webgpu", "native", "cpu"] as const;
export type DeviceName = (typeof DEVICE_NAMES)[number];

/** What TensorFlow.js calls the device: `tf.setBackend` takes these names. */
export const BACKENDS: Readonly<Record<DeviceName, string>> = {
  webassembly: "intertwine",
  webgpu: "webgpu",
  native: "tensorflow",
  cpu: "cpu",
};

/** The device in use, as run records show it. */
export interface DeviceUse {
  /** Undefined for a backend that is none of ours, such as tfjs-backend-wasm. */
  readonly device: DeviceName | undefined;
  readonly backend: string;
  /** The GPU's name and driver, the library's version. */
  readonly detail: string;
  /** Why it was taken, where "best" was asked for. */
  readonly why?: string;
}
