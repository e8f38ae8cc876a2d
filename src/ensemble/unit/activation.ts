/** The pointwise functions φ of the units, with φ′ written in terms of the value. */
import { DomainError } from "../../errors.js";

export type Activation = "sigmoid" | "tanh" | "relu";

/** The numbers by which the compiled kernel knows them. */
export const ACTIVATION_CODES: Record<Activation, number> = { sigmoid: 0, tanh: 1, relu: 2 };

interface PointwiseFunction {
  value(t: number): number;
  /** φ′(t) from a = φ(t). */
  slope(a: number): number;
}

/** @throws DomainError for a name that is no pointwise function here */
export function pointwiseFunction(caller: string, activation: Activation): PointwiseFunction {
  const found = ACTIVATIONS[activation];
  if (found === undefined) {
    throw new DomainError(
      `${caller}: got the activation "${activation}"; expected one of ${Object.keys(ACTIVATIONS).join(", ")}.`,
    );
  }
  return found;
}

const ACTIVATIONS: Record<Activation, PointwiseFunction> = {
  sigmoid: { value: (t) => 1 / (1 + Math.exp(-t)), slope: (a) => a * (1 - a) },
  tanh: { value: Math.tanh, slope: (a) => 1 - a * a },
  relu: { value: (t) => Math.max(0, t), slope: (a) => (a > 0 ? 1 : 0) },
};
