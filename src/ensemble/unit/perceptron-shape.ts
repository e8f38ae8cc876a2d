/** The sizes of a unit with one hidden layer, as the compiled kernel wants them. */
import type { Activation } from "./activation.js";

export interface PerceptronShape {
  /** d */
  inputs: number;
  /** c */
  outputs: number;
  /** h; equal to c when there are no outer weights */
  hidden: number;
  /** Whether W is there; without it the hidden values are the outputs. */
  outer: boolean;
  /** Whether b is there. */
  bias: boolean;
  activation: Activation;
  /** κ */
  scale: number;
  /** Where A (h × d), W (c × h) and b (h) begin in z. */
  at: { inner: number; outer: number; bias: number };
  /** D */
  parameters: number;
}
