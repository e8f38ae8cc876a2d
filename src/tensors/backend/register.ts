/** Backends of TensorFlow.js by name, each with all of its kernels. */
import * as tf from "@tensorflow/tfjs-core";
import { runOnCpu, sayAloud, usedOnCpu } from "./cpu-kernel.js";
import type { EagerDevice } from "./device.js";
import { IntertwineBackend } from "./intertwine-backend.js";
import type { Lowering } from "./lowering/lowering.js";
import { LOWERINGS } from "./lowering/table.js";
import { WebAssemblyDevice } from "./web-assembly-device.js";

/** Kernels of TensorFlow.js' cpu backend that have no lowering. */
export const UNCARRIED: readonly string[] = [
  ...["AvgPool3D", "AvgPool3DGrad", "MaxPool3D", "MaxPool3DGrad"],
  ...["Conv3D", "Conv3DBackpropFilterV2", "Conv3DBackpropInputV2"],
  ...["Dilation2D", "Dilation2DBackpropFilter", "Dilation2DBackpropInput"],
  ...["Bincount", "DenseBincount", "BitwiseAnd", "BroadcastArgs", "SearchSorted", "TopK", "Unique"],
  ...["Complex", "ComplexAbs", "Real", "Imag", "FFT", "IFFT"],
  ...["CropAndResize", "Draw"],
  ...["RotateWithOffset", "Transform", "LRN", "LRNGrad"],
  ...["NonMaxSuppressionV3", "NonMaxSuppressionV4", "NonMaxSuppressionV5", "Multinomial"],
  ...["RaggedGather", "RaggedRange", "RaggedTensorToTensor", "TensorScatterUpdate"],
  ...["SparseFillEmptyRows", "SparseReshape", "SparseSegmentMean", "SparseSegmentSum"],
  ...["SparseToDense", "StaticRegexReplace", "StringNGrams", "StringSplit"],
  "StringToHashBucketFast",
];

const registered = new Set<string>();

/** The name under which `intertwine/tensors` registers its backend. */
export const INTERTWINE = "intertwine";

/**
 * Registers a backend for `tf.setBackend`; a second call with the same name does nothing. It never
 * becomes the default: other backends have a higher priority.
 * @param device made when the backend is first used; without it the machine's own library where
 * it was built, WebAssembly elsewhere
 */
export function registerIntertwine(
  name: string = INTERTWINE,
  device: () => EagerDevice = () => new WebAssemblyDevice(),
): void {
  if (registered.has(name)) return;
  registered.add(name);
  for (const [kernel, lowering] of Object.entries(LOWERINGS)) register(name, kernel, lowering);
  for (const kernel of UNCARRIED) register(name, kernel);
  tf.registerBackend(name, () => new IntertwineBackend(device()), 0);
}

/** What runs on our kernels, and what on the cpu backend of TensorFlow.js; `used`: was run there so far. */
export interface Coverage {
  readonly carried: readonly string[];
  readonly uncarried: readonly string[];
  readonly used: readonly string[];
}

export function coverage(): Coverage {
  return {
    carried: Object.keys(LOWERINGS).sort(),
    uncarried: [...UNCARRIED].sort(),
    used: [...usedOnCpu],
  };
}

/** The backend that TensorFlow.js uses now, where it is one of ours. */
export function currentBackend(): IntertwineBackend | undefined {
  const backend: unknown = tf.engine().backend;
  return backend instanceof IntertwineBackend ? backend : undefined;
}

type Given = Readonly<Record<string, tf.TensorInfo | null | undefined>>;

function register(backendName: string, kernelName: string, lowering?: Lowering): void {
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const ours = backend as IntertwineBackend;
      const given = (inputs ?? {}) as Given;
      const attributes = attrs ?? {};
      if (isOfHost(given, attributes.dtype)) {
        return runOnCpu(ours, kernelName, given, attributes);
      }
      if (lowering !== undefined) return ours.run(kernelName, lowering, given, attributes);
      sayAloud(backendName, kernelName);
      return runOnCpu(ours, kernelName, given, attributes);
    },
  });
}

/** Their values stay with the host. */
const HOST_TYPES: ReadonlySet<unknown> = new Set(["string", "complex64"]);

function isOfHost(inputs: Given, wanted: unknown): boolean {
  if (wanted !== undefined && HOST_TYPES.has(wanted)) return true;
  for (const name in inputs) if (HOST_TYPES.has(inputs[name]?.dtype)) return true;
  return false;
}
