import * as tf from "@tensorflow/tfjs-core";
import { EnvironmentError } from "../../../errors.js";
import { currentBackend, type IntertwineBackend } from "../../backend/index.js";

/** @throws EnvironmentError where TensorFlow.js runs on a backend that records nothing */
export function requireBackend(): IntertwineBackend {
  const backend = currentBackend();
  if (backend !== undefined) return backend;
  throw new EnvironmentError(
    `plan: TensorFlow.js runs on "${tf.getBackend()}", where steps cannot be recorded; call await useDevice("webassembly") before tensors are made.`,
  );
}
