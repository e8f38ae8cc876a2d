/** The pointwise functions φ of the units, with φ′ written in terms of the value. */
export type Activation = "sigmoid" | "tanh" | "relu";

/** The numbers by which the compiled kernel knows them. */
export const ACTIVATION_CODES: Record<Activation, number> = { sigmoid: 0, tanh: 1, relu: 2 };

interface PointwiseFunction {
  value(t: number): number;
  /** φ′(t) from a = φ(t). */
  slope(a: number): number;
}

export const ACTIVATIONS: Record<Activation, PointwiseFunction> = {
  sigmoid: { value: (t) => 1 / (1 + Math.exp(-t)), slope: (a) => a * (1 - a) },
  tanh: { value: Math.tanh, slope: (a) => 1 - a * a },
  relu: { value: (t) => Math.max(0, t), slope: (a) => (a > 0 ? 1 : 0) },
};
