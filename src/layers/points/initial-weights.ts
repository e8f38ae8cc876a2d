import { type Initialiser, uniformInitialiser } from "../../tensors/index.js";

/** U(−1/√n, 1/√n), n the numbers that come in. */
export const withinFan = (inputs: number): Initialiser =>
  uniformInitialiser(-1 / Math.sqrt(inputs), 1 / Math.sqrt(inputs));
