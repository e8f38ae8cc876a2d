/** Thrown into code that the user has interrupted. */
export class KernelInterrupt extends Error {
  override readonly name = "KernelInterrupt";

  constructor() {
    super("interrupted");
    // Where it is made says nothing of where it strikes.
    this.stack = "KernelInterrupt: interrupted";
  }
}
