/** Thrown into code that the user has interrupted. */
export class KernelInterrupt extends Error {
  override readonly name = "KernelInterrupt";

  constructor() {
    super("interrupted");
  }
}
